"""A profile is read whole or refused with the reason."""

from pathlib import Path

import pytest

from adapters.errors import ProfileError
from adapters.families.options import HanwebOptions
from adapters.families.registry import FAMILIES
from adapters.profiles import BUNDLED, Profile, load_profile, load_profiles
from schema.enums import ReportScope

GOOD = """
code = "510999-lizhou"
place = "510999"
name = "利州"
name_en = "Lizhou"
family = "hanweb"
hosts = ["www.lizhou.example"]
lists = ["https://www.lizhou.example/col/col7/index.html"]

[expect]
years = [2009, 2024]
min_reports = 3

[hanweb]
columnid = "7"
"""


def load(folder: Path, text: str, name: str = "510999-lizhou.toml") -> Profile:
    path = folder / name
    path.write_text(text, "utf-8")
    return load_profile(path)


def test_a_profile_says_where_and_how_reports_are_found(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD)
    assert profile.options == HanwebOptions(columnid="7")
    assert profile.expect.years == (2009, 2024)
    assert profile.expect.min_reports == 3
    assert profile.scope is ReportScope.JURISDICTION
    assert profile.url == "https://www.lizhou.example/col/col7/index.html"
    assert not profile.contacted


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("hosts =", "host ="), "the profile has no key 'host'; did you mean 'hosts'?"),
        (("columnid", "colunmid"), "[hanweb] has no key 'colunmid'; did you mean 'columnid'?"),
        (("min_reports", "min_report"), "[expect] has no key 'min_report'; did you mean 'min_reports'?"),
        (('"hanweb"', '"hanwep"'), "family is 'hanwep'; there are plain, trs, hanweb, ucap, gkmlpt, vsb"),
        (("[2009, 2024]", "[2024, 2009]"), "[expect]: years is [2024, 2009]; it is [first, last]"),
        (('place = "510999"', 'place = "5109"'), "place '5109' is neither six digits nor a zone's"),
        (('place = "510999"', "place = 510999"), "the profile: place is 510999, not a str"),
        (("www.lizhou.example", "https://www"), "hosts is to list host names in lower case"),
        (('name = "利州"', ""), "the profile lacks a key"),
        (
            ('name = "利州"', 'name = "利州"\nscope = "ORGAN"'),
            "organ is to be set exactly when scope is ORGAN",
        ),
        (
            ('name = "利州"', 'name = "利州"\nscope = "CITY"'),
            "scope is 'CITY'; it is one of JURISDICTION, ORGAN",
        ),
        (
            ('name = "利州"', 'name = "利州"\ntitle_pattern = "("'),
            "title_pattern is not a regular expression",
        ),
        (
            ('name = "利州"', 'name = "利州"\nlegacy_tls = ["old.lizhou.example"]'),
            "legacy_tls names old.lizhou.example, which is not among hosts",
        ),
        (('columnid = "7"', 'method = "PUT"'), "[hanweb]: method is 'PUT'; it is GET or POST"),
        (('code = "510999-lizhou"', 'code = "510999-x"'), "code is '510999-x'; it is <division>-<pinyin>"),
        (("[hanweb]", "[hanweb"), "cannot be read as TOML"),
    ],
)
def test_what_does_not_belong_is_refused_by_name(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    with pytest.raises(ProfileError) as error:
        load(tmp_path, GOOD.replace(*change, 1))
    assert str(error.value).startswith("510999-lizhou.toml: ")
    assert message in str(error.value)


def test_a_fixed_report_needs_address_and_title(tmp_path: Path) -> None:
    text = (
        GOOD.partition("[expect]")[0].replace('"hanweb"', '"fixed"')
        + '[[fixed.reports]]\nurl = "https://x/1"\n'
    )
    with pytest.raises(ProfileError, match="is to have url, title and, if known, year"):
        load(tmp_path, text)


def test_profiles_of_a_folder_come_in_the_order_of_their_codes(tmp_path: Path) -> None:
    load(tmp_path, GOOD.replace("510999", "520000"), "520000-lizhou.toml")
    load(tmp_path, GOOD)
    assert [profile.code for profile in load_profiles(tmp_path)] == ["510999-lizhou", "520000-lizhou"]


@pytest.mark.parametrize("profile", load_profiles(BUNDLED), ids=lambda profile: profile.code)
def test_every_bundled_portal_says_where_it_is_known_from(profile: Profile) -> None:
    assert profile.family in FAMILIES
    assert profile.evidence
    assert profile.notes
    assert profile.expect.years is not None
    assert all(any(host in address for host in profile.hosts) for address in profile.lists)
    assert not profile.contacted
