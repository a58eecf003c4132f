"""`gongkai portal new`, `check` and `list`, on portals that run in this process."""

import asyncio
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.portal import Answer, Portal, fetcher, profile
from typer.testing import CliRunner, Result

from adapters.families.options import CatalogueOptions, FixedOptions, HanwebOptions
from adapters.fetch.client import Fetcher
from adapters.fetch.limits import IN_PROCESS
from adapters.pipeline import discover
from adapters.profile import Expect, Profile
from adapters.profiles import BUNDLED, load_profile
from adapters.survey import Survey, survey
from gateway.cli.commands import app
from gateway.cli.portal_check import as_dict, table
from gateway.samples.portals import sample_profiles, transport
from schema.places import registry

SAMPLES = sample_profiles()
PINGTAN = "https://pingtan.gongkai.example/zwgk/zfxxgk/zfxxgknb/"


def gongkai(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def addresses(sample: Profile) -> list[str]:
    """Where a person would begin: the column they see, a cell of the grid of units and years, or reports."""
    options = sample.options
    if isinstance(options, FixedOptions):
        return [report["url"] for report in options.reports]
    if isinstance(options, CatalogueOptions):
        return [options.referer or sample.url]
    if isinstance(options, HanwebOptions) and options.areas and sample.expect.years:
        cell = f"xxgkAnnualReport.jsp?fbtime={sample.expect.years[1]}&area={options.areas[0]}"
        return [f"https://{sample.hosts[0]}/module/xxgk/{cell}"]
    return [sample.url]


def given(sample: Profile) -> list[str]:
    """What has to be said beside the address: 凤鸣街道's reports name no place, and neither does the site."""
    return ["--place", sample.place] if sample.code == "330483-tongxiang-sample" else []


def titles(profile: Profile) -> set[str]:
    async def found() -> set[str]:
        async with Fetcher(transport(), limits=IN_PROCESS) as fetch:
            return {ref.title for ref in await discover(profile, fetch)}

    return asyncio.run(found())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.code)
def test_a_profile_written_from_an_address_alone_harvests_the_whole_portal(
    sample: Profile, tmp_path: Path
) -> None:
    done = gongkai("portal", "new", *addresses(sample), *given(sample), "--out", str(tmp_path))
    (file,) = tmp_path.iterdir()
    assert (done.exit_code, done.stdout) == (0, f"{file}\n"), done.stderr
    written = load_profile(file)
    assert titles(written) == titles(sample)
    assert written.contacted
    assert written.place in {sample.place, *registry.descendants(sample.place)}


def test_a_written_profile_is_harvested_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "350128-unseen.toml"
    assert gongkai("portal", "new", PINGTAN, "--out", str(file)).exit_code == 0
    done = gongkai("harvest", str(file), "--data", str(tmp_path / "data"))
    assert (done.exit_code, done.stdout) == (0, "350128-unseen\t3\t3\t0\t0\t\n")


def test_what_was_found_and_who_says_so_is_told_beside_the_profile() -> None:
    done = gongkai("portal", "new", PINGTAN)
    assert done.exit_code == 0
    assert 'code = "350128-pingtan"' in done.stdout.splitlines()
    assert "地区 place: 350128-pingtan (certain)" in done.stderr.splitlines()
    assert "  site name: 350128-pingtan, 平潭综合实验区样例门户" in done.stderr.splitlines()


def test_an_address_without_reports_is_refused_with_one_line(tmp_path: Path) -> None:
    done = gongkai(
        "portal", "new", "https://pingtan.gongkai.example/nowhere/", "--out", str(tmp_path / "x.toml")
    )
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("gongkai: portal has no such page (status 404)")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "x.toml").exists()


def test_a_profile_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "350128-pingtan.toml"
    file.write_text("mine")
    done = gongkai(
        "portal", "new", "https://pingtan.gongkai.example/zwgk/zfxxgk/zfxxgknb/", "--out", str(file)
    )
    assert (done.exit_code, file.read_text()) == (2, "mine")
    assert "is there already" in done.stderr
    assert (BUNDLED / "350128-pingtan.toml").exists()


def test_a_code_of_another_place_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    done = gongkai("portal", "new", PINGTAN, "--out", str(tmp_path / "510500-luzhou.toml"))
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "code begins with 510500, but the place is 350128-pingtan" in done.stderr


def report(year: int, count: str) -> str:
    title = f"泸州市{year}年政府信息公开工作年度报告"
    said = f"{year}年,主动公开政府信息{count}条。"
    return f"<html><title>{title}</title><h1>{title}</h1><p>一、概述</p><p>{said}</p></html>"


def surveyed(pages: Mapping[str, Answer], **given: Any) -> Survey:
    told = {"place": "510500", "code": "510500-lizhou", "name": "泸州市政府网", **given}

    async def work() -> Survey:
        async with fetcher(Portal(pages)) as fetch:
            return await survey(profile("plain", **told), fetch, today=date(2026, 2, 1))

    return asyncio.run(work())


