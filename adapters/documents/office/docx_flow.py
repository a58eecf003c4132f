"""The elements of a Word file's body → paragraphs and tables in order. Under `from_docx`."""

import re
from collections.abc import Iterator

from lxml import etree

from adapters.documents.assemble import Part, Piece
from adapters.documents.limits import MAX_CELLS, MAX_PARAGRAPHS, MAX_SPAN, Overfull
from adapters.documents.office.docx_numbering import Numbering, W
from adapters.documents.spaces import join_lines, squeeze

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Around content without meaning of their own.
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink")
)
# What was struck out, and older pictures of what stands beside it.
_GONE = frozenset((*(f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "instrText")), _FALLBACK))
_DATA = 4  # cells of a table that says something
_NOTE_MARK = re.compile(r"[\[［(（〔【]?(?:注|备注)?[\d①-⑳*]{1,2}[\]］)）〕】]?")


class Flow:
    """Walks a body. It counts what it has read, so that no file goes on without end."""

    def __init__(self, numbers: Numbering) -> None:
        self._numbers = numbers
        self._paragraphs = 0

    def parts(self, body: etree._Element) -> Iterator[Part]:
        """Paragraphs as text, tables as pieces. One of one cell, or round others, only arranges these."""
        for child in _inside(body):
            if child.tag == f"{W}p":
                lines, boxes = self._lines(child)
                yield from filter(None, lines)
                for box in boxes:
                    yield from self.parts(box)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)

    def _table(self, table: etree._Element) -> Iterator[Part]:
        rows = [row for row in _inside(table) if row.tag == f"{W}tr" and not _struck_out(row)]
        cells = [cell for row in rows for cell in _inside(row) if cell.tag == f"{W}tc"]
        if len(cells) > MAX_CELLS:
            raise Overfull(f"a table has {len(cells)} cells, more than {MAX_CELLS}")
        if len(cells) == 1 or _holds_table(table):
            for cell in cells:
                yield from self.parts(cell)
            return
        pieces: list[Piece] = []
        latest: dict[int, int] = {}
        for index, row in enumerate(rows):
            self._row(row, index, pieces, latest)
        if any(piece.text for piece in pieces):
            yield pieces

    def _row(self, row: etree._Element, index: int, pieces: list[Piece], latest: dict[int, int]) -> None:
        """Adds the cells of a row. A cell that goes on from above makes the `latest` of its column longer."""
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), least=0)
        for cell in _inside(row):
            if cell.tag != f"{W}tc":
                continue
            wide = _number(cell.find(f"{W}tcPr/{W}gridSpan"), least=1)
            above = latest.get(column) if _goes_on(cell) else None
            if above is not None and pieces[above].row + pieces[above].row_span == index:
                pieces[above] = pieces[above]._replace(row_span=index - pieces[above].row + 1)
            elif not (_merged_left(cell) and pieces and pieces[-1].row == index):
                latest[column] = len(pieces)
                pieces.append(Piece(self._cell(cell), index, column, 1, wide))
            else:
                pieces[-1] = pieces[-1]._replace(column_span=pieces[-1].column_span + wide)
            column += wide

    def _cell(self, cell: etree._Element) -> str:
        return join_lines(list(self._inner_lines(cell)))

    def _inner_lines(self, box: etree._Element) -> Iterator[str]:
        """All lines in a cell or a text box, those of tables within it too."""
        for child in _inside(box):
            if child.tag == f"{W}p":
                lines, boxes = self._lines(child)
                yield from lines
                for inner in boxes:
                    yield from self._inner_lines(inner)
            elif child.tag in {f"{W}tbl", f"{W}tr", f"{W}tc"}:
                yield from self._inner_lines(child)

    def _lines(self, paragraph: etree._Element) -> tuple[list[str], list[etree._Element]]:
        """The lines of a paragraph, and the text boxes that hang on it."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise Overfull(f"it has more than {MAX_PARAGRAPHS} paragraphs")
        boxes: list[etree._Element] = []
        lines = [squeeze(line) for line in "".join(_said(paragraph, boxes)).split("\n")]
        if any(lines) and (label := self._numbers.label(paragraph)):
            lines[0] = squeeze(label + lines[0])
        return lines, boxes


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    """The children, and those of wrappers among them."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _inside(child)
        elif child.tag not in _GONE:
            yield child


def _holds_table(table: etree._Element) -> bool:
    inner = table.iterdescendants(f"{W}tbl")
    return any(sum(1 for _ in each.iterdescendants(f"{W}tc")) >= _DATA for each in inner)


def _said(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}r" and _is_unseen(child):
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in {f"{W}tab", f"{W}ptab"}:
            yield " "
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag not in _GONE:
            yield from _said(child, boxes)


def _is_unseen(run: etree._Element) -> bool:
    """Hidden or struck-out text, and a raised number: the mark of a note."""
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    if any(_is_on(look.find(f"{W}{name}")) for name in ("vanish", "strike", "dstrike")):
        return True
    raised = look.find(f"{W}vertAlign")
    if raised is None or raised.get(f"{W}val") != "superscript":
        return False
    return _NOTE_MARK.fullmatch("".join(each.text or "" for each in run.iter(f"{W}t"))) is not None


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def _struck_out(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _goes_on(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _merged_left(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}hMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _number(element: etree._Element | None, *, least: int) -> int:
    said = element.get(f"{W}val", "")[:6] if element is not None else ""
    return min(max(int(said), least), MAX_SPAN) if said.isdecimal() else least
