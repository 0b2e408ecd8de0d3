"""Settings from flags and environment variables: read once, each with its source, faults named all at once."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.ops.settings import PREFIX, Configuration
from optimizer.errors import Fault, InvalidInputError

Source = Literal["flag", "environment", "default"]

# Read elsewhere, and none of the service's settings.
_OTHERS = frozenset({"HEIJUNKA_KEY", "HEIJUNKA_URL", "HEIJUNKA_WRITE_SNAPSHOTS"})


class ConfigurationError(InvalidInputError):
    """Settings that cannot be used, all of them: pointers are names of variables or flags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A setting for people: its ``value`` as text, without secrets."""

    variable: str
    value: str
    source: Source
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The settings, where each came from, and what in the environment looks like one but is none."""

    configuration: Configuration
    sources: Mapping[str, Source]
    warnings: Sequence[str]

    def shown(self) -> list[Shown]:
        """All settings, in the order in which they are declared."""
        return [
            Shown(
                variable=variable_of(name),
                value=_text(name, getattr(self.configuration, name)),
                source=self.sources[name],
                unit=_unit(name),
                meaning=field.description or "",
            )
            for name, field in Configuration.model_fields.items()
        ]


def load(**flags: object) -> Loaded:
    """The settings: flags that are not None, then environment variables, then defaults.

    Raises ``ConfigurationError`` with every value that cannot be used.
    """
    # Any: what a flag said is checked by the model, like what a variable says.
    given: dict[str, Any] = {name: value for name, value in flags.items() if value is not None}
    try:
        configuration = Configuration(**given)
    except ValidationError as error:
        raise ConfigurationError([_fault(dict(fault), given) for fault in error.errors()]) from None
    if faults := list(_left_out(configuration)):
        raise ConfigurationError(faults)
    sources = {name: _source(name, given) for name in Configuration.model_fields}
    return Loaded(configuration=configuration, sources=sources, warnings=_unknown(os.environ))


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def flag_of(name: str) -> str:
    """The flag of a setting, of those that have one."""
    return "--" + name.replace("_", "-")


def shown_default(name: str) -> str:
    """The default of a setting with its unit, for people; empty when there is none."""
    if name == "data":
        return "a folder of the user's"
    text = _text(name, Configuration.model_fields[name].default)
    return f"{text} {_unit(name)}".strip() if text else ""


def _source(name: str, given: Mapping[str, object]) -> Source:
    if name in given:
        return "flag"
    return "environment" if os.environ.get(variable_of(name)) else "default"


def _unit(name: str) -> str:
    extra = Configuration.model_fields[name].json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _left_out(configuration: Configuration) -> Iterator[Fault]:
    """What a provider to log in by needs beside its address."""
    if not configuration.oidc_issuer:
        return
    for name in ("oidc_client_id", "oidc_roles"):
        if not getattr(configuration, name):
            yield Fault(
                pointer=variable_of(name),
                code="missing",
                message=f"{variable_of('oidc_issuer')} is set, and this is not",
                remedy=f"{Configuration.model_fields[name].description} Set it, or leave the issuer out",
            )


def _fault(fault: Mapping[str, object], given: Mapping[str, object]) -> Fault:
    place = fault["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else ""
    meaning = (Configuration.model_fields[name].description or "") if name in Configuration.model_fields else ""
    value = _text(name, fault.get("input"))
    unit = f", in {_unit(name)}" if name in Configuration.model_fields and _unit(name) else ""
    return Fault(
        pointer=flag_of(name) if name in given else variable_of(name),
        code=str(fault["type"]),
        message=f"{value!r} cannot be used: {fault['msg']}",
        remedy=f"{meaning.rstrip('.')}{unit}. Correct it, or leave it out for the default",
    )


def _unknown(environment: Mapping[str, str]) -> list[str]:
    known = {variable_of(name) for name in Configuration.model_fields}
    found = sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)
    return [_warning(name, known) for name in found if name not in _OTHERS]


def _warning(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name.upper(), sorted(known), n=1)
    return f"{name} is no setting and changes nothing" + (f": did you mean {near[0]}?" if near else "")


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if name == "database_url":
        return _without_password(str(value))
    if isinstance(value, tuple | frozenset):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "***"  # no URL: whatever it is, it was meant to be secret
