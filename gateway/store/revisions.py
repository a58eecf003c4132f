"""Two readings of one page → the figures that were changed after publication, and the finding that says so.

Where the readers differ too, a figure that only one of them found says nothing about the page; then
only figures that both found are compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from gateway.store.tables import ChangeRow
from schema.enums import Applicant, Severity
from schema.records.finding import Finding

Key = tuple[str | None, str, int]


RULE, KIND = "S-CHANGE", "change"
# So many changes are told one by one in a finding; `revisions` tells them all.
_TOLD = 5


class Difference(NamedTuple):
    """A figure that is not what it was; None where one of the two has none."""

    key: Key
    label: str
    before: Decimal | None
    after: Decimal | None

    @property
    def term(self) -> tuple[str, Applicant] | None:
        return None if self.key[0] is None else (self.key[0], Applicant(self.key[1]))


class Printed(NamedTuple):
    """A figure of a reading, under a name that the next reading of the same page would give it too."""

    label: str
    value: Decimal | None


def by_key(statistics: Any, figures: Any) -> dict[Key, Printed]:
    """Statistics by indicator, applicant and entry, then figures by label; both as rows or lines."""
    found = {(s.indicator, str(s.applicant), s.entry): Printed(s.label, s.value) for s in statistics}
    counts: dict[str, int] = {}
    for figure in figures:
        nth = counts[figure.label] = counts.get(figure.label, -1) + 1
        found[None, figure.label, nth] = Printed(figure.label, figure.value)
    return found


def differences(
    before: Mapping[Key, Printed], after: Mapping[Key, Printed], *, same_reader: bool
) -> list[Difference]:
    """What differs, in the order of the new reading, then what is gone."""
    keys = [*after, *(key for key in before if key not in after)]
    compared = keys if same_reader else [key for key in keys if key in before and key in after]
    return [
        Difference(key, (after.get(key) or before[key]).label, _value(before, key), _value(after, key))
        for key in compared
        if _value(before, key) != _value(after, key)
    ]


def change_rows(revision_id: int, differing: Sequence[Difference]) -> Iterator[ChangeRow]:
    for position, one in enumerate(differing):
        yield ChangeRow(
            revision_id=revision_id,
            position=position,
            indicator=one.key[0],
            label=one.label,
            before=one.before,
            after=one.after,
        )


def change_finding(differing: Sequence[Difference]) -> Finding:
    """S-CHANGE: a report whose page changed after publication, and in which figures."""
    if not differing:
        return Finding(
            rule=RULE,
            kind=KIND,
            severity=Severity.NOTICE,
            message="首次取得之后，报告文字有改动，数据未变",
            message_en="the report's words were changed after it was first fetched, its figures were not",
        )
    told = [f"{one.label} {_shown(one.before)}→{_shown(one.after)}" for one in differing[:_TOLD]]
    more = len(differing) - len(told)
    return Finding(
        rule=RULE,
        kind=KIND,
        severity=Severity.WARNING,
        message=f"首次取得之后，{len(differing)} 个数据有改动："
        + "；".join([*told, *([f"另有 {more} 个"] if more else [])]),
        message_en=f"{len(differing)} figures were changed after the report was first fetched: "
        + "; ".join([*told, *([f"{more} more"] if more else [])]),
        terms=tuple(dict.fromkeys(term for one in differing if (term := one.term) is not None)),
    )


def _shown(value: Decimal | None) -> str:
    return "—" if value is None else format(value, "f")


def _value(reading: Mapping[Key, Printed], key: Key) -> Decimal | None:
    printed = reading.get(key)
    return None if printed is None else printed.value
