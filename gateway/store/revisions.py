"""Two readings of one page → the figures that were changed after publication. Called by `writer`.

Where the readers differ too, a figure that only one of them found says nothing about the page; then
only figures that both found are compared.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from gateway.store.tables import ChangeRow

Key = tuple[str | None, str, int]


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


def changes(
    revision_id: int, before: Mapping[Key, Printed], after: Mapping[Key, Printed], *, same_reader: bool
) -> Iterator[ChangeRow]:
    """What differs, in the order of the new reading, then what is gone."""
    keys = [*after, *(key for key in before if key not in after)]
    compared = keys if same_reader else [key for key in keys if key in before and key in after]
    differing = [key for key in compared if _value(before, key) != _value(after, key)]
    for position, key in enumerate(differing):
        label = (after.get(key) or before[key]).label
        yield ChangeRow(
            revision_id=revision_id,
            position=position,
            indicator=key[0],
            label=label,
            before=_value(before, key),
            after=_value(after, key),
        )


def _value(reading: Mapping[Key, Printed], key: Key) -> Decimal | None:
    printed = reading.get(key)
    return None if printed is None else printed.value
