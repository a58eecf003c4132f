"""A profile → its TOML, as `profiles` reads it back. What says nothing beyond the defaults is left out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from adapters.profile import Note, Profile, last_year

# Tables of their own, behind the profile's own keys.
_TABLES = ("stands_for", "expect")


def profile_toml(profile: Profile) -> str:
    """The text of the file. `hosts` holds the aliases of the day too; they stand in `aliases` alone."""
    told = dict(_told(profile))
    aliases = {alias.host for alias in profile.aliases}
    told["hosts"] = [host for host in profile.hosts if host not in aliases]
    tables = {name: told.pop(name) for name in _TABLES if name in told}
    if profile.expect.years and profile.expect.years[1] == last_year():
        tables["expect"]["years"] = [profile.expect.years[0]]
    told.pop("options", None)
    lines = [f"{key} = {_text(value)}" for key, value in told.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_text(value)}" for key, value in table.items())]
    return "\n".join([*lines, *_options(profile)]) + "\n"


def _options(profile: Profile) -> Iterator[str]:
    told = dict(_told(profile.options))
    repeated = {key: value for key, value in told.items() if _is_tables(value)}
    if own := [f"{key} = {_text(value)}" for key, value in told.items() if key not in repeated]:
        yield from ("", f"[{profile.family}]", *own)
    for key, tables in repeated.items():
        for table in tables:
            yield from ("", f"[[{profile.family}.{key}]]", *(f"{k} = {_text(v)}" for k, v in table.items()))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _told(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields that differ from their defaults, as TOML knows values."""
    for field in fields(record):
        value = getattr(record, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if value is not None and value != default:
            yield field.name, _value(value)


def _value(value: Any) -> Any:
    if isinstance(value, Note):
        return f"{value.on}: {value.text}"
    if is_dataclass(value) and not isinstance(value, type):
        return dict(_told(value))
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if isinstance(value, re.Pattern):
        return value.pattern
    return value.value if isinstance(value, StrEnum) else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_text(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    # A basic string of TOML is one of JSON, save for DEL, which JSON leaves as it is.
    return (
        json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        if isinstance(value, str)
        else str(value)
    )


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
