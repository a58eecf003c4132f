"""Two readings of one report → one: which statement stands where both make one. Used by `extract`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from schema.dictionary.indicators import is_open
from schema.enums import Applicant
from schema.records.statistic import Figure, Statistic

Key = tuple[str, Applicant, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """`figures` are statements that gave way to a different value: kept, but no longer statistics."""

    statistics: tuple[Statistic, ...]
    figures: tuple[Figure, ...]


def merge(
    standing: Sequence[Statistic],
    filling: Iterable[Statistic],
    contradicted: Collection[tuple[str, Applicant]] = (),
) -> Merged:
    """All that stands, and of the rest what it leaves out, in the order of the document.

    A blank cell of a form stands too: a number elsewhere is not what the cell says. `contradicted` are
    statements that what stands speaks against without saying the same, as the rows of a table do against
    a sum that only the text states.
    """
    held = {_key(statistic): statistic for statistic in standing}
    added: dict[Key, Statistic] = {}
    contradicting: list[Figure] = []
    for statistic in filling:
        other = held.get(_key(statistic))
        if (statistic.indicator, statistic.applicant) in contradicted:
            contradicting.append(_as_figure(statistic))
        elif other is None:
            added.setdefault(_key(statistic), statistic)
        elif statistic.value is not None and statistic.value != other.value:
            contradicting.append(_as_figure(statistic))
    statistics = sorted([*standing, *added.values()], key=_position)
    return Merged(tuple(statistics), tuple(contradicting))


def _key(statistic: Statistic) -> Key:
    # Entries of an open breakdown share an indicator and are told apart by their label alone.
    label = statistic.label if is_open(statistic.indicator) else ""
    return statistic.indicator, statistic.applicant, label


def _position(statistic: Statistic) -> int:
    return statistic.source.start or 0


def _as_figure(statistic: Statistic) -> Figure:
    return Figure(
        label=statistic.label,
        value=statistic.value,
        unit=statistic.unit,
        source=statistic.source,
        qualifier=statistic.qualifier,
    )
