"""TOML → Profile: one file, one portal. The first noun on the line; adding a city is adding a file.

A key that no profile has is an error that names the file and the nearest key there is, so that a slip
of the pen is never silently without effect.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from adapters.errors import ProfileError
from adapters.families.options import OPTIONS, Options
from schema.enums import ReportScope

BUNDLED = Path(str(files("adapters"))) / "portals"
_PLACE = re.compile(r"\d{6}(-[a-z]+)?")
_CODE = re.compile(r"\d{6}(-[a-z0-9]+)+")
_PLAIN = {str(kind): kind for kind in (str, int, bool)} | {"tuple[str, ...]": tuple}
_HOST = re.compile(r"(\*\.)?[a-z0-9.-]+(:\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a healthy portal yields: reports on these years (first, last), at least so many of them."""

    years: tuple[int, int] | None = None
    min_reports: int = 1

    def __post_init__(self) -> None:
        if self.years is not None and (len(self.years) != 2 or self.years[0] > self.years[1]):
            raise ValueError(f"years is {list(self.years)}; it is [first, last]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything that is particular to one portal.

    `place` is the GB/T 2260 or zone code of the reports found, `organ` is set exactly when `scope` is
    ORGAN. `hosts` is the allow-list of every hop, `lists` the pages that reports are looked for on.
    `title_pattern` narrows a list that several bodies share. `contacted` tells whether the addresses
    were ever tried from a running gateway; `evidence` says where they are known from. `legacy_tls` are
    those of `hosts` whose outdated TLS is put up with.
    """

    code: str
    place: str
    name: str
    name_en: str
    family: str
    hosts: tuple[str, ...]
    lists: tuple[str, ...] = ()
    scope: ReportScope = ReportScope.JURISDICTION
    organ: str | None = None
    title_pattern: re.Pattern[str] | None = None
    max_pages: int = 40
    options: Options
    expect: Expect = Expect()
    notes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    contacted: bool = False
    legacy_tls: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """An address to show people: the first list, or the portal's root."""
        return self.lists[0] if self.lists else f"https://{self.hosts[0].removeprefix('*.')}/"


def load_profiles(folder: Path = BUNDLED) -> tuple[Profile, ...]:
    """All profiles of a folder, ordered by code. Raises ProfileError."""
    return tuple(load_profile(path) for path in sorted(folder.glob("*.toml")))


def load_profile(path: Path) -> Profile:
    """Raises ProfileError for anything that does not belong in a profile."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path.name}: cannot be read as TOML: {error}") from error
    profile = _profile(path, table)
    _check(path, profile)
    return profile


def _profile(path: Path, table: dict[str, Any]) -> Profile:
    family = table.get("family")
    if family not in OPTIONS:
        _refuse(path, f"family is {family!r}; there are {', '.join(OPTIONS)}")
    options = _record(path, f"[{family}]", OPTIONS[family], table.pop(family, {}))
    expect = _record(path, "[expect]", Expect, table.pop("expect", {}))
    profile: Profile = _record(path, "the profile", Profile, {**table, "options": options, "expect": expect})
    return profile


def _record(path: Path, where: str, kind: type[Any], table: Mapping[str, Any]) -> Any:
    known = {field.name: field for field in fields(kind)}
    for key in table:
        if key not in known:
            _refuse(path, f"{where} has no key {key!r}{_nearest(key, known)}")
    values = {key: _value(path, key, value) for key, value in table.items()}
    try:
        record = kind(**values)
    except TypeError as error:
        raise ProfileError(f"{path.name}: {where} lacks a key: {error}") from error
    except ValueError as error:
        raise ProfileError(f"{path.name}: {where}: {error}") from error
    _check_types(path, where, record)
    return record


def _value(path: Path, key: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if key == "scope":
        return _scope(path, value)
    return _pattern(path, value) if key == "title_pattern" else value


def _scope(path: Path, value: Any) -> ReportScope:
    if value not in set(ReportScope):
        _refuse(path, f"scope is {value!r}; it is one of {', '.join(ReportScope)}")
    return ReportScope(value)


def _pattern(path: Path, value: Any) -> re.Pattern[str]:
    try:
        return re.compile(value)
    except (re.error, TypeError) as error:
        raise ProfileError(f"{path.name}: title_pattern is not a regular expression: {error}") from error


def _check_types(path: Path, where: str, record: Any) -> None:
    for field in fields(record):
        value = getattr(record, field.name)
        # Not isinstance: a bool would pass for an int.
        wanted = _PLAIN.get(str(field.type))
        if wanted is not None and type(value) is not wanted:
            _refuse(path, f"{where}: {field.name} is {value!r}, not a {wanted.__name__}")


def _check(path: Path, profile: Profile) -> None:
    """Raises ProfileError for values that contradict each other or cannot be meant."""
    if path.stem != profile.code or not _CODE.fullmatch(profile.code):
        _refuse(path, f"code is {profile.code!r}; it is <division>-<pinyin> and the file is called after it")
    if not _PLACE.fullmatch(profile.place):
        _refuse(path, f"place {profile.place!r} is neither six digits nor a zone's <division>-<pinyin>")
    if (profile.scope is ReportScope.ORGAN) != (profile.organ is not None):
        _refuse(path, "organ is to be set exactly when scope is ORGAN")
    if not profile.hosts or not all(_HOST.fullmatch(host) for host in profile.hosts):
        _refuse(path, "hosts is to list host names in lower case, without scheme or path")
    if stray := set(profile.legacy_tls) - set(profile.hosts):
        _refuse(path, f"legacy_tls names {', '.join(sorted(stray))}, which is not among hosts")
    for address in profile.lists:
        if not address.startswith(("http://", "https://")):
            _refuse(path, f"list {address!r} is not an absolute address")


def _nearest(key: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(known)}"


def _refuse(path: Path, reason: str) -> NoReturn:
    raise ProfileError(f"{path.name}: {reason}")
