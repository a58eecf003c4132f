"""The profiles that are shipped: official portals of real places, each with where it is known from."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from adapters.families.options import FixedOptions
from adapters.families.registry import FAMILIES
from adapters.profile import Column, Profile
from adapters.profiles import BUNDLED, load_profiles
from adapters.titles import read_title
from schema.enums import JurisdictionLevel, ReportScope
from schema.places import registry

PROFILES = load_profiles(BUNDLED)
each = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)


def official(host: str) -> bool:
    return host.removeprefix("*.").endswith(".gov.cn")


def addresses(profile: Profile) -> list[str]:
    """Everything that a harvest would ask for first."""
    options = profile.options
    fixed = [report["url"] for report in options.reports] if isinstance(options, FixedOptions) else []
    return [*profile.lists, *fixed]


@each
def test_a_portal_is_official_and_every_address_is_on_it(profile: Profile) -> None:
    assert all(official(host) for host in profile.hosts)
    assert [url for url in addresses(profile) if urlsplit(url).netloc not in profile.hosts] == []


@each
def test_a_portal_says_on_which_evidence_it_is_known_and_that_it_was_not_contacted(profile: Profile) -> None:
    assert not profile.contacted
    assert profile.notes
    assert profile.evidence
    assert all(evidence.seen_in for evidence in profile.evidence)
    # Copies prove a path, never a host: every address given as evidence is on an official one.
    seen = [urlsplit(evidence.url).netloc for evidence in profile.evidence if evidence.url]
    assert all(official(host) for host in seen)


@each
def test_a_place_stands_in_every_year_that_is_expected(profile: Profile) -> None:
    assert profile.family in FAMILIES
    assert profile.expect.years is not None
    assert all(registry.place(profile.place, year).code == profile.place for year in profile.expect.each_year)


@each
def test_a_column_that_is_not_known_is_not_invented(profile: Profile) -> None:
    assert (profile.column is Column.UNKNOWN) == (not profile.lists)
    if profile.column is Column.DERIVED:
        said = " ".join(note.text for note in profile.notes)
        assert "list" in said or "column" in said


@each
def test_a_report_that_is_named_is_called_like_one_of_the_place(profile: Profile) -> None:
    options = profile.options
    for report in options.reports if isinstance(options, FixedOptions) else ():
        title = read_title(report["title"], within=profile.place)
        assert title is not None
        assert title.place == profile.place
        assert title.year in {None, report.get("year")}


@each
def test_a_pattern_has_an_example(profile: Profile) -> None:
    assert (profile.title_pattern is None) == (not profile.title_examples)


def test_no_two_portals_are_the_same() -> None:
    codes = Counter(profile.code for profile in PROFILES)
    sought = Counter(
        (profile.lists, addresses(profile)[0], profile.title_pattern and profile.title_pattern.pattern)
        for profile in PROFILES
        if addresses(profile)
    )
    assert [code for code, times in codes.items() if times > 1] == []
    assert [what for what, times in sought.items() if times > 1] == []
    assert len(PROFILES) >= 40


def test_each_prefecture_of_sichuan_has_a_portal_or_says_which_lower_one_stands_for_it() -> None:
    own = {
        profile.place
        for profile in PROFILES
        if profile.scope is ReportScope.JURISDICTION and profile.stands_for is None
    }
    lower = {profile.stands_for.place for profile in PROFILES if profile.stands_for}
    prefectures = {place.code for place in registry.children("510000", JurisdictionLevel.PREFECTURE)}
    assert len(prefectures) == 21
    assert prefectures - own - lower == set()
    assert prefectures & own & lower == set()
    assert sorted(lower) == [
        "510300", "510400", "510800", "511100", "511300", "511500", "511600", "513300", "513400",
    ]  # fmt: skip
