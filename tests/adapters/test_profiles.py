"""A profile is read whole or refused with the reason."""

import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from adapters.errors import ProfileError
from adapters.families.options import OPTIONS, HanwebOptions
from adapters.profile import Column, Evidence, Level, Note, Profile
from adapters.profiles import load_profile, load_profiles, read_profile
from schema.checks.deadline import FILE
from schema.enums import ReportScope

GOOD = """
code = "510802-lizhou"
place = "510802"
name = "利州"
name_en = "Lizhou"
family = "hanweb"
hosts = ["www.lizhou.example"]
lists = ["https://www.lizhou.example/col/col7/index.html"]
notes = ["2026-11-24: moved in May"]

[expect]
years = [2009, 2024]
min_reports = 3

[hanweb]
columnid = "7"
"""
FAMILIES = ", ".join(OPTIONS)
KEYS = ", ".join(field.name for field in fields(Profile) if field.name != "options")
RULES = ", ".join(rule["id"] for rule in tomllib.loads(FILE.read_text("utf-8"))["local"])
OPEN_BRACKET = "missing ), unterminated subpattern at position 0"
THIS_YEAR = date.today().year  # noqa: DTZ011


def load(folder: Path, text: str, name: str = "510802-lizhou.toml") -> Profile:
    path = folder / name
    path.write_text(text, "utf-8")
    return load_profile(path)


def with_line(line: str) -> tuple[str, str]:
    """A change that adds a line to the profile's own keys."""
    return 'name = "利州"', f'name = "利州"\n{line}'


