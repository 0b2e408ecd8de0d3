"""Settings: flags before environment before defaults, faults all at once, secrets kept."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path

import pytest

from api.desk.settings import DeskSettings
from api.ops.config import ConfigurationError, flag_of, load, variable_of
from api.ops.settings import PREFIX, Configuration, user_folder
from api.security.oidc.settings import Grant, grant_of
from api.security.roles import Role
from api.service.settings import LOOPBACK_HOSTS, ServiceSettings
from tests.api.commands.run import heijunka

# A value other than the default for every setting.
OTHERS = {
    "host": "::1",
    "port": "9000",
    "allow_remote": "true",
    "hosts": "shop.example, other.example",
    "data": "/srv/heijunka",
    "database_url": "postgresql://shop:secret@db/heijunka",
    "lease_s": "30",
    "min_free_mb": "7",
    "solvers": "2",
    "solve_in": "threads",
    "solver_niceness": "19",
    "max_body_mb": "1.5",
    "max_wait_s": "5",
    "open_days": "5",
    "lead_minutes": "30",
    "hold_minutes": "7.5",
    "offer_minutes": "3",
    "reshuffle_s": "0.25",
    "log_level": "debug",
    "log_format": "console",
    "metrics": "open",
    "cors_origins": "https://shop.example",
    "requests_per_key": "7/minute",
    "failures_per_address": "7/hour",
    "tokens_per_address": "7/day",
    "token_lifetime": "60",
    "session_lifetime": "600",
    "oidc_issuer": "https://login.shop.example",
    "oidc_client_id": "heijunka",
    "oidc_client_secret": "hush",
    "oidc_name": "Shop",
    "oidc_scopes": "profile,groups",
    "oidc_claim": "realm_access.roles",
    "oidc_roles": "Workshop Desk=desk@GZ-01,admins=admin",
    "notice": "3",
    "drain": "9",
}
# Not for those who run the service: for tests, or fixed.
NOT_SETTINGS = {
    "clock",
    "sweep_every_s",
    "poll_s",
    "replan_every_s",
    "progress_interval_s",
    "max_attempts",
    "warm",
    "books",
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without settings."""
    for name in os.environ:
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def test_without_anything_the_defaults_are_those_of_the_record() -> None:
    assert load().configuration.service() == ServiceSettings(data=user_folder())
    assert set(load().sources.values()) == {"default"}


def test_every_setting_has_a_variable_and_reaches_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    assert OTHERS.keys() == Configuration.model_fields.keys()
    for name, value in OTHERS.items():
        monkeypatch.setenv(variable_of(name), value)
    loaded = load()
    assert set(loaded.sources.values()) == {"environment"}
    service, default = loaded.configuration.service(), ServiceSettings(data=user_folder())
    assert same(service, default) <= NOT_SETTINGS
    assert same(service.desk, default.desk) <= NOT_SETTINGS


def same(one: ServiceSettings | DeskSettings, other: ServiceSettings | DeskSettings) -> set[str]:
    """Names of fields that are equal in two records."""
    return {field.name for field in fields(one) if getattr(one, field.name) == getattr(other, field.name)}


def test_flags_win_over_the_environment_and_the_environment_over_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_PORT", "9000")
    monkeypatch.setenv("HEIJUNKA_SOLVERS", "2")
    loaded = load(port=9001, host=None)
    assert (loaded.configuration.port, loaded.sources["port"]) == (9001, "flag")
    assert (loaded.configuration.solvers, loaded.sources["solvers"]) == (2, "environment")
    assert (loaded.configuration.host, loaded.sources["host"]) == ("127.0.0.1", "default")


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_PORT", "")
    assert load().sources["port"] == "default"


def test_hosts_follow_the_address_unless_they_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().configuration.service().hosts == LOOPBACK_HOSTS
    assert load(allow_remote=True).configuration.service().hosts == ("*",)
    monkeypatch.setenv("HEIJUNKA_HOSTS", "shop.example, other.example")
    assert load(allow_remote=True).configuration.service().hosts == ("shop.example", "other.example")


