"""The pages of a PDF → Document. The PDF entry of the dispatch table in `open.py`.

Tables that a page break cuts are joined, paragraphs go on over pages, page numbers and running titles
go. A scan is said to be one; its letters are recognised only where that is switched on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.documents.assemble import OnPage, assemble
from adapters.documents.document import Document
from adapters.documents.limits import Overfull, check_size
from adapters.documents.pdf.apart import Unread, read_apart
from adapters.documents.pdf.halves import leaves
from adapters.documents.pdf.ink import UNKNOWN, Ink
from adapters.documents.pdf.join import goes_on, have_columns_alike, joined, with_spilt
from adapters.documents.pdf.lines import Line, lines
from adapters.documents.pdf.marks import without_marks
from adapters.documents.pdf.menu import without_menu
from adapters.documents.pdf.prose import Printed, Setting, furniture, is_large, paragraphs, setting
from adapters.documents.pdf.spilt import with_spilt_columns
from adapters.documents.pdf.streams import check_streams
from adapters.documents.pdf.table import Sheet, sheets
from adapters.documents.pdf.unruled import unruled
from adapters.documents.scan.clear import FEW_LETTERS, cleared
from adapters.documents.scan.recognition import HOW, is_on, recognised
from adapters.errors import DocumentUnreadable

_MOST_UNKNOWN = 0.2
_TITLE = re.compile(r"报告|報告|年报|年報")
_LONGEST_TITLE = 120


Run = Sheet | list[Line]


def from_pdf(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
    """Raises DocumentUnreadable for a scan, a locked or broken file, and for one past the limits."""
    try:
        check_size(body)
        check_streams(body)
        inks, title = read_apart(body)
        if is_on():
            inks = _with_pictures_read(inks, body, url)
    except Overfull as error:
        raise DocumentUnreadable(f"this is a PDF past what is read: {error}", url=url) from error
    except Unread as error:
        raise DocumentUnreadable(f"this is a PDF {error}", url=url) from error
    _check_letters(inks, url)
    return document_of(inks, body=body, url=url, media_type="application/pdf", title=title)


def document_of(inks: Sequence[Ink], *, body: bytes, url: str, media_type: str, title: str = "") -> Document:
    """What the pages say. `title` is the one that the file gives itself."""
    found = [without_menu(leaf) for leaf in with_spilt_columns(leaves(inks))]
    pages = [leaf.number for leaf in found]
    things, how = _things([replace(leaf, number=at) for at, leaf in enumerate(found)])
    headline = _headline(things, how)
    return assemble(
        (replace(part, page=pages[part.page]) for part in _parts(_runs(things), how)),
        body=body,
        url=url,
        media_type=media_type,
        headline=headline,
        meta={"title": title} if title and not headline and _TITLE.search(title) else {},
    )


def _with_pictures_read(inks: Sequence[Ink], body: bytes, url: str) -> list[Ink]:
    """Raises DocumentUnreadable or Unread."""
    pictures = [ink.number for ink in inks if _is_illegible(ink)]
    if not pictures:
        return list(inks)
    alone = len(pictures) == len(inks)
    seen = {ink.number: ink for ink in cleared(recognised(body, pictures), url, alone=alone)}
    return [seen.get(ink.number, ink) for ink in inks]


def _is_illegible(ink: Ink) -> bool:
    """A picture of a page, a page whose letters are drawn, or one whose fonts do not say which they are."""
    letters = [glyph.text for glyph in ink.glyphs if glyph.text.strip()]
    return ink.picture or letters.count(UNKNOWN) >= _MOST_UNKNOWN * len(letters)


def _check_letters(inks: Sequence[Ink], url: str) -> None:
    letters = [glyph for ink in inks if not ink.picture for glyph in ink.glyphs if glyph.text.strip()]
    if len(letters) < FEW_LETTERS and any(ink.picture or not ink.glyphs for ink in inks):
        raise DocumentUnreadable(
            "this is a PDF of scanned paper: its pages are pictures without a text of their own; find the "
            f"report as a page or text, or {HOW}",
            url=url,
        )
    said = [glyph.text for glyph in letters if glyph.sure is None]
    if said.count(UNKNOWN) > _MOST_UNKNOWN * len(said):
        raise DocumentUnreadable(
            "this is a PDF whose fonts do not say which letters they draw; find the report as a page or "
            f"text, or {HOW}",
            url=url,
        )


def _things(inks: Sequence[Ink]) -> tuple[list[Sheet | Line], Setting]:
    """Tables and lines, page by page from top to bottom, without furniture; and how the text is set."""
    tables: list[Sheet] = []
    printed: list[Printed] = []
    for ink in inks:
        if not ink.picture:
            ink.glyphs = without_marks(ink.glyphs)
            found, rest = sheets(ink)
            more, left = unruled(lines(rest, ink.number), ink.across)
            tables.extend([*found, *more])
            printed.extend(_printed(ink, left, [*found, *more]))
    dropped = furniture(printed, len(inks))
    kept = [each.line for index, each in enumerate(printed) if index not in dropped]
    return sorted([*tables, *kept], key=lambda thing: (thing.page, thing.top)), setting(kept)


def _printed(ink: Ink, found: Sequence[Line], tables: Sequence[Sheet]) -> Iterator[Printed]:
    """A page number is the first or the last that is printed on a page."""
    tops = [*(line.top for line in found), *(table.top for table in tables)]
    for line in found:
        yield Printed(line, ink.height, outermost=line.top in {min(tops), max(tops)})


def _headline(things: Sequence[Sheet | Line], how: Setting) -> str | None:
    """The largest text of the first page that has any, if it is larger than the plain text."""
    first = [thing for thing in things if isinstance(thing, Line) and thing.page == things[0].page]
    large = [
        (line.em, text)
        for line, text in paragraphs(first, how)
        if is_large(line, how) and len(text) <= _LONGEST_TITLE and _TITLE.search(text)
    ]
    return max(large, key=lambda each: each[0])[1] if large else None


def _runs(things: Sequence[Sheet | Line]) -> list[Run]:
    """Tables, those that a page break cuts joined, and between them all lines that follow each other."""
    runs: list[Run] = []
    for thing in things:
        if isinstance(thing, Line):
            last = runs[-1] if runs else None
            if isinstance(last, list):
                last.append(thing)
            else:
                runs.append([thing])
        elif not _goes_on(runs, thing):
            runs.append(thing)
    return runs


def _goes_on(runs: list[Run], thing: Sheet) -> bool:
    """Joins the table to the last one, if it is one with it, and what a page break has spilt between them."""
    spilt = runs[-1] if runs and isinstance(runs[-1], list) else []
    before = runs[-2:-1] if spilt else runs[-1:]
    last = before[0] if before else None
    if not isinstance(last, Sheet) or last.last_page >= thing.page or not goes_on(last, thing):
        return False
    if spilt and (spilt[-1].page != last.last_page or not have_columns_alike(last, thing)):
        return False
    whole = with_spilt(last, spilt)
    if whole is None:
        return False
    runs[-2 if spilt else -1 :] = [joined(whole, thing)]
    return True


def _parts(runs: Sequence[Run], how: Setting) -> Iterator[OnPage]:
    for run in runs:
        if isinstance(run, Sheet):
            yield OnPage(run.pieces, run.page)
        else:
            yield from (OnPage(text, line.page, line.sure) for line, text in paragraphs(run, how))
