"""Figures and names that stand under each other on a PDF page → their columns. Under `pdf.unruled`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.documents.pdf.lines import Line

Stretch = tuple[float, float]
"""From where to where something reaches."""


@dataclass(slots=True)
class Column:
    """`figures` and `names` are where they reach; a column without figures is blank."""

    figures: Stretch | None
    names: Stretch | None = None
    said: list[Line] = field(default_factory=list)

    @property
    def reach(self) -> Stretch:
        """Where its figures stand; of a blank column where its name does."""
        return self.figures or self.names or (0.0, 0.0)


def columns_of(
    figures: Sequence[Line], heading: Sequence[Sequence[Line]], side: float
) -> list[Column] | None:
    """`heading` are the words over the figures line by line, `side` is where the words beside them end.

    None where a name may stand over either of two columns, or two figures' columns under one name.
    """
    columns = [Column(stretch) for stretch in united(figures)]
    heads = _heads(heading, columns)
    free = [head for head in heads if not any(_meet(head.names, column.figures) for column in columns)]
    for head in heads:
        under = [column for column in columns if _meet(head.names, column.figures)]
        if len(under) == 1:
            if under[0].names:
                return None
            under[0].names, under[0].said = head.names, head.said
    return _with_free(columns, free, side)


def united(words: Sequence[Line]) -> list[Stretch]:
    """Where words stand that overlap each other."""
    found: list[Stretch] = []
    for word in sorted(words, key=lambda word: word.left):
        if found and word.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], word.right))
        else:
            found.append((word.left, word.right))
    return found


def column_at(word: Line, columns: Sequence[Column]) -> int | None:
    """The one column that a word stands in, its names' reach counted where its figures' does not decide."""
    for reaches in ([each.reach for each in columns], [each.names for each in columns]):
        found = [at for at, reach in enumerate(reaches) if _meet((word.left, word.right), reach)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def over(word: Line, columns: Sequence[Column]) -> tuple[int, int] | None:
    """The first and the last column that a word stands over."""
    found = [at for at, column in enumerate(columns) if _meet((word.left, word.right), reach_of(column))]
    return (found[0], found[-1]) if found else None


def _heads(heading: Sequence[Sequence[Line]], columns: Sequence[Column]) -> list[Column]:
    """The names of columns, built up from the lowest line; what stands over several of them is none."""
    heads: list[Column] = []
    for line in reversed(heading):
        for word in line:
            stretch = (word.left, word.right)
            if sum(_meet(stretch, column.figures) for column in columns) > 1:
                continue
            below = [head for head in heads if _meet(stretch, head.names)]
            if len(below) == 1:
                _widen(below[0], word)
            elif not below:
                heads.append(Column(None, stretch, [word]))
    return sorted(_one_over_each(heads, columns), key=lambda head: head.names or (0.0, 0.0))


def _one_over_each(heads: list[Column], columns: Sequence[Column]) -> list[Column]:
    """Words side by side over the same figures (总 计) are one name."""
    kept: list[Column] = []
    for head in sorted(heads, key=lambda head: head.names or (0.0, 0.0)):
        last = kept[-1] if kept else None
        shared = last and any(_meet(last.names, c.figures) and _meet(head.names, c.figures) for c in columns)
        if last and shared:
            for word in head.said:
                _widen(last, word)
        else:
            kept.append(head)
    return kept


def _widen(head: Column, word: Line) -> None:
    left, right = head.names or (word.left, word.right)
    head.names = min(left, word.left), max(right, word.right)
    head.said.append(word)


def _with_free(columns: list[Column], free: Sequence[Column], side: float) -> list[Column] | None:
    """With the names that stand over no figures: of columns beside them, or of blank ones."""
    bare = [column for column in columns if not column.names]
    if bare and free and not _match(columns, bare, free):
        return None
    blank = [head for head in free if not any(column.said is head.said for column in columns)]
    blank = [head for head in blank if (head.names or (0.0, 0.0))[0] >= side]
    return sorted([*columns, *blank], key=lambda column: reach_of(column)[0])


def _match(columns: Sequence[Column], bare: Sequence[Column], free: Sequence[Column]) -> bool:
    """Gives columns the names beside their figures: all on the same side. False where that is not certain."""
    sides = []
    for step in (-1, 1):
        found = [_beside(column, columns, free, step) for column in bare]
        sides.append(found if all(found) and len({id(each) for each in found}) == len(found) else None)
    certain = [each for each in sides if each]
    if len(certain) == 2 and [id(each) for each in certain[0]] != [id(each) for each in certain[1]]:
        return False
    for column, head in zip(bare, certain[0] if certain else (), strict=False):
        if head:
            column.names, column.said = head.names, head.said
    return bool(certain)


def _beside(column: Column, columns: Sequence[Column], free: Sequence[Column], step: int) -> Column | None:
    """The name next to a column's figures on one side, if no other column lies between."""
    whole = sorted([*columns, *free], key=lambda each: reach_of(each)[0])
    at = next(at for at, each in enumerate(whole) if each is column) + step
    found = whole[at] if 0 <= at < len(whole) else None
    return found if any(each is found for each in free) else None


def reach_of(column: Column) -> Stretch:
    reaches = [reach for reach in (column.figures, column.names) if reach]
    return min(left for left, _ in reaches), max(right for _, right in reaches)


def _meet(one: Stretch | None, other: Stretch | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
