"""The national form as text without cells → its lines, by its own labels and units. Called by annex.

Tools print it a cell a line, in rows between blanks, or all run together. A line is its label, its unit
and one number; where digits run into the number of the next line (`216627.告知…`), the form tells that
number. A line of which that does not hold is left out, not guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from adapters.extract.annex.form import Form, Row, bare_label
from adapters.extract.annex.lines import Line, best_column
from adapters.extract.flattened.label_run import loose
from schema.dictionary.indicators import indicator

_WIDE = str.maketrans("０１２３４５６７８９．，（）", "0123456789.,()")
_BLANK = r"[\s|:：\u200b\xad]*"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_VALUE = rf"(?P<value>{_NUMBER}|[-－—–/／]+|无)"
_REMARK = re.compile(r"\s*\([^()]{0,80}\)")
_PRINTED = re.compile(r"\s(?:万元|人次|[条件次篇个人])\s+[\d.,]+")
_STANDS_ALONE = re.compile(
    r"(?:^|[^一-龥、]|其中|万元|人次|[条件次篇个人元]|[\d一二三四五六七八九十]\s*、)\s*$"
)
# What makes a number doubtful: another one behind it, or a sign that makes it the number of a line.
_ANOTHER = re.compile(r"[.、)…]|[\s|:：]*(?!\d{1,2}[.、)]\s*\D)[\d/／－—–-]")
_UNIT = r"(?:万元|人次|[条件次篇个人元])"
_AMOUNT = r"\d+(?:[.,]\d+)*(?!\S)"
_SEVERAL = re.compile(rf"{_UNIT}[\s|]*{_AMOUNT}(?P<more>(?:\s+{_AMOUNT})+)")
_ENDS_IN_VALUE = re.compile(rf"(?:{_UNIT}[\s|]*[\d.,]+|[\d.,]+[\s|]*{_UNIT})[\s|]*$")
_ENDS_LINE = re.compile(r"\n[\s|:：]*\Z")
_FOREIGN_COLUMN = re.compile(r"历年|累计|上年|去年|同比|季度")
_HEADING = re.compile(r"[一二三四五六七八九十]\s*[、.．]|[（(]")
_HEADING_REACH = 120
_ONE_UNIT = 0.9
_NEAR = 12  # lines of the form


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of the form in the text: from and to, and its row."""

    start: int
    end: int
    row: Row


@dataclass(frozen=True, slots=True)
class FlatLines:
    """The lines that are certain, in the text's order, and where the form stands, though none may be certain.

    `span` is None where the text does not hold the form as text.
    """

    lines: list[tuple[Line, Row]]
    span: tuple[int, int] | None


_NOTHING = FlatLines([], None)


def flat_lines(text: str, form: Form, year: int) -> FlatLines:
    """A line that stands there twice with different numbers is left out."""
    plain = text.translate(_WIDE)
    labels = list(_labels(plain, form))
    if len(labels) < form.least or _ENDS_IN_VALUE.search(_before(plain, labels[0])):
        return _NOTHING
    column = _column(plain, labels[0].start, form, year)
    if column is None:
        return _NOTHING
    told = [_line(plain, label, following, column) for label, following in pairwise([*labels, None]) if label]
    lines = _lines(labels, told)
    if 2 * len(lines) < len(told):
        # told in another order: of numbers behind labels few are their own
        return FlatLines([], (labels[0].start, labels[-1].end))
    with_unit = sum(bool(line.unit) for line, _ in lines.values())
    if len(lines) < form.least or with_unit < _ONE_UNIT * len(lines):
        return _NOTHING
    mixed = _mixed_up(plain, labels, told) | _apart(plain, labels, told)
    certain = _once([each for at, each in lines.items() if at not in mixed and each[0].unit])
    if not certain:
        return FlatLines([], (labels[0].start, labels[-1].end))
    return FlatLines(certain, (certain[0][0].start, max(line.end for line, _ in certain)))


def _lines(labels: Sequence[_Label], told: Sequence[Line | None]) -> dict[int, tuple[Line, Row]]:
    """Those of which a value or a blank is certain, by their number."""
    both = enumerate(zip(told, labels, strict=True))
    return {at: (line, label.row) for at, (line, label) in both if line is not None}


def _labels(text: str, form: Form) -> Iterator[_Label]:
    head: str | None = None
    for found in _pattern(form).finditer(text):
        if not _STANDS_ALONE.search(text[max(0, found.start() - 8) : found.start()]):
            continue
        row = form.row(found.group(), head)
        if row is None:
            continue
        head = row.indicator if row.head else head
        yield _Label(found.start(), found.end(), row)


@cache
def _pattern(form: Form) -> re.Pattern[str]:
    labels = {label for row in form.rows for label in row.labels}
    return re.compile("|".join(map(loose, sorted(labels, key=lambda label: (-len(label), label)))))


def _before(text: str, label: _Label) -> str:
    """What stands before the first label, less the headings above it."""
    above = text[max(0, label.start - _HEADING_REACH) : label.start]
    return re.sub(r"\s*\(?(?:[一二三四五六七八九十]+|\d)[)、.]\s*$", "", above)


