"""Figures of the tables beside those of the text → findings where the same thing is told twice, differently.

V-TEXT: two numbers. V-NONE: one place says there was none, the other that there was some. The table's
figure stands; what the text says is `stated`, what the table says `expected`.
"""

from collections.abc import Sequence
from decimal import Decimal

from schema.checks.identity import rules
from schema.checks.terms import ZERO, Term, Terms
from schema.checks.wording import shown
from schema.dictionary.formula import formula_of, value_of
from schema.dictionary.indicators import indicator, is_open
from schema.enums import Applicant, Severity
from schema.records.finding import Finding
from schema.records.statistic import Statistic

TOTAL = Applicant.TOTAL
COLUMNS = tuple(one for one in Applicant if one is not TOTAL)


def compare_prose(table: Sequence[Statistic], prose: Sequence[Statistic]) -> tuple[Finding, ...]:
    """In the order of the text, one finding an indicator; blanks and hedged figures in reach say nothing."""
    printed, told = Terms(table), Terms(prose)
    codes = dict.fromkeys(one.indicator for one in prose if not is_open(one.indicator))
    findings = (_compared(_printed(code, printed), told.of(code, TOTAL)[0]) for code in codes)
    return tuple(finding for finding in findings if finding is not None)


def told_twice(table: Sequence[Statistic], prose: Sequence[Statistic]) -> tuple[str, ...]:
    """The indicators whose figures stand in both, so that `compare_prose` could judge them."""
    printed, told = Terms(table), Terms(prose)
    codes = dict.fromkeys(one.indicator for one in prose if not is_open(one.indicator))
    return tuple(
        code
        for code in codes
        if told.of(code, TOTAL)[0].value is not None and _printed(code, printed).value is not None
    )


def _printed(code: str, printed: Terms) -> Term:
    """The table's figure; a sum that the form does not print is worked out from its rows."""
    found = _cell(code, printed)
    if found.value is not None or found.blank or indicator(code).formula is None:
        return found
    parts = [_cell(term.code, printed, term.applicant or TOTAL) for term in formula_of(code).terms]
    if all(part.value is None for part in parts):
        return found

    def row(term: str, whose: Applicant) -> Decimal | None:
        cell = _cell(term, printed, whose)
        # In a form a row left blank beside filled ones counts as 0, as in its identities.
        return ZERO if cell.value is None and cell.blank else cell.value

    return Term(indicator=code, applicant=TOTAL, value=value_of(code, row), stated=False)


def _cell(code: str, printed: Terms, applicant: Applicant = TOTAL) -> Term:
    """One cell; a total left blank is what its row adds up to."""
    found = next(iter(printed.of(code, applicant)), Term(indicator=code, applicant=applicant))
    if applicant is not TOTAL or found.value is not None or not found.blank:
        return found
    parts = [cell.value for one in COLUMNS for cell in printed.of(code, one) if cell.value is not None]
    if not parts:
        return found
    return Term(indicator=code, applicant=TOTAL, value=sum(parts, ZERO), stated=False)


def _compared(printed: Term, told: Term) -> Finding | None:
    if printed.value is None or told.value is None:
        return None
    if abs(printed.value - told.value) <= printed.slack + told.slack:
        return None
    one_is_none = (printed.value == 0) != (told.value == 0)
    hedged = bool(printed.slack or told.slack)
    rule, kind, severity = (
        ("V-NONE", "text_and_table_disagree_on_none", Severity.ERROR)
        if one_is_none
        else ("V-TEXT", "text_differs_from_table", Severity.NOTICE if hedged else Severity.WARNING)
    )
    named, wording = indicator(told.indicator), rules().prose
    template = "none_message" if one_is_none else "text_message"
    fields = {"stated": shown(told.value), "expected": shown(printed.value)}
    return Finding(
        rule=rule,
        kind=kind,
        severity=severity,
        message=wording[template].format(label=named.name, **fields),
        message_en=wording[f"{template}_en"].format(name_en=named.name_en, **fields),
        terms=(told.pair,),
        stated=told.value,
        expected=printed.value,
    )
