"""Statistics of one report → the operands of its identities. Used by `identities` and `chains`.

Four states, kept apart: a value, a blank cell, a hollow one (a total left blank although its parts are
filled), and nothing at all.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from schema.dictionary.indicators import indicator, is_open
from schema.dictionary.units import EXACT, convert, same_measure
from schema.enums import Applicant, Qualifier
from schema.records.statistic import Statistic

Pair = tuple[str, Applicant]
ZERO = Decimal(0)


class Term(NamedTuple):
    """`value` is in the dictionary's unit of money, else as printed; `slack` is 0 for exact figures.

    `blank` marks a cell that is there and empty, `stated` that a statistic stands behind the term.
    """

    indicator: str
    applicant: Applicant
    value: Decimal | None = None
    slack: Decimal = ZERO
    share: Decimal | None = None
    unit: str = ""
    label: str = ""
    blank: bool = False
    stated: bool = True

    @property
    def pair(self) -> Pair:
        return self.indicator, self.applicant


class Terms:
    """The figures of one report by indicator and applicant; a table's cell stands before prose."""

    def __init__(self, statistics: Iterable[Statistic]) -> None:
        self._held: dict[Pair, list[Statistic]] = {}
        self._stated: dict[Pair, tuple[Term, ...]] = {}
        self._rows: set[str] = set()
        self._terms: dict[Pair, tuple[Term, ...]] = {}  # many identities ask for the same figure
        for statistic in sorted(statistics, key=lambda one: one.source.table is None):
            self._held.setdefault((statistic.indicator, statistic.applicant), []).append(statistic)
            if statistic.source.table is not None:
                self._rows.add(statistic.indicator)

    def of(self, code: str, applicant: Applicant) -> tuple[Term, ...]:
        """One term; for an open breakdown one for each entry, none where there are none."""
        pair = (code, applicant)
        found = self._terms.get(pair)
        if found is None:
            found = self._terms[pair] = self._terms_of(code, applicant)
        return found

    def all(self) -> Iterator[Term]:
        yield from chain.from_iterable(map(self._stated_of, self._held))

    def _terms_of(self, code: str, applicant: Applicant) -> tuple[Term, ...]:
        stated = self._stated_of((code, applicant))
        if is_open(code):
            return stated
        return stated[:1] or (self._absent(code, applicant),)

    def _stated_of(self, pair: Pair) -> tuple[Term, ...]:
        """Made where it is asked for: a stored figure may have a code that the dictionary has no more."""
        found = self._stated.get(pair)
        if found is None:
            found = self._stated[pair] = tuple(map(_term, self._held.get(pair, ())))
        return found

    def _absent(self, code: str, applicant: Applicant) -> Term:
        """A row of a table that says nothing in this column is blank there; no row at all is missing."""
        return Term(indicator=code, applicant=applicant, blank=code in self._rows, stated=False)


def _term(statistic: Statistic) -> Term:
    value = _in_dictionary_unit(statistic)
    return Term(
        indicator=statistic.indicator,
        applicant=statistic.applicant,
        value=value,
        slack=ZERO if value is None else slack(value, statistic.qualifier),
        share=statistic.stated_share,
        unit=statistic.unit,
        label=statistic.label,
        blank=value is None,
    )


def _in_dictionary_unit(statistic: Statistic) -> Decimal | None:
    """Money is converted; 件 and 条 are chosen by taste and stay what they are."""
    unit = indicator(statistic.indicator).unit
    if statistic.value is None or statistic.unit == unit or not same_measure(statistic.unit, unit):
        return statistic.value
    return convert(statistic.value, statistic.unit, unit)


def slack(value: Decimal, qualifier: Qualifier) -> Decimal:
    """What the last printed digit of a rough figure leaves open: 1.5万余 is 15000, give or take 1000."""
    if qualifier is Qualifier.EXACT:
        return ZERO
    exponent = EXACT.normalize(value).as_tuple().exponent
    return Decimal(1) if value == 0 or not isinstance(exponent, int) else Decimal(10) ** exponent
