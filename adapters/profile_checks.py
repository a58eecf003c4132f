"""What the values of a profile must not contradict: each other, the registry of places, the calendar.

Called by `profiles` for every file, so that a portal that could never be harvested is refused when it is
written, not found out in a year.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from adapters.profile import Column, Level, Profile
from adapters.titles import read_title
from adapters.typed_table import Malformed
from schema.checks.deadline import named_rule
from schema.enums import ReportScope
from schema.errors import DataError, UnknownPlace
from schema.places import registry
from schema.records.place import Place

_PLACE = re.compile(r"\d{6}(-[a-z]+)?")
_CODE = re.compile(r"\d{6}(-[a-z0-9]+)+")
_HOST = re.compile(r"(\*\.)?[a-z0-9.-]+(:\d+)?")
_ABOVE = {Level.COUNTY, Level.COUNTY_ORGAN}
_ORGANS = {Level.OFFICE, Level.DEPARTMENT, Level.COUNTY_ORGAN}


def check_profile(profile: Profile, code: str) -> None:
    """Raises Malformed for what cannot be meant. `code` is the file's name without its ending."""
    if profile.code != code or not _CODE.fullmatch(profile.code):
        raise Malformed(
            f"code is {profile.code!r}; it is <division>-<pinyin> and the file is called after it"
        )
    _check_place(profile)
    _check_hosts(profile)
    _check_lists(profile)
    _check_titles(profile)
    _check_deadline(profile)
    if profile.stands_for is not None:
        _check_stands_for(profile)


def _check_place(profile: Profile) -> None:
    if not _PLACE.fullmatch(profile.place):
        raise Malformed(f"place {profile.place!r} is neither six digits nor a zone's <division>-<pinyin>")
    if not profile.code.startswith(profile.place[:6]):
        raise Malformed(f"code begins with {profile.code[:6]}, but the place is {profile.place}")
    if (profile.scope is ReportScope.ORGAN) != (profile.organ is not None):
        raise Malformed("organ is to be set exactly when scope is ORGAN")
    _known_place(profile.place, "place", profile.expect.years or ())


def _known_place(code: str, key: str, years: tuple[int, ...] = ()) -> Place:
    try:
        for year in years:
            registry.place(code, year)
        return registry.place(code)
    except UnknownPlace as error:
        raise Malformed(f"{key}: {error}") from error


def _check_hosts(profile: Profile) -> None:
    named = (*profile.hosts, *(alias.host for alias in profile.aliases))
    if not profile.hosts or not all(_HOST.fullmatch(host) for host in named):
        raise Malformed("hosts is to list host names in lower case, without scheme or path")
    if twice := {host for host in named if named.count(host) > 1}:
        raise Malformed(f"{min(twice)} stands twice among hosts and aliases")
    if strange := [host for host in profile.legacy_tls if host not in named]:
        raise Malformed(f"legacy_tls names {strange[0]}, which is not among the hosts")


def _check_lists(profile: Profile) -> None:
    for address in profile.lists:
        if not address.startswith(("http://", "https://")):
            raise Malformed(f"list {address!r} is not an absolute address")
        if not any(_allows(host, urlsplit(address).netloc) for host in _all_hosts(profile)):
            raise Malformed(f"list {address} is on a host that is not among the hosts")
    if profile.column is Column.UNKNOWN and profile.lists:
        raise Malformed("column is UNKNOWN, but lists are given; say how they are known: SEEN or DERIVED")
    if profile.column is Column.DERIVED and not profile.lists:
        raise Malformed("column is DERIVED, but no lists are given; it is UNKNOWN")


def _all_hosts(profile: Profile) -> Iterator[str]:
    yield from profile.hosts
    yield from (alias.host for alias in profile.aliases)


def _allows(host: str, name: str) -> bool:
    return name == host or (host.startswith("*.") and name.endswith(host[1:]))


def _check_titles(profile: Profile) -> None:
    pattern = profile.title_pattern
    if pattern is not None and pattern.search(""):
        raise Malformed(f"title_pattern {pattern.pattern!r} fits every title; leave it out")
    for title in profile.title_examples:
        if pattern is not None and not pattern.search(title):
            raise Malformed(f"title_pattern {pattern.pattern!r} does not find its example {title!r}")
        if read_title(title, within=profile.place) is None:
            raise Malformed(f"title example {title!r} is not the title of an annual report")


def _check_deadline(profile: Profile) -> None:
    if profile.deadline is None:
        return
    try:
        rule = named_rule(profile.deadline)
    except DataError as error:
        raise Malformed(f"deadline: {error}") from error
    if rule.place not in {profile.place, *_upwards(registry.place(profile.place))}:
        where = registry.place(str(rule.place)).name
        raise Malformed(f"deadline {profile.deadline} is of {where}, and {profile.place} does not lie in it")


def _check_stands_for(profile: Profile) -> None:
    stands_for = profile.stands_for
    assert stands_for is not None
    _known_place(stands_for.place, "stands_for")
    below = stands_for.place in set(_upwards(registry.place(profile.place)))
    if below != (stands_for.level in _ABOVE) or (not below and stands_for.place != profile.place):
        claim = f"stands_for {stands_for.place} as {stands_for.level}"
        raise Malformed(f"{claim}; {profile.place} is not that of it")
    if (profile.scope is ReportScope.ORGAN) != (stands_for.level in _ORGANS):
        raise Malformed(f"stands_for as {stands_for.level} does not go with scope {profile.scope}")


def _upwards(found: Place) -> Iterator[str]:
    while found.parent:
        yield found.parent
        found = registry.place(found.parent)
