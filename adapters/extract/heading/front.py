"""What stands above a report's first sentence, and the titles found there. Read by `heading`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from adapters.documents.document import Document
from adapters.extract.heading.fields import Fields, rules
from adapters.extract.simplified import simplified
from adapters.titles import Title, read_title

_FRONT_LIMIT = 8_000
_LEAD_LIMIT = 3_000
_LONGEST_TITLE = 80
_WORD = r"[^\s,，。;；:：|]"
_INLINE = re.compile(
    rf"{_WORD}{{0,40}}[ \u3000]?20\d{{2}}年(?:度)?{_WORD}{{0,40}}公开{_WORD}{{0,14}}(?:报告|年报)"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_LABELLED = re.compile(r"[^:：]{2,6}[:：]")
# 泸州市人民政府门户网站 behind a title, and remarks in brackets that say nothing of year or body.
_REMARK = re.compile(r"[(（][^()（）]*[)）]$")
_SAYS_SOMETHING = re.compile(r"\d{4}|政府|办|局|委|公开")
_SITE = re.compile(r"(?<=[告报)）])\s*[_|\-—–>»].*$")


Origin = Literal["line", "page", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words that may be the report's title, as printed; `title` is None where they say nothing of one.

    `origin` is where they stand: a line of the report, the page's own title, or a run of text.
    """

    text: str
    title: Title | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """`head` stands above the first sentence, `lead` follows, as far as period and author are told."""

    head: str
    lead: str


def front_of(document: Document) -> Front:
    """Cut at the first sentence of the report; a page that has none is all head, up to a limit."""
    text = document.text
    found = lead_pattern().search(simplified(text[:_FRONT_LIMIT]))
    start = found.start() if found else min(len(text), _FRONT_LIMIT)
    return Front(head=text[:start], lead=text[start : start + _LEAD_LIMIT])


@cache
def lead_pattern() -> re.Pattern[str]:
    return re.compile(f"(?m){rules()['lead']['pattern']}")


def candidates(document: Document, front: Front, fields: Fields, within: str | None) -> list[Candidate]:
    """By trust: lines of the report itself (the last first), the page's own words, words in a run of text."""
    lines = title_lines(front.head)
    own = [_candidate(line, within, "line") for line in _with_line_before(lines)]
    said = [fields.title, document.headline, document.meta.get("title")]
    page = [_candidate(text, within, "page") for text in said if text]
    run = [_candidate(text, within, "run") for text in _inline(_runs(front.head))]
    return [candidate for candidate in (*reversed(own), *page, *run) if candidate.title]


def printed(text: str) -> str:
    """The title as printed, on one line, without the site's name and remarks of whoever copied it."""
    one_line = _SITE.sub("", "".join(text.split()))
    remark = _REMARK.search(one_line)
    if remark and not _SAYS_SOMETHING.search(remark[0]):
        one_line = one_line[: remark.start()]
    return one_line


def _candidate(text: str, within: str | None, origin: Origin) -> Candidate:
    return Candidate(text=printed(text), title=read_title(printed(text), within=within), origin=origin)


def _inline(runs: str) -> list[str]:
    """The titles in long lines; hardly any has the words of one."""
    return [match[0] for match in _INLINE.finditer(runs)] if "公开" in runs else []


def _runs(head: str) -> str:
    """Lines too long for a title, and the beginning of the one in which the first sentence starts."""
    *whole, last = head.split("\n")
    return "\n".join([*(line for line in whole if len(line) > _LONGEST_TITLE), last]).translate(_WIDE)


def _whole_lines(head: str) -> str:
    """Without the beginning of the line in which the first sentence starts: that is a run of text."""
    return head[: head.rfind("\n") + 1]


def title_lines(head: str) -> list[str]:
    """Short lines and cells: a title may stand in a table of one cell. Labelled fields are none."""
    cells = (cell.strip() for line in _whole_lines(head).split("\n") for cell in line.split("|"))
    return [cell for cell in cells if 0 < len(cell) <= _LONGEST_TITLE and not _LABELLED.match(cell)]


def _with_line_before(lines: list[str]) -> Iterator[str]:
    """平潭县人民政府 / 2012年…报告 is one title over two lines, as is …信息公开工作 / 年度报告."""
    for position, line in enumerate(lines):
        title = read_title(line)
        before = lines[position - 1] if position else ""
        joined = read_title(before + line) if before and not (title and title.named) else None
        whole = joined and joined.named and (title or joined.year) and not read_title(before)
        yield before + line if whole else line