LIST = """<html><li><a href="1.html">泸州市2023年政府信息公开工作年度报告</a> 2024-04-12</li>
  <li><a href="2.html">泸州市2022年政府信息公开工作年度报告</a> 2023-03-31</li></html>"""
TITLE_2022 = "泸州市2022年政府信息公开工作年度报告"
TITLE_2023 = "泸州市2023年政府信息公开工作年度报告"
HEALTHY: Mapping[str, Answer] = {
    "/nb/": LIST,
    "/nb/1.html": report(2023, "12"),
    "/nb/2.html": report(2022, "7"),
}


def test_the_table_of_a_healthy_portal() -> None:
    found = surveyed(HEALTHY, expect=Expect(years=(2022, 2023), min_reports=2))
    assert table(found) == [
        "510500-lizhou 泸州市政府网 (plain): well",
        "  year  state  format       values  figures  findings  days late  title, or why not",
        f"  2023  read   TABLES_2021  1       0        none      12         {TITLE_2023}",
        f"  2022  read   TABLES_2021  1       0        none      0          {TITLE_2022}",
        "",
    ]


def test_the_table_of_a_lacking_portal_says_what_is_missing_and_why() -> None:
    pages = {"/nb/": LIST, "/nb/1.html": report(2023, "12")}
    found = surveyed(pages, expect=Expect(years=(2021, 2025), min_reports=3))
    lost = (
        "泸州市2022年政府信息公开工作年度报告: portal has no such page (status 404) "
        "(https://www.lizhou.example/nb/2.html)"
    )
    assert table(found) == [
        "510500-lizhou 泸州市政府网 (plain): UNWELL",
        "  year  state    format       values  figures  findings  days late  title, or why not",
        "  2025  not due                                                     not due before 2026-03-31",
        "  2024  MISSING                                                     no list leads to it",
        f"  2023  read     TABLES_2021  1       0        none      12         {TITLE_2023}",
        f"  2022  unread                                                      {lost}",
        "  2021  MISSING                                                     no list leads to it",
        "  ! 2 reports listed, at least 3 are expected",
        "",
    ]


def test_the_same_is_there_for_programs() -> None:
    found = as_dict(surveyed(HEALTHY, expect=Expect(years=(2021, 2023), min_reports=2)))
    assert json.loads(json.dumps(found))["missing"] == [
        {"year": 2021, "due": "2022-03-31", "overdue": True, "reason": "no list leads to it"}
    ]
    assert (found["portal"], found["well"]) == ("510500-lizhou", False)
    assert [each["year"] for each in found["reports"]] == ["2023", "2022"]


def test_check_exits_0_for_a_portal_that_is_well() -> None:
    done = gongkai("portal", "check", "320813-hongze-sample", "--years", "2023", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told[0]["well"], told[0]["missing"]) == (0, True, [])


def test_check_exits_1_for_a_file_that_expects_more_than_there_is(tmp_path: Path) -> None:
    file = tmp_path / "320813-unseen.toml"
    column = "https://hongze.gongkai.example/col/col1228/index.html"
    assert gongkai("portal", "new", column, "--out", str(file)).exit_code == 0
    assert gongkai("portal", "check", str(file)).exit_code == 0
    file.write_text(file.read_text("utf-8").replace("[2023, 2023]", "[2022, 2023]"), "utf-8")
    done = gongkai("portal", "check", str(file))
    assert done.exit_code == 1
    assert re.search("^  2022  MISSING +no list leads to it$", done.stdout, re.MULTILINE)


def test_check_refuses_a_code_that_there_is_not_with_the_nearest() -> None:
    done = gongkai("portal", "check", "510100-chengd")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "510100-chengdu" in done.stderr


def test_every_sample_portal_shows_all_that_is_expected_of_it() -> None:
    done = gongkai("portal", "check", "--samples", "--json")
    told = json.loads(done.stdout)
    assert [each["portal"] for each in told] == [sample.code for sample in SAMPLES]
    assert [(each["portal"], each["missing"], each["error"]) for each in told if not each["well"]] == []
    assert done.exit_code == 0


def test_portals_are_listed_with_what_the_store_knows_of_them(tmp_path: Path) -> None:
    before = _listed(tmp_path)["350128-pingtan-sample"]
    assert not list(tmp_path.iterdir()), "no store is made for a list"
    assert gongkai("harvest", "350128-pingtan-sample", "--data", str(tmp_path)).exit_code == 0
    after = _listed(tmp_path)["350128-pingtan-sample"]
    assert (before["health"], before["reports"], before["last_success"]) == ("unknown", "", "")
    assert (after["health"], after["reports"], after["last_error"]) == ("well", "3", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00", after["last_success"])
    assert (after["place"], after["family"], after["years"]) == ("350128-pingtan", "trs", "2014-2019")


def _listed(data: Path) -> dict[str, dict[str, str]]:
    done = gongkai("portal", "list", "--samples", "--data", str(data))
    header, *lines = [line.split("\t") for line in done.stdout.splitlines()]
    return {cells[0]: dict(zip(header, cells, strict=True)) for cells in lines}
