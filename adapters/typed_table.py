"""A TOML table → a record of a dataclass, or the reason why not, in words of TOML. `profiles` is read so.

The dataclass is the list of keys: its annotations say what each may hold. A record may `parse` a string
where a table would be long-winded.
"""

import re
import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

_WANTED = {str: "text in quotes", int: "a whole number", bool: "true or false", dict: "a table"}


class Malformed(ValueError):
    """What is wrong in a table, without the name of the file."""


def read_record(kind: type[Any], table: Any, where: str, **given: Any) -> Any:
    """The record; what is `given` is no key of the table. Raises Malformed naming `where` and the key."""
    if not isinstance(table, Mapping):
        raise Malformed(f"{where} is {table!r}; it is to be a table")
    known = {field.name: field for field in fields(kind) if field.name not in given}
    for key in table:
        if key not in known:
            raise Malformed(f"{where} has no key {key!r}{nearest(key, known)}")
    lacking = [name for name, field in known.items() if name not in table and _needed(field)]
    if lacking:
        raise Malformed(f"{where} lacks {', '.join(lacking)}")
    hints = typing.get_type_hints(kind)
    values = {key: _value(hints[key], value, f"{where}: {key}") for key, value in table.items()}
    try:
        return kind(**values, **given)
    except Malformed:
        raise
    except ValueError as error:
        raise Malformed(f"{where}: {error}") from error


def nearest(word: str, known: Collection[str]) -> str:
    """A hint to put behind a word that is not known: the nearest that is, else all of them."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"


def _needed(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(hint: Any, value: Any, where: str) -> Any:
    hint = _meant(hint, value)
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise Malformed(f"{where} is {value!r}; it is to be a list in square brackets")
        each = typing.get_args(hint)[0]
        return tuple(_value(each, item, f"{where}, {number}") for number, item in enumerate(value, 1))
    if hint is re.Pattern or typing.get_origin(hint) is re.Pattern:
        return _pattern(value, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _member(hint, value, where)
    if is_dataclass(hint):
        return _record(hint, value, where)
    return _plain(hint, value, where)


def _meant(hint: Any, value: Any) -> Any:
    """Of several kinds that a key may hold the one for lists, if it is one; None is never meant."""
    if typing.get_origin(hint) not in {types.UnionType, typing.Union}:
        return hint
    kinds = [each for each in typing.get_args(hint) if each is not types.NoneType]
    lists = [each for each in kinds if typing.get_origin(each) is tuple]
    return next(iter(lists if isinstance(value, list) and lists else kinds))


def _record(kind: Any, value: Any, where: str) -> Any:
    if isinstance(value, str) and hasattr(kind, "parse"):
        try:
            return kind.parse(value)
        except ValueError as error:
            raise Malformed(f"{where}: {error}") from error
    return read_record(kind, value, where)


def _pattern(value: Any, where: str) -> re.Pattern[str]:
    try:
        return re.compile(value)
    except (re.error, TypeError) as error:
        raise Malformed(f"{where} is not a regular expression: {error}") from error


def _member(kind: type[StrEnum], value: Any, where: str) -> StrEnum:
    if value not in set(kind):
        raise Malformed(f"{where} is {value!r}; it is one of {', '.join(kind)}")
    return kind(value)


def _plain(hint: Any, value: Any, where: str) -> Any:
    kind = typing.get_origin(hint) or hint
    if kind is date and not isinstance(value, date):
        raise Malformed(f"{where} is {value!r}; it is to be a date without quotes: 2024-03-31")
    # Not isinstance: a bool would pass for an int.
    if kind in _WANTED and type(value) is not kind:
        raise Malformed(f"{where} is {value!r}; it is to be {_WANTED[kind]}")
    return value
