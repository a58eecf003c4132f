"""Printed lines of a PDF → paragraphs, without page numbers and running titles. Under `from_pdf`."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from adapters.documents.pdf.lines import Line
from adapters.documents.pdf.sure import least
from adapters.documents.spaces import join_lines

_PAGE_NUMBER = re.compile(
    r"[-—–－·•~\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,3}(?:\s*页)?)?[-—–－·•~\s]*"
)
_STARTS_ANEW = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|第[一二三四五六七八九十]+[条部章])"
)
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
_WORD = re.compile(r"^[A-Za-z0-9.,%]+")
_ENDS = re.compile(r"[。；！？：;!?:.”）)]$")
_MARGIN = 0.12  # of the page's height
_RUNNING = 60
# In ems.
_FULL = 2.2
_LETTER = 0.65
_FLUSH = 1.0
_TIGHT = 1.2
_LARGER = 1.12
_SMALLER, _SIZE = 0.6, 1.25  # of one paragraph's lines; a title is larger than what follows


@dataclass(frozen=True, slots=True)
class Printed:
    """A line, the height of its page, and whether nothing on the page is above it, or nothing below."""

    line: Line
    height: float
    outermost: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: its margins and the size of its plain text."""

    left: float
    right: float
    em: float


def furniture(printed: Sequence[Printed], pages: int) -> set[int]:
    """Which lines (by index) are page numbers, or stand at the same place of most pages."""
    near = [index for index, each in enumerate(printed) if _in_margin(each)]
    again = Counter(key for key, _ in {(_key(printed[index]), printed[index].line.page) for index in near})
    return {
        index
        for index in near
        if (printed[index].outermost and _PAGE_NUMBER.fullmatch(printed[index].line.text))
        or (
            again[_key(printed[index])] >= max(2, (pages + 1) // 2)
            and len(printed[index].line.text) <= _RUNNING
        )
    }


def _in_margin(each: Printed) -> bool:
    line = each.line
    return line.bottom <= _MARGIN * each.height or line.top >= (1 - _MARGIN) * each.height


def _key(each: Printed) -> tuple[str, int]:
    return re.sub(r"\d+", "#", each.line.text), round(each.line.top / 4)


def setting(lines: Iterable[Line]) -> Setting:
    """The right margin that most lines reach, the left one of those lines, the commonest size."""
    held = list(lines)
    if not held:
        return Setting(0, 0, 1)
    ems = Counter[int]()
    for line in held:
        ems[round(line.em)] += len(line.text)
    em = float(ems.most_common(1)[0][0])
    ends = Counter(round(line.right / 6) for line in held if len(line.text) > 8)
    common = max(ends, key=lambda end: (ends[end], end), default=0) * 6.0
    right = common if ends and ends[round(common / 6)] > 1 else max(line.right for line in held)
    full = [line.left for line in held if line.right >= right - em]
    return Setting(min(full), right, em)


def paragraphs(lines: Sequence[Line], how: Setting) -> list[tuple[Line, str]]:
    """Each with its first line, which is as sure as the least sure of its lines."""
    found: list[list[Line]] = []
    for line in lines:
        if found and (_goes_on(found[-1][-1], line, how) or _is_title(found[-1][-1], line, how)):
            found[-1].append(line)
        else:
            found.append([line])
    return [(_first(group), join_lines([line.text for line in group])) for group in found]


def _first(group: Sequence[Line]) -> Line:
    sure = least(line.sure for line in group)
    return group[0] if sure is None else replace(group[0], sure=sure)


def is_large(line: Line, how: Setting) -> bool:
    return line.em >= _LARGER * how.em


def _goes_on(line: Line, following: Line, how: Setting) -> bool:
    em = max(line.em, following.em)
    # A word or number is not cut: it may stand on the next line though this one has room.
    word = 0 if _ENDS.search(line.text) else len(following.text) - len(_WORD.sub("", following.text, count=1))
    if line.right < how.right - (_FULL + word * _LETTER) * em or following.left > how.left + _FLUSH * em:
        return False
    if not _SMALLER <= line.em / following.em <= _SIZE:
        return False
    if _CHAPTER.match(following.text):
        return False
    return not (_STARTS_ANEW.match(following.text) and _ENDS.search(line.text))


def _is_title(line: Line, following: Line, how: Setting) -> bool:
    """A title over two lines: larger than the text, of one size, close together."""
    return (
        is_large(line, how)
        and abs(line.em - following.em) <= 0.08 * line.em
        and 0 <= following.top - line.bottom + line.em < _TIGHT * 2 * line.em
        and not _STARTS_ANEW.match(following.text)
    )
