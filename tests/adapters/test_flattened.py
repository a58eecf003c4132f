"""Tables that tools have flattened: whatever the manner, a stated cell is right or it is refused.

Every valid table is also a claim on completeness: where the text keeps the borders, all cells are read;
where it has lost them, those are read that the form's identities determine.
"""

import time
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.documents.open import open_document
from adapters.extract.chapters import chapters
from adapters.extract.tables.tables import TableReading, read_tables
from schema.enums import Applicant
from tests.support.flat_form import (
    APPLICANTS,
    BLOCKS,
    RESULTS,
    Values,
    blank_cell_lines,
    cell_lines,
    row_lines,
    run_together,
)

# A generous bound for one reading; it takes some hundredths of a second.
SLOWEST = 5.0
OUTCOMES = (
    "granted", "partial", "refused.state_secret", "refused.forbidden_by_law", "refused.security_stability",
    "refused.third_party_rights", "refused.internal_affairs", "refused.process_information",
    "refused.enforcement_files", "refused.administrative_queries", "unable.not_held", "unable.needs_creation",
    "unable.unclear", "not_processed.petition", "not_processed.repeat", "not_processed.publication",
    "not_processed.excessive", "not_processed.reconfirmation",
)  # fmt: skip
OTHER = {2019: ("other",), 2021: ("other.uncorrected", "other.fee_unpaid", "other.other")}
SECTION_2 = {
    2019: {
        "regulations": ("made", "newly_disclosed", "total_disclosed"),
        "normative_documents": ("made", "newly_disclosed", "total_disclosed"),
        "licensing": ("items_last_year", "items_change", "decisions"),
        "penalties": ("items_last_year", "items_change", "decisions"),
        "charges": ("items_last_year", "items_change"),
        "procurement": ("projects", "amount"),
    },
    2021: {
        "regulations": ("issued", "repealed", "in_force"),
        "normative_documents": ("issued", "repealed", "in_force"),
        "licensing": ("decisions",),
        "penalties": ("decisions",),
        "charges": ("amount",),
    },
}
Table = tuple[dict[tuple[str, str], str], int]
Manner = Callable[[Values, int], str]
WITH_BORDERS: dict[str, Manner] = {
    "rows between bars": row_lines,
    "rows between tabs": lambda values, form: row_lines(values, form, "\t"),
    "rows between two tabs": lambda values, form: row_lines(values, form, "\t\t"),
    "rows between narrow bars": lambda values, form: row_lines(values, form, "| "),
    "Markdown, labels filled up": lambda values, form: row_lines(values, form, fill="left", edge="| "),
    "Markdown, rows filled up": lambda values, form: row_lines(values, form, fill="right", edge="| "),
    "a cell a line with its bar": blank_cell_lines,
}
KEEPS_BLANKS = ("rows between bars", "rows between tabs", "rows between narrow bars")
WITHOUT_BORDERS: dict[str, Manner] = {
    "run together": run_together,
    "a cell a line, blank lost": cell_lines,
    "rows between spaces": lambda values, form: row_lines(values, form, " "),
    "rows without blank cells, filled up": lambda values, form: row_lines(values, form, keep_blank=False),
}


@st.composite
def tables(draw: st.DrawFn, *, most: int = 400, blank: bool | None = None) -> Table:
    """The cells of a report that adds up, and its form; noughts may be blank (drawn where not said)."""
    form = draw(st.sampled_from((2019, 2021)))
    blank = draw(st.booleans()) if blank is None else blank
    counts = st.one_of(st.just(0), st.just(0), st.integers(0, 9), st.integers(0, most))
    column = st.lists(counts, min_size=6, max_size=6)
    rows = {f"outcome.{name}": draw(column) for name in (*OUTCOMES, *OTHER[form])}
    total = [sum(cells) for cells in zip(*rows.values(), strict=True)]
    left = draw(column)
    carried = [min(each, limit) for each, limit in zip(draw(column), total, strict=True)]
    rows["outcome.total"], rows["requests.carried_out"], rows["requests.carried_in"] = total, left, carried
    new = [done + out - come for done, out, come in zip(total, left, carried, strict=True)]
    rows["requests.received"] = new
    values = {
        (code, applicant): str(cell)
        for code, cells in rows.items()
        for applicant, cell in zip(APPLICANTS, [*cells, sum(cells)], strict=True)
    }
    for block in BLOCKS:
        results = draw(st.lists(counts, min_size=4, max_size=4))
        for name, cell in zip(RESULTS, [*results, sum(results)], strict=True):
            values[f"{block}.{name}", "TOTAL"] = str(cell)
    for stem, codes in SECTION_2[form].items():
        for code in codes:
            values[f"{stem}.{code}", "TOTAL"] = str(draw(st.one_of(counts, st.integers(0, 10**7))))
    return {term: cell for term, cell in values.items() if not (blank and cell == "0")}, form


