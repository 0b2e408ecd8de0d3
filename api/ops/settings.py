"""The settings of a running service, one field each: its environment variable, default, bounds, unit and meaning."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from api.desk.settings import DeskSettings
from api.ops.logs import Layout, Level
from api.security.oidc.settings import OidcSettings, grant_of, is_safe
from api.security.settings import SecuritySettings
from api.service.settings import LOOPBACK_HOSTS, ServiceSettings
from api.store.postgresql import url_of

PREFIX = "HEIJUNKA_"
_DESK = DeskSettings()


def _told(meaning: str, unit: str = "") -> FieldInfo:
    found = Field(description=meaning, json_schema_extra={"unit": unit})
    assert isinstance(found, FieldInfo)
    return found


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _usable_url(value: str | None) -> str | None:
    if value is not None:
        url_of(value)
    return value


def _minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


def _usable_rate(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,8}/(second|minute|hour|day)", value):
        raise ValueError("write a number, a slash and second, minute, hour or day, such as 100/second")
    return value


def _usable_issuer(value: str) -> str:
    if value and not is_safe(value):
        raise ValueError("write an https address, such as https://login.shop.example; http only on loopback")
    return value


def _usable_grants(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        grant_of(value)
    return values


def user_folder() -> Path:
    """Where the store lies unless told otherwise."""
    return Path(typer.get_app_dir("heijunka")) / "store"


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Rate = Annotated[str, AfterValidator(_usable_rate)]
Issuer = Annotated[str, AfterValidator(_usable_issuer)]
Grants = Annotated[Words, AfterValidator(_usable_grants)]
DatabaseUrl = Annotated[str | None, AfterValidator(_usable_url)]


class Configuration(BaseSettings):
    """Flags come in as arguments and win over the environment. An empty variable counts as none."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    host: Annotated[str, _told("Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535), _told("Port to listen on; 0 takes a free one.")] = 8000
    allow_remote: Annotated[bool, _told("Whether to listen on an address that others can reach.")] = False
    hosts: Annotated[
        Words,
        _told("Names by which the service may be called, with commas between; * allows all. Empty: by the address."),
    ] = ()
    data: Annotated[Path, _told("Folder of the store.")] = Field(default_factory=user_folder)
    database_url: Annotated[DatabaseUrl, _told("PostgreSQL database to use in place of a folder.")] = None
    lease_s: Annotated[
        float,
        Field(ge=1, le=3600),
        _told("Silence after which other processes on the same database take a process's runs up.", "seconds"),
    ] = 15.0
    min_free_mb: Annotated[int, Field(ge=0), _told("Free space without which the service is not ready.", "MB")] = 100
    solvers: Annotated[int, Field(ge=1, le=64), _told("Days planned at a time.")] = 1
    solve_in: Annotated[
        Literal["processes", "threads"], _told("Where searches run; on threads they slow the API down.")
    ] = "processes"
    solver_niceness: Annotated[
        int, Field(ge=0, le=19), _told("How far solver processes stand back behind the API, as nice has it.")
    ] = 10
    max_body_mb: Annotated[float, Field(gt=0, le=1000), _told("Largest body of a request.", "MB")] = 20.0
    max_wait_s: Annotated[float, Field(ge=0, le=600), _told("Longest wait of `Prefer: wait`.", "seconds")] = 60.0
    open_days: Annotated[int, Field(ge=1, le=60), _told("Open dates on which appointments are offered.", "days")] = (
        _DESK.open_days
    )
    lead_minutes: Annotated[
        float, Field(ge=0, le=1440), _told("Least time between a call and an arrival.", "minutes")
    ] = _minutes(_DESK.lead)
    hold_minutes: Annotated[float, Field(gt=0, le=1440), _told("How long a hold lasts by itself.", "minutes")] = (
        _minutes(_DESK.hold)
    )
    offer_minutes: Annotated[float, Field(gt=0, le=1440), _told("How long an offer can be taken.", "minutes")] = (
        _minutes(_DESK.offer)
    )
    reshuffle_s: Annotated[
        float, Field(ge=0, le=30), _told("Time to look for a slot by moving other cars; 0 never moves any.", "seconds")
    ] = _DESK.reshuffle_s
    log_level: Annotated[Level, _told("Least weight of what is logged.")] = "info"
    log_format: Annotated[
        Literal["auto", "json", "console"], _told("Form of the log; auto is console on a terminal and json elsewhere.")
    ] = "auto"
    metrics: Annotated[
        Literal["loopback", "key", "open", "off"],
        _told("Who may read /metrics: this machine, keys of the installation, everybody, nobody."),
    ] = "loopback"
    cors_origins: Annotated[
        Words, _told("Other sites whose pages may call the API with a key, such as https://shop.example, with commas.")
    ] = ()
    requests_per_key: Annotated[Rate, _told("Most requests taken under one key, as number/unit.")] = "100/second"
    failures_per_address: Annotated[
        Rate, _told("Most failures to say who asks that one address is answered, as number/unit.")
    ] = "30/minute"
    tokens_per_address: Annotated[Rate, _told("Most tokens that one address may ask for, as number/unit.")] = (
        "60/minute"
    )
    token_lifetime: Annotated[float, Field(ge=10, le=3600), _told("Life of a token of /oauth/token.", "seconds")] = (
        900.0
    )
    session_lifetime: Annotated[float, Field(ge=60, le=604_800), _told("Life of a login of the pages.", "seconds")] = (
        43_200.0
    )
    oidc_issuer: Annotated[
        Issuer, _told("OpenID Connect provider to log in by, as it calls itself. Empty: keys alone.")
    ] = ""
    oidc_client_id: Annotated[str, _told("What this service is called at the provider.")] = ""
    oidc_client_secret: Annotated[SecretStr, _told("Its secret there. Empty: a public client, with PKCE alone.")] = (
        SecretStr("")
    )
    oidc_name: Annotated[str, Field(max_length=40), _told("Name of the provider on the button.")] = "OpenID"
    oidc_scopes: Annotated[Words, _told("What is asked of the provider, with commas; openid always is.")] = ("profile",)
    oidc_claim: Annotated[
        str, Field(min_length=1), _told("Claim with the groups of a person; with dots into objects.")
    ] = "groups"
    oidc_roles: Annotated[
        Grants,
        _told("What a group is worth: group=role@workshop, or group=role for all workshops, with commas; first fit."),
    ] = ()
    notice: Annotated[
        float,
        Field(ge=0, le=600),
        _told("Time between being told to end and ending, in which a balancer can turn away.", "seconds"),
    ] = 0.0
    drain: Annotated[
        float, Field(gt=0, le=600), _told("Time for requests under way to finish when the service ends.", "seconds")
    ] = 5.0

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then environment: no file is read behind anybody's back."""
        del settings_cls, dotenv_settings, file_secret_settings
        return init_settings, env_settings

    @property
    def layout(self) -> Layout:
        """Form of the log on the present standard error."""
        if self.log_format == "auto":
            return "console" if sys.stderr.isatty() else "json"
        return self.log_format

    def service(self) -> ServiceSettings:
        """What the application is made with."""
        return ServiceSettings(
            data=self.data,
            database_url=self.database_url,
            lease_s=self.lease_s,
            min_free_mb=self.min_free_mb,
            solvers=self.solvers,
            solve_in=self.solve_in,
            solver_niceness=self.solver_niceness,
            hosts=self.hosts or (("*",) if self.allow_remote else LOOPBACK_HOSTS),
            max_body_bytes=round(1_000_000 * self.max_body_mb),
            max_wait_s=self.max_wait_s,
            metrics=self.metrics,
            desk=DeskSettings(
                open_days=self.open_days,
                lead=timedelta(minutes=self.lead_minutes),
                hold=timedelta(minutes=self.hold_minutes),
                offer=timedelta(minutes=self.offer_minutes),
                reshuffle_s=self.reshuffle_s,
            ),
            security=SecuritySettings(
                requests_per_key=self.requests_per_key,
                failures_per_address=self.failures_per_address,
                tokens_per_address=self.tokens_per_address,
                token_lifetime=timedelta(seconds=self.token_lifetime),
                session_lifetime=timedelta(seconds=self.session_lifetime),
                cors_origins=self.cors_origins,
                oidc=self.oidc(),
            ),
        )

    def oidc(self) -> OidcSettings | None:
        """The provider to log in by; None without one."""
        if not self.oidc_issuer:
            return None
        return OidcSettings(
            issuer=self.oidc_issuer,
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret.get_secret_value(),
            name=self.oidc_name,
            scopes=tuple(dict.fromkeys(("openid", *self.oidc_scopes))),
            claim=self.oidc_claim,
            grants=tuple(map(grant_of, self.oidc_roles)),
        )
