"""Every rule stands in the rulebook, in both languages, and checks of parts and kinds come out as written."""

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from support.reports import report
from support.stated import stated

from schema.checks.assess import assess
from schema.checks.identity import rules
from schema.checks.kinds import check_kinds
from schema.checks.parts import check_parts
from schema.checks.punctual import check_punctual
from schema.checks.rulebook import FILE, all_rules, find_rule, parse, tables
from schema.enums import CheckOutcome, Qualifier, ReportFormat, RuleSubject, Severity
from schema.errors import DataError
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.report import Section
from schema.records.source import Source
from schema.records.statistic import Figure

HOLDS, FAILS, OPEN = CheckOutcome
F19, F21 = ReportFormat.TABLES_2019, ReportFormat.TABLES_2021
D6 = {
    *("T3-FLOW", "T3-SUM", "T3-ROW", "T4-SUM", "T2-NONNEG", "X-CARRY", "X-FORCE", "X-ITEMS", "X-PEND"),
    *("V-TEXT", "V-NONE", "V-YEAR", "A-CHAN", "A-CLOSE", "A-ANSW", "A-REFU", "A-REV", "A-LIT", "A-STAFF"),
    *("A-LEAD", "A-DISC", "N-MULT", "N-SHARE", "H-SUM", "S-LATE", "S-DUP", "S-CHANGE", "S-SECT", "O-JUMP"),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_rule_of_the_catalogue_is_there_once() -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(ids) == len(set(ids))
    assert set(ids) >= D6
    assert {one.id for one in (*rules().identities, *rules().chains)} <= set(ids)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_in_both_languages_what_must_hold(rule: object) -> None:
    for zh, en in (("name", "name_en"), ("what", "what_en")):
        assert CHINESE.search(getattr(rule, zh))
        assert getattr(rule, en)
        assert not CHINESE.search(getattr(rule, en))
    assert rule.severities
    assert rule.authority
    assert bool(rule.needs) == bool(rule.needs_en)


def test_a_file_of_rules_that_is_wrong_names_the_rule() -> None:
    text = FILE.read_text(encoding="utf-8").replace('subject = "LEVELS"', 'subject = "CLOUDS"')
    with pytest.raises(DataError, match=r"rules.toml, H-SUM: 'CLOUDS' is not a valid RuleSubject"):
        parse(text, FILE.name)
    with pytest.raises(DataError, match="not in the dictionary"):
        parse(FILE.read_text(encoding="utf-8").replace('"regulations.made"', '"regulations.mad"'), FILE.name)


def test_the_parts_and_tables_of_the_form_are_those_of_the_notices() -> None:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert [part["number"] for part in data["part"]] == list("一二三四五六")
    assert [len(table.rows[F21]) for table in tables()] == [6, 25, 3]
    assert [len(table.rows[F19]) for table in tables()] == [8, 23, 3]
    assert find_rule("S-SECT") is not None
    assert find_rule("NONE") is None


# -- parts

HEADINGS = (
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况", "其他需要报告的事项",
)  # fmt: skip


def sections(*numbers: str, problems: str = "条目化还不够，下一年继续改进。") -> list[Section]:
    every = dict(zip("一二三四五六", HEADINGS, strict=True))
    texts = {"五": problems}
    return [Section(number=n, heading=every[n], text=texts.get(n, "内容")) for n in numbers]


def full(form: ReportFormat, *, without: tuple[str, ...] = ()) -> tuple[object, ...]:
    codes = [code for table in tables() for code in table.rows[form] if code not in without]
    return stated(dict.fromkeys(codes, 1), table=True)


def kinds_of(found: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(one.kind, one.severity) for one in found]


@pytest.mark.parametrize("form", [F19, F21])
def test_a_form_filled_in_whole_holds(form: ReportFormat) -> None:
    found = check_parts(form, sections(*"一二三四五六"), full(form), frozenset())  # type: ignore[arg-type]
    assert (found.check.outcome, found.findings) == (HOLDS, ())


@pytest.mark.parametrize(
    ("numbers", "problems", "expected"),
    [
        ("一二三四六", "有内容的", [("part_missing", Severity.WARNING)]),
        ("一三二四五六", "有足够的内容", [("order", Severity.WARNING)]),
        ("一二三四五六", "无", [("empty", Severity.WARNING)]),
    ],
)
def test_parts_that_are_missing_out_of_order_or_empty_are_named(
    numbers: str, problems: str, expected: list[tuple[str, Severity]]
) -> None:
    found = check_parts(F21, sections(*numbers, problems=problems), full(F21), frozenset())  # type: ignore[arg-type]
    assert kinds_of(found.findings) == expected


def test_heads_within_part_one_are_not_parts_out_of_order() -> None:
    within = [Section(number="二", heading="依申请公开政府信息办理情况", text="内容")]
    first, *others = sections(*"一二三四五六")
    found = check_parts(F21, [first, *sections("二"), *within, *others], full(F21), frozenset())  # type: ignore[arg-type]
    assert found.check.outcome is HOLDS


def test_a_missing_table_is_an_error_and_missing_rows_a_warning() -> None:
    reviews = ("review.total", "litigation.direct.total", "litigation.after_review.total")
    found = check_parts(F21, sections(*"一二三四五六"), full(F21, without=reviews), frozenset())  # type: ignore[arg-type]
    assert kinds_of(found.findings) == [("table_missing", Severity.ERROR)]
    short = full(F21, without=("outcome.not_processed.repeat",))
    found = check_parts(F21, sections(*"一二三四五六"), short, frozenset())  # type: ignore[arg-type]
    assert kinds_of(found.findings) == [("rows_missing", Severity.WARNING)]
    assert found.findings[0].message == "各部分齐全：表三缺少1行：2.重复申请"


def test_what_was_not_read_is_not_called_missing() -> None:
    found = check_parts(F21, sections(*"一二三四五六"), (), frozenset({"R-FLAT"}))
    assert found.check.outcome is HOLDS
    assert check_parts(F21, [], (), frozenset()).check.outcome is OPEN
    excerpt = [*sections("一"), Section(number="", heading="", text="以下为节选")]
    assert check_parts(F21, excerpt, (), frozenset()).check.outcome is OPEN


# -- kinds of information


def figure(label: str, value: int, start: int, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    source = Source(quote=f"{label}{value}条", url="", start=start, end=start + 9)
    return Figure(label=label, value=Decimal(value), unit="条", source=source, qualifier=qualifier)


@pytest.mark.parametrize(
    ("whole", "on_request", "never", "outcome"),
    [(3978, 46, 1854, FAILS), (3926, 46, 1854, HOLDS), (796934, 0, 0, FAILS)],
)
def test_information_by_kind_adds_up_to_all_of_it_or_not(
    whole: int, on_request: int, never: int, outcome: CheckOutcome
) -> None:
    figures = [
        figure("全年制作、获取政府信息", whole, 10),
        figure("列为依申请公开", on_request, 40),
        figure("不予公开", never, 60),
    ]
    assert check_kinds(stated({"disclosed": 2026}), figures).check.outcome is outcome


def test_kinds_told_elsewhere_or_in_part_say_nothing() -> None:
    whole, part, other = (
        figure("制作政府信息", 10, 0),
        figure("依申请公开", 1, 20),
        figure("不予公开", 1, 900),
    )
    assert check_kinds(stated({"disclosed": 8}), [whole, part]).check.outcome is OPEN
    assert check_kinds(stated({"disclosed": 8}), [whole, part, other]).check.outcome is OPEN
    assert check_kinds((), [whole, part]).check.outcome is OPEN


# -- lateness and the whole


@pytest.mark.parametrize(
    ("published", "doubtful", "outcome"),
    [
        (date(2024, 3, 31), False, HOLDS),
        (date(2024, 4, 1), False, FAILS),
        (date(2026, 4, 1), True, OPEN),
        (None, False, OPEN),
    ],
)
def test_a_day_is_late_early_or_says_nothing(
    published: date | None, doubtful: bool, outcome: CheckOutcome
) -> None:
    about = report("510500", 2023, published_on=published)
    assert check_punctual(about, doubtful=doubtful).check.outcome is outcome


def test_a_draft_is_judged_by_every_rule_about_one_report() -> None:
    draft = Extraction(
        report=report("510500", 2023, published_on=date(2024, 5, 1)),
        sections=tuple(sections(*"一二三四五六")),
        statistics=full(F21),  # type: ignore[arg-type]
        figures=(),
        findings=(),
        reader="1",
        told_twice=("requests.received",),
    )
    found = assess(draft)
    told = {one.rule: one.outcome for one in found.checks}
    general = {rule.id for rule in all_rules() if rule.subject is RuleSubject.REPORT and F21 in rule.formats}
    assert general <= told.keys()
    assert (told["S-LATE"], told["S-SECT"], told["V-TEXT"]) == (FAILS, HOLDS, HOLDS)
    assert [one.rule for one in found.findings] == ["S-LATE"]