def read(text: str) -> TableReading:
    document = open_document(text.encode(), url="report.txt")
    started = time.monotonic()
    reading = read_tables(chapters(document), document)
    assert time.monotonic() - started < SLOWEST
    return reading


def wrong(reading: TableReading, values: Values) -> dict[tuple[str, str], Decimal | None]:
    """The numbers that the cell does not say."""
    stated = {(each.indicator, each.applicant.value): each.value for each in reading.statistics}
    return {
        term: value
        for term, value in stated.items()
        if value is not None and (term not in values or Decimal(values[term]) != value)
    }


def missed(reading: TableReading, values: Values) -> set[tuple[str, str]]:
    stated = {(each.indicator, each.applicant.value) for each in reading.statistics if each.value is not None}
    return set(values) - stated


@pytest.mark.parametrize("manner", [*WITH_BORDERS, *WITHOUT_BORDERS])
@given(table=tables())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_manner_of_flattening_gives_a_wrong_number(manner: str, table: Table) -> None:
    values, form = table
    flatten = {**WITH_BORDERS, **WITHOUT_BORDERS}[manner]
    assert wrong(read(flatten(values, form)), values) == {}


@pytest.mark.parametrize("manner", [*WITH_BORDERS, *WITHOUT_BORDERS])
@pytest.mark.parametrize("form", [2019, 2021])
def test_two_numbers_among_blank_cells_of_section_2_never_slip(manner: str, form: int) -> None:
    flatten = {**WITH_BORDERS, **WITHOUT_BORDERS}[manner]
    terms = [(f"{stem}.{code}", "TOTAL") for stem, codes in SECTION_2[form].items() for code in codes]
    for one, other in list(combinations(terms, 2))[::11]:
        values = {one: "1", other: "2"}
        assert wrong(read(flatten(values, form)), values) == {}


@pytest.mark.parametrize("manner", WITH_BORDERS)
@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_cell_is_read_where_the_text_keeps_the_borders(manner: str, data: st.DataObject) -> None:
    """Blank cells that fill a row up look like those of the form: there only whole rows are certain."""
    values, form = data.draw(tables(blank=None if manner in KEEPS_BLANKS else False))
    assert missed(read(WITH_BORDERS[manner](values, form)), values) == set()


