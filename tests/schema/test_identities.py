"""What must hold between the figures of one report."""

import json
import tomllib
from decimal import Decimal

import pytest
from support.stated import stated, verified

from schema.checks.identities import check, holds
from schema.checks.identity import FILE, Identity, parse, rules
from schema.enums import Applicant, Qualifier, ReportFormat, Severity
from schema.errors import DataError
from schema.records.finding import Finding
from schema.records.source import Source
from schema.records.statistic import Statistic

NARRATIVE, ANNEX, F19, F21 = ReportFormat
ERROR, WARNING, NOTICE = Severity
ROWS = tomllib.loads(FILE.read_text(encoding="utf-8"))["identity"]
EXAMPLES = [
    pytest.param(identity, example, id=f"{identity.id}-{identity.name_en}-{number}".replace(" ", "-"))
    for identity, row in zip(rules().identities, ROWS, strict=True)
    for number, example in enumerate(row["examples"], 1)
]


def own(identity: Identity, findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings of this entry among others that share its id."""
    return [one for one in findings if one.message.startswith(f"{identity.name}：")]


def brief(findings: tuple[Finding, ...]) -> list[tuple[str, str, Severity, Decimal | None, Decimal | None]]:
    return [(one.rule, one.kind, one.severity, one.stated, one.expected) for one in findings]


@pytest.mark.parametrize(("identity", "example"), EXAMPLES)
def test_every_example_of_the_file_comes_out(identity: Identity, example: dict) -> None:
    report_format = min(identity.formats, key=list(ReportFormat).index)
    found = own(identity, check(report_format, stated(example["values"], table=identity.table)))

    assert len(found) == (example["holds"] is False)
    if found:
        assert found[0].kind == example.get("kind", identity.kind)
        assert found[0].severity == example.get("severity", identity.severity)
    for side in {"stated", "expected"} & example.keys():
        assert getattr(found[0], side) == Decimal(str(example[side]))


PLAIN = [
    case for case in EXAMPLES if not any(set("~%") & set(str(v)) for v in case.values[1]["values"].values())
]


@pytest.mark.parametrize(("identity", "example"), PLAIN)
def test_holds_answers_for_plain_values(identity: Identity, example: dict) -> None:
    values = {(one.indicator, one.applicant): one.value for one in stated(example["values"])}

    # A row of which only some columns are given is judged in a form, where the others are blank.
    if example.get("kind") != "total_is_blank":
        assert holds(identity, values) == {"unknown": None}.get(example["holds"], example["holds"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['name']}")
def test_every_identity_has_examples_for_and_against(row: dict) -> None:
    assert {True, False} <= {example["holds"] for example in row["examples"]}


REFUSED = "outcome_2008.refused"
ROW = "requests.received"


def filled(code: str, total: object, natural: object, *others: object) -> dict[str, object]:
    """A row of the request table; the columns left out are blank."""
    columns = [one for one in Applicant if one is not Applicant.TOTAL]
    cells = [natural, *others, *[""] * 5][:6]
    return {f"{code}[TOTAL]": total} | {f"{code}[{a}]": v for a, v in zip(columns, cells, strict=True)}


@pytest.mark.parametrize(
    ("report_format", "figures", "expected"),
    [
        pytest.param(NARRATIVE, {}, [], id="nothing stated"),
        pytest.param(NARRATIVE, {REFUSED: 38}, [], id="a whole alone"),
        pytest.param(
            NARRATIVE, {f"{REFUSED}.privacy": 3, f"{REFUSED}.trade_secret": 2}, [], id="parts alone"
        ),
        pytest.param(NARRATIVE, {REFUSED: 38, f"{REFUSED}.privacy": 3}, [], id="one reason is no list"),
        pytest.param(
            NARRATIVE,
            {REFUSED: 38, f"{REFUSED}.privacy": 30, f"{REFUSED}.trade_secret": 9},
            [("A-REFU", "children_do_not_add_up", ERROR, 38, 39)],
            id="reasons above the whole",
        ),
        pytest.param(
            NARRATIVE,
            {REFUSED: 38, f"{REFUSED}.privacy": 30, f"{REFUSED}.trade_secret": 7},
            [("A-REFU", "children_do_not_add_up", WARNING, 38, 37)],
            id="some reasons below the whole",
        ),
        pytest.param(
            NARRATIVE,
            {REFUSED: 38, f"{REFUSED}.privacy": "~30", f"{REFUSED}.trade_secret": 7},
            [],
            id="a rough reason within its last digit",
        ),
        pytest.param(
            NARRATIVE,
            {REFUSED: 58, f"{REFUSED}.privacy": "~30", f"{REFUSED}.trade_secret": 7},
            [("A-REFU", "children_do_not_add_up", NOTICE, 58, 37)],
            id="a rough reason out of reach is only a notice",
        ),
        pytest.param(
            NARRATIVE,
            {REFUSED: "~38", f"{REFUSED}.privacy": 30, f"{REFUSED}.trade_secret": 9},
            [],
            id="a rough whole",
        ),
        pytest.param(
            NARRATIVE,
            {REFUSED: "", f"{REFUSED}.privacy": 3, f"{REFUSED}.trade_secret": 2},
            [],
            id="blank whole in prose",
        ),
        pytest.param(
            NARRATIVE,
            {"requests.answered": 0, "outcome_2008.granted": 0, "outcome_2008.refused": 0},
            [],
            id="noughts",
        ),
        pytest.param(
            ANNEX,
            {"review.total": 3, "review.upheld": 2, "review.corrected": 0, "review.other": 0},
            [("A-REV", "children_do_not_add_up", ERROR, 3, 2)],
            id="annex reconsiderations",
        ),
        pytest.param(F21, {"review.total": 3, "review.upheld": 2}, [], id="a row of the form not read"),
        pytest.param(
            F21,
            {
                "review.total": 3,
                "review.upheld": 2,
                "review.corrected": "",
                "review.other": "",
                "review.pending": "",
            },
            [("T4-SUM", "children_do_not_add_up", ERROR, 3, 2)],
            id="blanks beside a number count as 0",
        ),
        pytest.param(
            F21,
            {
                "review.total": 3,
                "review.upheld": "",
                "review.corrected": "",
                "review.other": "",
                "review.pending": "",
            },
            [],
            id="blanks beside nothing are not judged",
        ),
        pytest.param(
            F21,
            {
                "review.total": "",
                "review.upheld": 2,
                "review.corrected": "",
                "review.other": "",
                "review.pending": "",
            },
            [("T4-SUM", "total_is_blank", NOTICE, None, 2)],
            id="a blank total over filled parts",
        ),
        pytest.param(
            F21,
            {
                "review.total": "",
                "review.upheld": 0,
                "review.corrected": 0,
                "review.other": 0,
                "review.pending": 0,
            },
            [],
            id="a blank total over noughts",
        ),
        pytest.param(
            F19,
            {
                "litigation.direct.total": 1,
                "litigation.direct.upheld": 8,
                "litigation.direct.corrected": 0,
                "litigation.direct.other": 0,
                "litigation.direct.pending": 0,
            },
            [("T4-SUM", "children_do_not_add_up", ERROR, 1, 8)],
            id="direct suits",
        ),
        pytest.param(F21, filled(ROW, 26, 26), [], id="one column filled"),
        pytest.param(F21, filled(ROW, 27, 26), [("T3-ROW", "row_does_not_add_up", ERROR, 27, 26)], id="row"),
        pytest.param(
            F21,
            filled(ROW, 27, 26) | filled("requests.carried_out", 3, 1, 1),
            [("T3-ROW", "row_does_not_add_up", ERROR, 27, 26)],
            id="two rows are one finding",
        ),
        pytest.param(
            F21, filled(ROW, "", 26), [("T3-ROW", "total_is_blank", NOTICE, None, 26)], id="blank row total"
        ),
        pytest.param(F21, filled(ROW, "", ""), [], id="blank row"),
        pytest.param(F21, filled(ROW, 26, ""), [], id="only the total of a row"),
        pytest.param(
            F21,
            filled(ROW, 26, 26)
            | filled("requests.carried_in", "", "")
            | filled("outcome.total", 25, 25)
            | filled("requests.carried_out", 0, 0),
            [("T3-FLOW", "flow_does_not_balance", ERROR, 25, 26)],
            id="a flow that fails in two columns is one finding",
        ),
        pytest.param(
            F21,
            filled(ROW, 26, 26)
            | filled("requests.carried_in", 0, 0)
            | filled("outcome.total", "", 26)
            | filled("requests.carried_out", 0, 0),
            [("T3-ROW", "total_is_blank", NOTICE, None, 26)],
            id="a total left blank is not 0 in the flow",
        ),
        pytest.param(
            NARRATIVE,
            {"outcome_2008.granted": "-1"},
            [("T2-NONNEG", "not_a_count", ERROR, -1, None)],
            id="negative",
        ),
        pytest.param(
            F19,
            {"licensing.items_change": -35, "procurement.amount": "25.1"},
            [],
            id="a decrease and an amount",
        ),
        pytest.param(NARRATIVE, {"hotline.satisfaction": "99.99"}, [], id="a percentage may have decimals"),
        pytest.param(
            NARRATIVE,
            {"requests.received": 95, "requests.closed": 98},
            [("A-CLOSE", "part_exceeds_total", WARNING, 95, 98)],
            id="closed more than received",
        ),
        pytest.param(
            F21,
            {"requests.received": 95, "requests.closed": 98},
            [],
            id="not asked of the forms with carry-over",
        ),
        pytest.param(
            NARRATIVE,
            {"disclosed": 100, "disclosed.channel.website": 60, "disclosed.channel.weibo": "~30"},
            [],
            id="rough channels within reach",
        ),
        pytest.param(
            NARRATIVE,
            {"gazette.issues": 12, "gazette.copies_per_issue": "~3800", "gazette.copies": 46000},
            [],
            id="a rough factor",
        ),
    ],
)
def test_identities_are_three_valued(
    report_format: ReportFormat, figures: dict[str, object], expected: list[tuple]
) -> None:
    in_table = report_format in {F19, F21}

    assert brief(check(report_format, stated(figures, table=in_table))) == expected


def test_units_chosen_by_taste_are_no_trouble() -> None:
    figures = (
        *stated({"review.total": 15}, unit="宗"),
        *stated({"review.upheld": 12}, unit="件"),
        *stated({"review.corrected": 3, "review.other": 0}, unit="条"),
    )

    assert check(NARRATIVE, figures) == ()


def test_entries_of_an_open_breakdown_count_each() -> None:
    figures = [("disclosed", 100), ("disclosed.category", 60), ("disclosed.category", 30)]

    assert brief(check(NARRATIVE, stated(figures))) == [("A-DISC", "children_do_not_add_up", NOTICE, 100, 90)]
    assert check(NARRATIVE, stated([*figures, ("disclosed.category.other", 10)])) == ()


def test_a_table_stands_before_prose() -> None:
    table = stated(
        {
            "review.total": 2,
            "review.upheld": 2,
            "review.corrected": 0,
            "review.other": 0,
            "review.pending": 0,
        },
        table=True,
    )

    assert check(F21, (*stated({"review.total": 9}), *table)) == ()


def test_a_finding_names_its_columns_and_numbers_in_both_languages() -> None:
    figures = (
        filled(ROW, 26, 20, 6)
        | filled("requests.carried_in", 0, 0)
        | filled("outcome.total", 25, 19, 6)
        | filled("requests.carried_out", 0, 0)
    )
    (flow,) = check(F21, stated(figures, table=True))

    assert flow.message == (
        "申请收办平衡：总计：办结与结转下年共25，新收与上年结转共26；"
        "自然人：办结与结转下年共19，新收与上年结转共20"
    )
    assert flow.message_en == (
        "flow of requests: total: closed and carried over 25, received and carried in 26; "
        "natural persons: closed and carried over 19, received and carried in 20"
    )
    assert flow.terms[0] == ("outcome.total", Applicant.TOTAL)
    assert ("requests.received", Applicant.NATURAL_PERSON) in flow.terms


def test_the_assumption_about_blank_cells_is_said() -> None:
    (row,) = check(F21, stated(filled(ROW, 27, 26), table=True))

    assert (
        row.message
        == "申请表各行：本年新收政府信息公开申请数量：总计27，各类申请人相加为26（空白单元格按0计）"
    )
    assert row.message_en.endswith("total 27, the applicants add up to 26 (blank cells counted as 0)")


def real(name: str) -> tuple[ReportFormat, tuple[Statistic, ...]]:
    """A verified report: every number of a form stands in a table."""
    gold = json.loads(verified(name).read_text(encoding="utf-8"), parse_float=Decimal)
    report_format = ReportFormat(gold["format"])
    table = 1 if report_format in {F19, F21} else None
    return report_format, tuple(
        Statistic(
            indicator=row["indicator"],
            label=row.get("label") or "",
            value=None if row["value"] is None else Decimal(row["value"]),
            unit=row["unit"],
            source=Source(quote="", url="", table=table),
            applicant=Applicant(row.get("applicant", "TOTAL")),
            qualifier=Qualifier(row.get("qualifier") or "EXACT"),
            stated_share=None if row.get("share") is None else Decimal(row["share"]),
        )
        for row in gold["statistics"]
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("luzhou-2017", [("A-REFU", "children_do_not_add_up", ERROR, 38, 33)]),
        (
            "hongze-2023",
            [
                ("T4-SUM", "children_do_not_add_up", ERROR, 0, 11),
                ("T4-SUM", "children_do_not_add_up", ERROR, 0, 5),
            ],
        ),
        ("shanghai-office-2019", [("T3-ROW", "total_is_blank", NOTICE, None, 272)]),
        ("pingtan-2014", [("A-DISC", "children_do_not_add_up", NOTICE, 2543, 2641)]),
        (
            "pingtan-county-2012",
            [
                ("A-DISC", "children_do_not_add_up", NOTICE, 2026, 1175),
                ("A-DISC", "channels_fall_short", NOTICE, 2026, 1795),
            ],
        ),
        ("pingtan-2019", []),
        ("shuyang-fgj-2023", []),
        ("suqian-2023", []),
    ],
)
def test_real_reports_yield_what_is_known_of_them(name: str, expected: list[tuple]) -> None:
    assert brief(check(*real(name))) == expected


def test_the_refusals_of_luzhou_2017_are_written_out() -> None:
    (finding,) = check(*real("luzhou-2017"))

    assert finding.message == "不同意公开的理由：不同意公开38，所列理由相加为17+4+12=33"
    assert finding.terms[0] == (REFUSED, Applicant.TOTAL)
    assert len(finding.terms) == 4


def test_luzhou_2017_holds_where_it_should() -> None:
    values = {(one.indicator, one.applicant): one.value for one in real("luzhou-2017")[1]}
    judged = {
        (one.id, one.name): holds(one, values) for one in rules().identities if NARRATIVE in one.formats
    }

    assert judged["A-ANSW", "申请答复"] is True
    assert judged["N-MULT", "政府公报册数"] is True
    assert judged["A-DISC", "主动公开的分类"] is True
    assert judged["A-REV", "行政复议"] is True
    assert judged["A-LIT", "行政诉讼"] is True
    assert judged["A-REFU", "不同意公开的理由"] is False
    assert judged["A-STAFF", "工作人员"] is None


HEAD = (
    "id='X'\nname='x'\nname_en='x'\nformats=['ANNEX_2014']\n"
    "message='x'\nmessage_en='x'\nauthority='x'\nkind='x'\n"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[identity]]\nid='X'", "identities.toml, X .*'name' is missing"),
        (f"[[identity]]\n{HEAD}relation='equals'\nseverity='ERROR'", "unknown relation 'equals'"),
        (f"[[identity]]\n{HEAD}relation='named'\nseverity='FATAL'", "'FATAL' is not a valid Severity"),
        (
            f"[[identity]]\n{HEAD}relation='named'\nseverity='ERROR'\nwhole=['nothing']",
            "no indicator has the code",
        ),
        (
            f"[[identity]]\n{HEAD}relation='named'\nseverity='ERROR'\nparts=['review.no.*']",
            "no code lies below",
        ),
        (f"[[identity]]\n{HEAD}relation='named'\nseverity='ERROR'\ntolerance=1", "unknown key tolerance"),
        ("[[chain]]\nid='X'\nwhole=['review.total']", "'name' is missing"),
    ],
)
def test_a_malformed_entry_is_named_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse(text, "identities.toml")
