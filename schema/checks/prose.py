"""Figures of the tables beside those of the text → findings where the same thing is told twice, differently.

V-TEXT: two numbers. V-NONE: one place says there was none, the other that there was some. The table's
figure stands; what the text says is `stated`, what the table says `expected`.
"""

from collections.abc import Sequence

from schema.checks.identity import rules
from schema.checks.terms import Term, Terms
from schema.checks.wording import shown
from schema.dictionary.formula import value_of
from schema.dictionary.indicators import indicator, is_open
from schema.enums import Applicant, Severity
from schema.records.finding import Finding
from schema.records.statistic import Statistic

TOTAL = Applicant.TOTAL


def compare_prose(table: Sequence[Statistic], prose: Sequence[Statistic]) -> tuple[Finding, ...]:
    """In the order of the text, one finding an indicator; blanks and hedged figures in reach say nothing."""
    printed, told = Terms(table), Terms(prose)
    codes = dict.fromkeys(one.indicator for one in prose if not is_open(one.indicator))
    findings = (_compared(_printed(code, printed), told.of(code, TOTAL)[0]) for code in codes)
    return tuple(finding for finding in findings if finding is not None)


def _printed(code: str, printed: Terms) -> Term:
    """The table's figure; a sum that the form does not print is worked out from its rows."""
    found = printed.of(code, TOTAL)[0]
    if found.value is not None or found.blank or indicator(code).formula is None:
        return found
    value = value_of(code, lambda term, whose: next((one.value for one in printed.of(term, whose)), None))
    return Term(indicator=code, applicant=TOTAL, value=value, stated=False)


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
