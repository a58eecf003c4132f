"""Plain text or Markdown from another tool → Document. The text entry of the dispatch table in `open.py`.

Such text keeps tables in one of three ways: cells between bars or tabs, or columns set with spaces
(`aligned.py`). Everything else is paragraphs, joined again where the tool has wrapped them.
"""

import re
from collections.abc import Iterator, Sequence

from adapters.documents.assemble import Part, Piece, assemble
from adapters.documents.document import Document
from adapters.documents.spaces import INVISIBLE, join_lines, squeeze, width
from adapters.documents.text.aligned import NO_NUMBER, aligned_parts, is_row
from adapters.documents.text.bar_lines import bars_in_place
from adapters.documents.text.list_rows import with_list_rows
from adapters.documents.text.quoted_lines import whole_rows
from adapters.documents.text.radicals import whole_characters
from adapters.documents.text.ruled_lines import with_bars
from adapters.errors import DocumentUnreadable

MAX_LINES = 200_000
# Borders drawn with the signs for it: upright ones are bars, a line with any other is a rule.
_DRAWN = dict.fromkeys(map(ord, "│┃║"), "|")
_RULE = re.compile(
    r"[\s|]*[─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╟╢╤╧╪╫┏┓┗┛┣┫┳┻╋].*|\+(?:[-=]+\+)+"
    r"|[=\-_*]{4,}.*|\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*"
)
# A bar with a space beside it, at the end, or another bar; one within a word is a sign of the text.
_BARS = re.compile(r" \| |\S\| \S|\S ?\|$|\|\s*\|")
_FILLED_UP = re.compile(r"\|{2,}$")
_BLANK_WITHIN = re.compile(r"\|{2,}(?!$|\|)")
# What Markdown, reStructuredText, Org, AsciiDoc and wikis put before headings, and Markdown around words.
_MARKUP = re.compile(
    r"^\s*(?:#{1,6}\s+|={1,6}\s+|\*{1,6}\s+|h[1-6]\.\s+|\.\. rubric::\s+|>\s+)|\s={1,6}$|\*\*"
)
# Signs that print nothing; some tools strew them among digits.
_NOTHING = dict.fromkeys(map(ord, "\x00" + INVISIBLE))
# The backslash by which Markdown keeps a sign from being markup: 10\\.31.
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
# Tags within words, which Markdown lets stand.
_INLINE = re.compile(r"</?(?:span|font|strong|em|sup|sub|[biu])\b[^<>]{0,400}>", re.IGNORECASE)
_STROKE = re.compile(r"(?<=[一-龥])(?: / ?| ?/ )(?=[一-龥])")
_HAN = re.compile(r"[一-龥]")
_STREWN = re.compile(r"(?<=[一-龥]) (?=[一-龥])")
_MOSTLY = 0.6
_KEY = re.compile(r"([^\s:：|]{2,12})\s*[:：]\s*(\S.*)?")
_STARTS_ANEW = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]\d+[）)]|第[一二三四五六七八九十]+[条部章])"
)
_SEVERAL = 2
# A line that reaches this near to the widest one was cut by the tool, not ended by its author.
_WRAP_SLACK = 5
_WRAP_LEAST = 50


def from_text(text: str, *, body: bytes, url: str) -> Document:
    """Raises DocumentUnreadable for more than MAX_LINES lines."""
    plain = whole_characters(text.translate(_DRAWN | _NOTHING))
    plain = _STROKE.sub("/", _closed_up(_ESCAPED.sub("", _INLINE.sub("", plain))))  # 本年增 / 减
    lines = [line.rstrip(" \r\n\u3000") for line in plain.splitlines()]
    if len(lines) > MAX_LINES:
        raise DocumentUnreadable(f"the text has more than {MAX_LINES} lines", url=url)
    lines = with_list_rows(whole_rows(lines))
    meta = _front_matter(lines)
    lines = bars_in_place(with_bars(lines))
    return assemble(
        _parts(lines, packed=_is_packed(lines)),
        body=body,
        url=url,
        media_type="text/plain",
        headline=_headline(lines),
        meta=meta,
    )


def _closed_up(text: str) -> str:
    """Without the blank that a tool has put between any two characters: 工 作 年 度 报 告."""
    strewn = _STREWN.sub("", text)
    return strewn if len(text) - len(strewn) > _MOSTLY * len(_HAN.findall(text)) else text