@dataclass(frozen=True, slots=True)
class _Column:
    """Which of the numbers of a line to read, of how many, and what its column is called."""

    at: int
    of: int
    title: str


def _column(text: str, first: int, form: Form, year: int) -> _Column | None:
    """By the heading; where that is lost or broken a line may have only one number."""
    above = text[max(0, first - _HEADING_REACH) : first]
    anchors = list(form.anchor.finditer(above))
    heading = above[anchors[-1].end() :] if anchors else above
    unit = re.search(r"单\s*位", heading) if anchors else None
    titles = _HEADING.split(heading[unit.end() :])[0].replace("|", " ").split() if unit else []
    if not titles:
        return None if _FOREIGN_COLUMN.search(heading) else _Column(0, 1, "")
    at = best_column(titles, range(len(titles)), form, year)
    return None if at is None else _Column(at, len(titles), titles[at])


def _line(text: str, label: _Label, following: _Label | None, column: _Column) -> Line | None:
    """None where the number is not certain; a line without one is blank."""
    stop = following.start if following else len(text)
    begin = _after_remark(text, label.end, stop)
    end, joined = _less_number(text[begin:stop], following)
    gap = text[begin : begin + end]
    found = _cells(indicator(label.row.indicator).unit, column.of).match(gap)
    if found is None:
        return None
    values = [found[f"value{at}"] or "" for at in range(column.of)]
    rest = gap[found.end() :]
    if _ANOTHER.match(rest) or (column.of > 1 and not all(values)):
        return None
    value = values[column.at]
    last = begin + found.end()
    return Line(
        label=bare_label(text[label.start : label.end]),
        unit="".join((found["unit"] or "").split()),
        value=value,
        column=column.title,
        start=label.start,
        end=last,
        inferred=joined and bool(value) and not rest.strip() and text[last : last + 1].isdigit(),
    )


def _mixed_up(text: str, labels: Sequence[_Label], told: Sequence[Line | None]) -> frozenset[int]:
    """The lines, by their number, whose numbers may be others': a line with several has them from lines that
    lack theirs, and all between are in doubt, on either side up to as many such lines as numbers too many.
    A tool tells out of order what stands near, not what stands a page away.
    """
    more = [
        0 if line else _count_more(text[label.end : (following or label).start])
        for line, (label, following) in zip(told, pairwise([*labels, None]), strict=True)
        if label
    ]
    lacks = [at for at, line in enumerate(told) if not more[at] and not (line and line.value)]
    mixed: set[int] = set()
    for at, count in enumerate(more):
        above = [each for each in lacks if at - _NEAR <= each < at]
        below = [each for each in lacks if at < each <= at + _NEAR]
        if count:
            mixed.update(range(min(above[-count:], default=at), max(below[:count], default=at) + 1))
    return frozenset(mixed)


def _apart(text: str, labels: Sequence[_Label], told: Sequence[Line | None]) -> frozenset[int]:
    """The lines, by their number, whose value stands under them and may be the next's: most stand beside."""
    valued = [(at, label, line) for at, (label, line) in enumerate(zip(labels, told, strict=True)) if line]
    under = {
        at
        for at, label, line in valued
        if line.value and _ENDS_LINE.search(text, label.end, line.end - len(line.value))
    }
    filled = sum(bool(line.value) for _, _, line in valued)
    return frozenset(under) if 2 * len(under) < filled else frozenset()


def _count_more(gap: str) -> int:
    """How many numbers stand behind the first one of a line."""
    found = _SEVERAL.search(gap)
    return len(found["more"].split()) if found else 0


@cache
def _cells(unit: str, columns: int) -> re.Pattern[str]:
    """Unit and values after a label; the unit may be broken over two lines, or stand in brackets."""
    values = r"[\s|]+".join(_VALUE.replace("value", f"value{at}") for at in range(columns))
    signs = r"\s*".join(map(re.escape, unit))
    return re.compile(rf"{_BLANK}(?P<unit>\(?{signs}\)?)(?:{_BLANK}{values})?")


def _after_remark(text: str, start: int, stop: int) -> int:
    """Past remarks in brackets, unless a unit and a number have got among their words."""
    while (found := _REMARK.match(text, start, stop)) and not _PRINTED.search(found.group()):
        if re.fullmatch(_UNIT, found.group().strip(" ()\n")):
            break
        start = found.end()
    return start


def _less_number(gap: str, following: _Label | None) -> tuple[int, bool]:
    """How long the gap is without the number of the next line, and whether it ends in such a number."""
    number = following.row.number if following else None
    if number is None:
        return len(gap), False
    found = re.search(rf"{number}\s*[.、]\s*(?:其中[:：]?)?\s*$", gap)
    return (found.start(), True) if found else (len(gap), False)


def _once(lines: Sequence[tuple[Line, Row]]) -> list[tuple[Line, Row]]:
    said: dict[str, set[str]] = {}
    for line, row in lines:
        said.setdefault(row.indicator, set()).add(line.value)
    return [(line, row) for line, row in lines if len(said[row.indicator]) == 1]
