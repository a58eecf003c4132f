"""What a portal shows against what is expected of it, and why something is missing."""

import asyncio
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pytest
from starlette.responses import Response
from support.portal import Answer, Portal, fetcher, profile

from adapters.errors import LayoutChanged, PageMissing
from adapters.profile import Alias, Column, Expect
from adapters.survey import Survey, survey

TODAY = date(2026, 2, 1)


def title(year: int, body: str = "泸州市") -> str:
    return f"{body}{year}年政府信息公开工作年度报告"


def report(year: int, body: str = "泸州市") -> str:
    said = f"{year}年,全市主动公开政府信息{year}条。"
    head = f"<title>{title(year, body)}</title><h1>{title(year, body)}</h1>"
    return f"<html>{head}<p>一、概述</p><p>{said}</p></html>"


def link(address: str, text: str) -> str:
    return f'<li><a href="{address}">{text}</a></li>'


def column(*entries: tuple[str, str]) -> str:
    return f"<html><ul>{''.join(link(*entry) for entry in entries)}</ul></html>"


def look(
    pages: Mapping[str, Answer], *, years: Collection[int] | None = None, today: date = TODAY, **given: Any
) -> Survey:
    told = {"place": "510500", "expect": Expect(years=(2022, 2024), min_reports=1), **given}

    async def work() -> Survey:
        async with fetcher(Portal(pages)) as fetch:
            return await survey(profile("plain", **told), fetch, today=today, years=years)

    return asyncio.run(work())


def whole(*years: int) -> dict[str, Answer]:
    """A portal that shows the city's reports on those years."""
    return {
        "/nb/": column(*((f"{year}.html", title(year)) for year in years)),
        **{f"/nb/{year}.html": report(year) for year in years},
    }


def reasons(found: Survey) -> dict[int, str]:
    return {each.year: each.reason for each in found.missing}


def test_a_portal_that_shows_every_year_is_well() -> None:
    found = look(whole(2022, 2023, 2024))
    assert found.well
    assert [(each.year, each.place) for each in found.shown] == [
        (2024, "510500"),
        (2023, "510500"),
        (2022, "510500"),
    ]
    assert found.missing == ()


def test_a_year_to_which_no_list_leads_is_missing() -> None:
    found = look(whole(2022, 2024))
    assert not found.well
    assert reasons(found) == {2023: "no list leads to it"}


def test_a_year_is_not_missing_before_its_deadline() -> None:
    """The government's report on 2025 is due on 2026-03-31."""
    before = look(whole(2024), expect=Expect(years=(2024, 2025)), today=date(2026, 3, 31))
    after = look(whole(2024), expect=Expect(years=(2024, 2025)), today=date(2026, 4, 1))
    assert (before.well, reasons(before)) == (True, {2025: "not due before 2026-03-31"})
    assert (after.well, reasons(after)) == (False, {2025: "no list leads to it"})


def test_absent_years_are_not_looked_for() -> None:
    assert look(whole(2022, 2024), expect=Expect(years=(2022, 2024), absent=(2023,))).well


def test_a_report_that_cannot_be_had_is_named_with_the_cause() -> None:
    pages = whole(2022, 2023, 2024)
    del pages["/nb/2023.html"]
    found = look(pages)
    (lost,) = [each for each in found.shown if each.error]
    assert (lost.year, type(lost.error)) == (2023, PageMissing)
    assert not found.well
    assert reasons(found) == {}, "it is listed: that it cannot be read is another thing"


def test_a_report_of_another_body_does_not_stand_for_the_place() -> None:
    pages = whole(2022, 2024)
    pages["/nb/"] = column(
        ("2022.html", title(2022)), ("2024.html", title(2024)), ("x.html", title(2023, "叙永县"))
    )
    pages["/nb/x.html"] = report(2023, "叙永县")
    assert reasons(look(pages)) == {
        2023: "there is only one of 510524 叙永县: 叙永县2023年政府信息公开工作年度报告"
    }


def test_a_column_of_many_bodies_counts_any_of_them() -> None:
    pages = whole(2022, 2023, 2024)
    assert look(pages, place="510000").well


@pytest.mark.parametrize(
    ("entry", "given", "reason"),
    [
        (
            ("2023.html", "泸州市人民政府2023年政府信息公开工作年度报告"),
            {"title_pattern": re.compile("^泸州市2")},
            "title_pattern '^泸州市2' leaves “泸州市人民政府2023年政府信息公开工作年度报告” out",
        ),
        (
            ("https://gk.lizhou.example/1.html", title(2023)),
            {},
            f"“{title(2023)}” stands on gk.lizhou.example, which is not among the hosts: ",
        ),
        (
            ("https://old.lizhou.example/1.html", title(2023)),
            {"aliases": (Alias(host="old.lizhou.example", until=date(2024, 6, 30)),)},
            f"“{title(2023)}” stands on old.lizhou.example, an alias that ended on 2024-06-30: ",
        ),
        (
            ("1.html", "关于编制2023年政府信息公开工作年度报告的通知"),
            {},
            "no list leads to it; “关于编制2023年政府信息公开工作年度报告的通知” is none: a notice",
        ),
    ],
)
def test_what_was_nearly_the_report_is_the_reason(
    entry: tuple[str, str], given: dict[str, Any], reason: str
) -> None:
    pages = whole(2022, 2024)
    pages["/nb/"] = column(("2022.html", title(2022)), entry, ("2024.html", title(2024)))
    found = look(pages, **given)
    assert reasons(found).keys() == {2023}
    assert reasons(found)[2023].startswith(reason)


def test_a_list_that_cannot_be_had_is_the_error_and_the_reason() -> None:
    found = look({"/nb/": Response("gone", status_code=404)})
    assert isinstance(found.error, PageMissing)
    assert reasons(found)[2023].startswith(
        "the lists could not be walked to their end: portal has no such page"
    )


def test_what_was_found_before_a_walk_was_cut_off_is_shown() -> None:
    pages = whole(2024)
    pages["/nb/"] = column(("2024.html", title(2024)), ("2.html", "下一页"))
    pages["/nb/2.html"] = column(("3.html", "下一页"))
    found = look(pages, max_pages=1)
    assert isinstance(found.error, LayoutChanged)
    assert [each.year for each in found.shown] == [2024]


def test_a_portal_without_a_known_column_says_so() -> None:
    found = look({}, lists=(), column=Column.UNKNOWN, expect=Expect(years=(2023, 2023)))
    assert found.problem == "0 reports listed, at least 1 are expected"
    assert reasons(found) == {2023: "no list is known; find the column with `gongkai portal new`"}


def test_fewer_reports_than_expected_are_a_problem() -> None:
    found = look(whole(2022, 2023, 2024), expect=Expect(years=(2022, 2024), min_reports=4))
    assert (found.well, found.problem) == (False, "3 reports listed, at least 4 are expected")


def test_years_narrow_what_is_read_and_what_is_missed() -> None:
    found = look(whole(2022, 2024), years={2024})
    assert [each.year for each in found.shown] == [2024]
    assert found.missing == ()