def _front_matter(lines: Sequence[str]) -> dict[str, str]:
    """`name: value` lines that a crawler puts above a rule (`====`); they stay paragraphs as well."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines[:30]):
        if _RULE.fullmatch(line.strip()) and line.strip() and index > 0:
            return found
        if matched := _KEY.fullmatch(squeeze(line)):
            found.setdefault(matched.group(1).lower(), matched.group(2) or "")
        elif len(line) > 200:
            break
    return {}


def _headline(lines: Sequence[str]) -> str | None:
    marked = next((line for line in lines[:40] if line.startswith("# ")), None)
    return squeeze(marked[2:]) if marked else None


def _is_packed(lines: Sequence[str]) -> bool:
    """Whether rows have been closed up to the left and filled up at the right: then several blank cells end
    some rows of numbers and none stands between others, neither for spans nor for what is not told.
    """
    ends = False
    for line in lines:
        cells = _cells(line)
        first, last = _filled(cells)
        if not all(cells[first:last]):
            return False
        ends = ends or (last < len(cells) - _SEVERAL and cells[last - 1].isdecimal())
    return ends


def _filled(cells: Sequence[str]) -> tuple[int, int]:
    """Where the first and behind where the last cell with text stands."""
    places = [at for at, cell in enumerate(cells) if cell]
    return (places[0], places[-1] + 1) if places else (0, 0)


def _parts(lines: Sequence[str], *, packed: bool) -> Iterator[Part]:
    """Runs of lines of one kind, each made into its parts."""
    wrap = _wrap_width(lines)
    index = 0
    while index < len(lines):
        if _cells(lines[index]):
            end = _run_of_cells(lines, index)
            if pieces := _bar_table(lines[index:end], packed=packed):
                yield pieces
        else:
            end = _run_of_prose(lines, index)
            for part in aligned_parts(lines[index:end]):
                yield from _paragraphs(part, wrap) if isinstance(part, list) else (part.pieces,)
        index = end


def _run_of_cells(lines: Sequence[str], start: int) -> int:
    end = start
    while end < len(lines) and (_cells(lines[end]) or _RULE.fullmatch(lines[end].strip())):
        end += 1
    return end


def _run_of_prose(lines: Sequence[str], start: int) -> int:
    end = start
    while end < len(lines) and not _cells(lines[end]):
        end += 1
    return end


def _cells(line: str) -> list[str]:
    """The cells of a line between bars or tabs; empty for a line of prose."""
    bare = line.strip()
    if _BARS.search(bare) or (bare.startswith("|") and bare.count("|") > 1):
        return [_cell(cell) for cell in bare.split("|")]
    if bare and "\t" in line.strip(" "):
        return [_cell(cell) for cell in line.strip(" ").split("\t")]
    return []


def _cell(text: str) -> str:
    cell = squeeze(text)
    if cell.startswith('"') and cell.endswith('"'):  # as spreadsheets write a cell with a line end or a quote
        return cell[1:-1].replace('""', '"')
    return "" if cell in NO_NUMBER else cell


def _bar_table(lines: Sequence[str], *, packed: bool) -> list[Piece]:
    """A bar that begins or ends every row is a border; where only some rows have it, it parts cells.

    The last row may lack it at its end: some tools leave it out there. Bars at the end with nothing
    between them are no blank cells: tools that drop blank cells fill up their rows so; where such bars
    stand within rows too, blank cells are kept.
    Where tools put two borders between cells, every second cell is blank in every row, and no cell.
    A row of nothing but bars is none.
    """
    told = (_cells(line) for line in lines if not _RULE.fullmatch(line.strip()))
    rows = [cells for cells in told if any(cells)]
    if not rows:
        return []
    bare = [line.strip() for line in lines]
    if packed or (any(map(_FILLED_UP.search, bare)) and not any(map(_BLANK_WITHIN.search, bare))):
        rows = [_without_last_blanks(cells) for cells in rows]
    if all(not cells[0] for cells in rows):
        rows = [cells[1:] for cells in rows]
    if all(not cells[-1] for cells in rows[:-1] or rows):
        rows = [cells if cells[-1] else cells[:-1] for cells in rows]
    if _is_counted(rows):
        rows = [cells[1:] for cells in rows]
    if max(map(len, rows)) > 2 and not any(any(cells[1::2]) for cells in rows):
        rows = [cells[::2] for cells in rows]
    return [
        Piece(text=_unmarked(text), row=row, column=column)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]


def _is_counted(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a program has written the number of each row before it: blank in headings, then 0, 1, 2."""
    counted = [cells[0] for cells in rows if cells[0]]
    return 1 < len(counted) < len(rows) and [cells[0] for cells in rows[-len(counted) :]] == [
        str(at) for at in range(len(counted))
    ]


def _without_last_blanks(cells: Sequence[str]) -> list[str]:
    filled = max((at for at, cell in enumerate(cells) if cell), default=0)
    return list(cells[: filled + 1])


def _unmarked(line: str) -> str:
    return squeeze(_MARKUP.sub("", line))


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which a tool has cut the lines, or None where lines are whole paragraphs."""
    widths = [width(line) for line in lines if not is_row(line) and width(line) >= _WRAP_LEAST]
    if len(widths) < 5:
        return None
    full = {wrap: sum(wrap - _WRAP_SLACK <= each <= wrap for each in widths) for wrap in set(widths)}
    wrap = max(full, key=lambda each: (full[each], -each))
    return wrap if full[wrap] >= 0.5 * len(widths) else None


def _paragraphs(lines: Sequence[str], wrap: int | None) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        if held and not _goes_on(held[-1], line, wrap):
            yield join_lines([_unmarked(part) for part in held])
            held = []
        if squeeze(line) and not _RULE.fullmatch(line.strip()):
            held.append(line)
    if held:
        yield join_lines([_unmarked(part) for part in held])


def _goes_on(line: str, following: str, wrap: int | None) -> bool:
    if wrap is None or not following.strip():
        return False
    return width(line) >= wrap - _WRAP_SLACK and not _STARTS_ANEW.match(following)