@given(table=tables(most=60), data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spaces_strewn_between_cells_never_make_a_wrong_number(table: Table, data: st.DataObject) -> None:
    values, form = table
    spaces = data.draw(st.randoms(use_true_random=False))
    text = run_together(values, form, lambda: spaces.choice(("", "", " ", "\n")))
    assert wrong(read(text), values) == {}


@given(table=tables(most=60))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_text_that_has_lost_every_cell_of_one_sign_never_states_what_was_not_there(table: Table) -> None:
    """Some tools drop them. What is left then adds up to nothing, or is what it says."""
    values, form = table
    left = {term: cell for term, cell in values.items() if len(cell) > 1}
    lost = wrong(read(cell_lines(left, form)), values)
    assert {term: value for term, value in lost.items() if value} == {}


def small_report() -> dict[tuple[str, str], str]:
    """Sixty-four requests of persons and some of others, as a county reports them."""
    noughts = {f"outcome.{name}": (0,) * 7 for name in (*OUTCOMES, *OTHER[2021])}
    rows = noughts | {
        "requests.received": (64, 0, 0, 2, 0, 4, 70),
        "requests.carried_in": (0, 0, 0, 0, 0, 0, 0),
        "outcome.granted": (27, 0, 0, 2, 0, 1, 30),
        "outcome.partial": (5, 0, 0, 0, 0, 0, 5),
        "outcome.refused.enforcement_files": (9, 0, 0, 0, 0, 0, 9),
        "outcome.unable.not_held": (22, 0, 0, 0, 0, 3, 25),
        "outcome.total": (63, 0, 0, 2, 0, 4, 69),
        "requests.carried_out": (1, 0, 0, 0, 0, 0, 1),
    }
    return {
        (code, applicant): str(cell)
        for code, cells in rows.items()
        for applicant, cell in zip(APPLICANTS, cells, strict=True)
    }


def test_identities_determine_every_cell_of_a_run_together_request_table() -> None:
    values = small_report()
    reading = read(run_together(values, 2021))
    assert missed(reading, values) == set()
    assert all(each.inferred for each in reading.statistics if each.indicator == "requests.received")


def test_the_total_of_a_row_is_read_though_its_blank_cells_are_lost() -> None:
    values = {term: cell for term, cell in small_report().items() if cell != "0"}
    reading = read(cell_lines(values, 2021))
    stated = {(each.indicator, each.applicant): each.value for each in reading.statistics}
    assert stated["outcome.partial", Applicant.TOTAL] == 5
    assert ("outcome.partial", Applicant.NATURAL_PERSON) not in stated


def test_where_a_total_may_be_blank_two_equal_numbers_are_no_applicant_and_total() -> None:
    """One row has an applicant's number alone, so its total is blank, and so may that of `2 2` be."""
    values = {term: cell for term, cell in small_report().items() if cell != "0"}
    del values["outcome.partial", "TOTAL"]
    twos = (
        ("outcome.refused.state_secret", "NATURAL_PERSON"),
        ("outcome.refused.state_secret", "LEGAL_SERVICE"),
    )
    reading = read(cell_lines(values | dict.fromkeys(twos, "2"), 2021))
    stated = {(each.indicator, each.applicant) for each in reading.statistics}
    assert ("outcome.refused.state_secret", Applicant.TOTAL) not in stated
    assert ("outcome.granted", Applicant.TOTAL) in stated


def test_an_error_in_one_row_costs_only_the_cells_that_the_columns_would_have_told() -> None:
    """As printed in Pingtan's report on 2020: the outcomes of persons add up to 26, the total says 20."""
    rows = {"outcome.granted": (6, 0, 0, 0, 0, 1, 7), "outcome.total": (20, 0, 0, 0, 0, 1, 21)}
    values = small_report() | {
        (code, applicant): str(cell)
        for code, cells in rows.items()
        for applicant, cell in zip(APPLICANTS, cells, strict=True)
    }
    reading = read(run_together(values, 2021))
    stated = {(each.indicator, each.applicant.value): each.value for each in reading.statistics}
    assert wrong(reading, values) == {}
    assert stated["outcome.granted", "OTHER_ORGANIZATION"] == 1
    assert stated["outcome.total", "TOTAL"] == 21


def test_a_report_that_writes_nought_everywhere_has_no_blank_cell_among_its_disputes() -> None:
    """120001200000 after a review of 10203 is twelve cases and five noughts (Pingtan's report on 2021)."""
    printed = ["1", "0", "2", "0", "3", "12", "0", "0", "0", "12", "0", "0", "0", "0", "0"]
    terms = [(f"{block}.{result}", "TOTAL") for block in BLOCKS for result in RESULTS]
    disputes = dict(zip(terms, printed, strict=True))
    assert missed(read(run_together(small_report() | disputes, 2021)), disputes) == set()
    assert missed(read(run_together(disputes, 2021)), disputes) != set()


@pytest.mark.parametrize("zeros", [True, False], ids=["noughts-kept", "single-digits-gone"])
def test_where_no_number_of_one_digit_is_to_be_seen_a_sum_of_such_is_not_read(zeros: bool) -> None:
    """`8 3 11` without its single digits is 11, and so is `1 1`: only other rows can tell which it was."""
    rest = "0" * 7 if zeros else ""
    text = (
        "三、收到和处理政府信息公开申请情况\n申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"
        f"一、本年新收政府信息公开申请数量11二、上年结转政府信息公开申请数量{rest}"
        f"三、本年度办理结果（七）总计11四、结转下年度继续办理{rest}\n"
        "四、政府信息公开行政复议、行政诉讼情况\n"
    )
    document = open_document(text.encode(), url="report.txt")
    found = {
        (each.indicator, each.applicant): each.value
        for each in read_tables(chapters(document), document).statistics
    }
    assert found.get(("requests.received", Applicant.TOTAL)) == (1 if zeros else None)