def test_all_faults_are_named_with_variable_or_flag_value_and_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_SOLVERS", "none")
    monkeypatch.setenv("HEIJUNKA_METRICS", "everyone")
    with pytest.raises(ConfigurationError) as refused:
        load(port=70_000)
    told = {fault.pointer: fault for fault in refused.value.faults}
    assert told.keys() == {"HEIJUNKA_SOLVERS", "HEIJUNKA_METRICS", flag_of("port")}
    assert "'none'" in told["HEIJUNKA_SOLVERS"].message
    assert "65535" in told["--port"].message
    assert "Days planned at a time" in told["HEIJUNKA_SOLVERS"].remedy


def test_a_variable_that_is_none_of_ours_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_SOLVER", "2")
    monkeypatch.setenv("HEIJUNKA_WRITE_SNAPSHOTS", "")
    assert load().warnings == ["HEIJUNKA_SOLVER is no setting and changes nothing: did you mean HEIJUNKA_SOLVERS?"]


@pytest.mark.parametrize("url", ["postgresql://shop:s3cret@db/heijunka", "s3cret", "mysql://shop:s3cret@db/x"])
def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HEIJUNKA_DATABASE_URL", url)
    result = heijunka("config")
    assert "s3cret" not in result.stdout + result.stderr
    assert "***" in result.stdout + result.stderr


def test_the_command_shows_value_source_unit_and_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_NOTICE", "2.5")
    monkeypatch.setenv("HEIJUNKA_HOSTS", "shop.example")
    result = heijunka("config")
    assert result.exit_code == 0
    for words in ("HEIJUNKA_NOTICE", "2.5 seconds", "environment", "shop.example", "balancer"):
        assert words in result.stdout
    shown = json.loads(heijunka("config", "--json").stdout)
    assert [one["variable"] for one in shown] == [variable_of(name) for name in Configuration.model_fields]
    assert all(one["meaning"] for one in shown)


def test_the_command_refuses_what_serve_would_refuse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEIJUNKA_PORT", "http")
    for command in (("config",), ("serve", "--data", tmp_path)):
        result = heijunka(*command)
        assert result.exit_code == 2
        assert "HEIJUNKA_PORT: 'http' cannot be used" in result.stderr


def test_the_secret_of_the_provider_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_OIDC_CLIENT_SECRET", "s3cret")
    result = heijunka("config")
    assert "s3cret" not in result.stdout + result.stderr
    assert "HEIJUNKA_OIDC_CLIENT_SECRET" in result.stdout


def test_a_provider_to_log_in_by_needs_a_safe_address_a_name_for_us_and_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEIJUNKA_OIDC_ISSUER", "https://login.shop.example")
    with pytest.raises(ConfigurationError) as refused:
        load()
    assert {fault.pointer for fault in refused.value.faults} == {"HEIJUNKA_OIDC_CLIENT_ID", "HEIJUNKA_OIDC_ROLES"}
    assert "leave the issuer out" in refused.value.faults[0].remedy
    monkeypatch.setenv("HEIJUNKA_OIDC_ISSUER", "http://login.shop.example")
    monkeypatch.setenv("HEIJUNKA_OIDC_ROLES", "desk=king@GZ-01")
    with pytest.raises(ConfigurationError) as refused:
        load()
    told = {fault.pointer: fault.message for fault in refused.value.faults}
    assert "https" in told["HEIJUNKA_OIDC_ISSUER"]
    assert "'king' is no role: choose among desk, foreman" in told["HEIJUNKA_OIDC_ROLES"]


@pytest.mark.parametrize(
    ("text", "grant"),
    [
        ("desk=desk@GZ-01", Grant(value="desk", role=Role.DESK, workshop_id="GZ-01")),
        ("head office=admin", Grant(value="head office", role=Role.ADMIN)),
        ("desk@shop.example=desk@GZ-01", Grant(value="desk@shop.example", role=Role.DESK, workshop_id="GZ-01")),
        ("CN=Foremen=foreman@GZ-01", Grant(value="CN=Foremen", role=Role.FOREMAN, workshop_id="GZ-01")),
    ],
)
def test_a_group_is_worth_a_role_of_a_workshop_or_of_all(text: str, grant: Grant) -> None:
    assert grant_of(text) == grant
