"""A paging script → the other pages of a list, or of a long article. Used by `trs`, `ucap` and `taken`.

Two vendors write the same function name. TRS counts from 0 and its second page is `index_1.html`:
`createPageHTML(3, 0, "index", "html")`. UCAP names a box first, counts from 1 and its second page
is `list_2.shtml`: `createPageHTML('page_div', 3, 1, 'list', 'shtml', 55)`. Inside an article the
name is the article's own: `createPageHTML(3, 0, "t20151009_67430", "html")`. Other TRS templates write
the script out: `var currentPage = 0; var countPage = 5;` and `index_" + n + ".html`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

_CALL = re.compile(
    r"""createPageHTML\s*\(\s*(?P<box>['"][^'"]*['"]\s*,\s*)?(?P<total>\d+)\s*,\s*(?P<current>\d+)\s*,"""
    r"""\s*['"](?P<name>[\w./-]+)['"]\s*,\s*['"](?P<extension>\w+)['"]"""
)

_COUNTED = re.compile(r"\bcountPage\s*=\s*(\d+)")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*(\d+)")
_NAME = re.compile(r"""["'](?:[\w./-]*/)?(\w+)_["']\s*\+""")
_EXTENSION = re.compile(r"""["']\.(s?html?)["']""")

# The number comes from a page: it must not decide how much memory is used.
MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class Paging:
    """`first` is the number in the second page's name."""

    total: int
    first: int
    name: str
    extension: str

    def others(self, base: str) -> tuple[str, ...]:
        """The addresses of all pages but the first, in order."""
        numbers = range(self.first, self.first + min(self.total, MOST_PAGES) - 1)
        return tuple(urljoin(base, f"{self.name}_{number}.{self.extension}") for number in numbers)


def pagings(text: str) -> Sequence[Paging]:
    return tuple(_paging(match) for match in _CALL.finditer(text))


def counted(text: str, url: str) -> Sequence[Paging]:
    """The paging of a list's first page whose script counts in `countPage`.

    Further pages are called as the script writes them, else as the page itself is.
    """
    count, current = _COUNTED.search(text), _CURRENT.search(text)
    if count is None or (current is not None and int(current[1]) > 0):
        return ()
    name, _, extension = urlsplit(url).path.rpartition("/")[2].rpartition(".")
    written, ending = _NAME.search(text), _EXTENSION.search(text)
    name = written[1] if written else name or "index"
    extension = ending[1] if ending else extension or "html"
    return (Paging(int(count[1]), 1, name, extension),)


def _paging(match: re.Match[str]) -> Paging:
    return Paging(int(match["total"]), 2 if match["box"] else 1, match["name"], match["extension"])


def body_pages(text: str, url: str) -> tuple[str, ...]:
    """The pages on which an article goes on after the one at `url`; none where it stands on one page."""
    own = urlsplit(url).path.rpartition("/")[2].rpartition(".")[0]
    return next((each.others(url) for each in pagings(text) if own and each.name == own), ())