def test_a_profile_says_where_and_how_reports_are_found(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD)
    assert profile.options == HanwebOptions(columnid="7")
    assert profile.expect.years == (2009, 2024)
    assert profile.expect.min_reports == 3
    assert profile.scope is ReportScope.JURISDICTION
    assert profile.column is Column.SEEN
    assert profile.url == "https://www.lizhou.example/col/col7/index.html"
    assert profile.notes == (Note(on="2026-11-24", text="moved in May"),)
    assert not profile.contacted


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("hosts =", "host ="), "the profile has no key 'host'; did you mean 'hosts'?"),
        (("columnid", "colunmid"), "[hanweb] has no key 'colunmid'; did you mean 'columnid'?"),
        (
            ("min_reports", "min_report"),
            "the profile: expect has no key 'min_report'; did you mean 'min_reports'?",
        ),
        (('"hanweb"', '"hanwep"'), "family is 'hanwep'; did you mean 'hanweb'?"),
        (('"hanweb"', '"7"'), f"family is '7'; there are {FAMILIES}"),
        (
            ('family = "hanweb"', 'family = "ucap"'),
            "[hanweb] says nothing to a profile of family ucap; write [ucap]",
        ),
        (("[hanweb]", "[options]"), f"the profile has no key 'options'; there are {KEYS}"),
        (('columnid = "7"', "columnid = 7"), "[hanweb]: columnid is 7; it is to be text in quotes"),
        (('columnid = "7"', 'method = "PUT"'), "[hanweb]: method is 'PUT'; it is GET or POST"),
        (
            ("[hanweb]", "[hanweb"),
            "cannot be read as TOML: Expected ']' at the end of a table declaration (at line 15, column 8)",
        ),
        (
            ('place = "510802"', "place = 510802"),
            "the profile: place is 510802; it is to be text in quotes",
        ),
        (with_line("max_pages = true"), "the profile: max_pages is True; it is to be a whole number"),
        (with_line('contacted = "no"'), "the profile: contacted is 'no'; it is to be true or false"),
        (
            ('hosts = ["www.lizhou.example"]', 'hosts = "www.lizhou.example"'),
            "the profile: hosts is 'www.lizhou.example'; it is to be a list in square brackets",
        ),
        (
            ('hosts = ["www.lizhou.example"]', "hosts = [1]"),
            "the profile: hosts, 1 is 1; it is to be text in quotes",
        ),
        (('name = "利州"', ""), "the profile lacks name"),
    ],
)
def test_what_does_not_belong_is_refused_by_name(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    with pytest.raises(ProfileError) as error:
        load(tmp_path, GOOD.replace(*change, 1))
    assert str(error.value) == f"510802-lizhou.toml: {message}"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("[2009, 2024]", "[2024, 2009]"),
            "the profile: expect: years is [2024, 2009]; it is [first, last], or [first] for up to last year",
        ),
        (
            ("[2009, 2024]", "[1999, 2024]"),
            f"the profile: expect: years names 1999; reports are on years from 2004 to {THIS_YEAR}",
        ),
        (
            ("[2009, 2024]", "[2009, 2204]"),
            f"the profile: expect: years names 2204; reports are on years from 2004 to {THIS_YEAR}",
        ),
        (
            ("min_reports = 3", "absent = [2031]"),
            "the profile: expect: absent names 2031, which is not among the years (2009, 2024)",
        ),
        (
            ("min_reports = 3", "min_reports = -1"),
            "the profile: expect: min_reports is -1; it is 0 or more",
        ),
        (
            ('place = "510802"', 'place = "5109"'),
            "place '5109' is neither six digits nor a zone's <division>-<pinyin>",
        ),
        (
            ('place = "510802"', 'place = "511802"'),
            "code begins with 510802, but the place is 511802",
        ),
        (
            ("www.lizhou.example", "https://www"),
            "hosts is to list host names in lower case, without scheme or path",
        ),
        (
            ("https://www.lizhou.example/col", "https://lizhou.example/col"),
            "list https://lizhou.example/col/col7/index.html is on a host that is not among the hosts",
        ),
        (
            ("https://www.lizhou.example/col", "/col"),
            "list '/col/col7/index.html' is not an absolute address",
        ),
        (
            with_line('column = "UNKNOWN"'),
            "column is UNKNOWN, but lists are given; say how they are known: SEEN or DERIVED",
        ),
        (
            with_line('column = "GUESSED"'),
            "the profile: column is 'GUESSED'; it is one of SEEN, DERIVED, UNKNOWN",
        ),
        (with_line('scope = "ORGAN"'), "organ is to be set exactly when scope is ORGAN"),
        (with_line('scope = "CITY"'), "the profile: scope is 'CITY'; it is one of JURISDICTION, ORGAN"),
        (
            with_line('legacy_tls = ["a.example"]'),
            "legacy_tls names a.example, which is not among the hosts",
        ),
        (
            with_line('aliases = [{ host = "www.lizhou.example" }]'),
            "www.lizhou.example stands twice among hosts and aliases",
        ),
        (
            with_line('aliases = [{ host = "a.example", since = 2024-01-01, until = 2023-01-01 }]'),
            "the profile: aliases, 1: a.example ends on 2023-01-01, before it begins on 2024-01-01",
        ),
        (
            with_line('aliases = [{ host = "a.example", since = "2024" }]'),
            "the profile: aliases, 1: since is '2024'; it is to be a date without quotes: 2024-03-31",
        ),
        (
            ("2026-11-24: ", ""),
            "the profile: notes, 1: 'moved in May' has no date; begin with 2026-11: or 2026-11-24:",
        ),
        (
            with_line('title_pattern = "("'),
            f"the profile: title_pattern is not a regular expression: {OPEN_BRACKET}",
        ),
        (with_line('title_pattern = "x?"'), "title_pattern 'x?' fits every title; leave it out"),
        (
            with_line('title_pattern = "元坝"\ntitle_examples = ["利州区2020年政府信息公开工作年度报告"]'),
            "title_pattern '元坝' does not find its example '利州区2020年政府信息公开工作年度报告'",
        ),
        (
            with_line('title_examples = ["利州区2020年工作要点"]'),
            "title example '利州区2020年工作要点' is not the title of an annual report",
        ),
        (
            with_line('deadline = "chongqing"'),
            f"deadline: no rule has the id 'chongqing'; there are {RULES}",
        ),
        (
            with_line('deadline = "chongqing-2014"'),
            "deadline chongqing-2014 is of 重庆市, and 510802 does not lie in it",
        ),
        (
            with_line('stands_for = { place = "511800", level = "COUNTY" }'),
            "stands_for 511800 as COUNTY; 510802 is not that of it",
        ),
        (
            with_line('stands_for = { place = "510800", level = "COUNTY_ORGAN" }'),
            "stands_for as COUNTY_ORGAN does not go with scope JURISDICTION",
        ),
        (
            ('code = "510802-lizhou"', 'code = "510802-x"'),
            "code is '510802-x'; it is <division>-<pinyin> and the file is called after it",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    with pytest.raises(ProfileError) as error:
        load(tmp_path, GOOD.replace(*change, 1))
    assert str(error.value) == f"510802-lizhou.toml: {message}"


def test_a_place_that_is_not_known_is_refused_with_the_nearest(tmp_path: Path) -> None:
    text = GOOD.replace("510802", "510803")
    with pytest.raises(ProfileError, match=r"place: no place has the code '510803'; nearest: 610803 横山区"):
        load(tmp_path, text, "510803-lizhou.toml")


def test_a_place_that_did_not_stand_in_a_year_is_refused_with_the_one_that_did(tmp_path: Path) -> None:
    text = GOOD.replace("510802", "350803")
    with pytest.raises(ProfileError, match=r"350803 永定区 did not stand in 2009 .*see 350822 永定县"):
        load(tmp_path, text, "350803-lizhou.toml")


def test_a_fixed_report_needs_address_and_title(tmp_path: Path) -> None:
    text = (
        GOOD.partition("[expect]")[0].replace('"hanweb"', '"fixed"')
        + '[[fixed.reports]]\nurl = "https://x/1"\n'
    )
    with pytest.raises(ProfileError, match="is to have url, title and, if known, year"):
        load(tmp_path, text)


def test_years_without_an_end_go_up_to_last_year(tmp_path: Path) -> None:
    profile = load(tmp_path, GOOD.replace("[2009, 2024]", "[2009]"))
    assert profile.expect.years == (2009, THIS_YEAR - 1)
    assert profile.expect.each_year == range(2009, THIS_YEAR)


def test_an_alias_is_allowed_only_while_it_holds() -> None:
    given = GOOD.replace(
        *with_line('aliases = [{ host = "old.example", until = 2022-06-30 }, { host = "new.example" }]')
    )
    before = read_profile(given, "510802-lizhou", on=date(2022, 6, 30))
    after = read_profile(given, "510802-lizhou", on=date(2022, 7, 1))
    assert before.hosts == ("www.lizhou.example", "old.example", "new.example")
    assert after.hosts == ("www.lizhou.example", "new.example")


def test_a_named_calendar_comes_before_the_national_one_in_its_years() -> None:
    text = GOOD.replace("510802", "431221").replace(*with_line('deadline = "huaihua-2021-counties"'))
    profile = read_profile(text.replace('"利州"', '"中方县"'), "431221-lizhou")
    assert profile.due(2021) == date(2022, 2, 20)
    assert profile.due(2022) == date(2023, 3, 31)


def test_a_lower_body_may_stand_for_a_place_whose_own_column_is_not_known() -> None:
    stands_for = with_line('stands_for = { place = "510800", level = "COUNTY" }')
    profile = read_profile(GOOD.replace(*stands_for), "510802-lizhou")
    assert profile.stands_for is not None
    assert (profile.stands_for.place, profile.stands_for.level) == ("510800", Level.COUNTY)
    assert profile.place == "510802"


def test_evidence_is_an_address_with_the_list_it_was_seen_in_or_a_sentence() -> None:
    given = 'evidence = [{ url = "https://x/1", seen_in = "a list", year = 2020 }, "by word of mouth"]'
    profile = read_profile(GOOD.replace(*with_line(given)), "510802-lizhou")
    assert profile.evidence == (
        Evidence(url="https://x/1", seen_in="a list", year=2020),
        Evidence(seen_in="by word of mouth"),
    )


def test_profiles_of_a_folder_come_in_the_order_of_their_codes(tmp_path: Path) -> None:
    load(tmp_path, GOOD.replace("510802", "520000"), "520000-lizhou.toml")
    load(tmp_path, GOOD)
    assert [profile.code for profile in load_profiles(tmp_path)] == ["510802-lizhou", "520000-lizhou"]
