"""The set-up as people keep it in a file: what is as usual is left out."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import yaml
from pydantic import JsonValue

from api.contract.setup.document import SetupDocument, write_setup
from api.contract.source import JsonObject
from api.contract.times import Clock
from scenarios.setup.records import Setup

# Sets, whose order the wire types do not keep.
_SETS = (("technicians", "skills"), ("bays", "capabilities"))


def short_document(setup: Setup) -> JsonObject:
    """The document without fields that have their defaults; reading it gives the same set-up."""
    clock = Clock(zone=ZoneInfo(setup.time_zone))
    wire = SetupDocument.model_validate_json(json.dumps(write_setup(setup)), context=clock)
    document: JsonObject = wire.model_dump(mode="json", exclude_defaults=True)
    for section, field in _SETS:
        for item in _objects(document.get(section)):
            held = item.get(field)
            if isinstance(held, list):
                item[field] = sorted(held, key=str)
    return document


def yaml_text(setup: Setup) -> str:
    """The short document as YAML."""
    return dump_yaml(short_document(setup))


def dump_yaml(document: JsonValue) -> str:
    """JSON as YAML, which every version of YAML reads as the same."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return text


class _Dumper(yaml.SafeDumper):
    """YAML's own, but for text with line ends and the like in it, which it would lose outside double quotes."""


def _written(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _written)


def _objects(value: JsonValue) -> list[JsonObject]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
