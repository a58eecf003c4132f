"""VSB (博达): lists whose pages are numbered backwards, articles `/info/<tree>/<id>.htm` in
`#vsb_content`.

The newest page has no number (`gknb.htm`); behind it stand `gknb/11.htm` … down to `gknb/1.htm`, the
oldest, so that old addresses stay. A page says `共228条 1/12`. Dynamic lists
(`list.jsp?urltype=tree.TreeTempUrl &wbtreeid=1105`) and directories (`/info/egovinfo/…`) lead on by a
link named 下页. Traces: `vsb_content`, `_vsl/`, `/info/<n>/<n>.htm`, `wbtreeid=`.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.list_page import list_page
from adapters.families.paging import MOST_PAGES
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_COUNT = re.compile(r"共\s*\d+\s*条(?:\s|&nbsp;)*(?P<current>\d+)\s*/\s*(?P<total>\d+)")
_STATIC = re.compile(r"[^/]+(?=\.html?$)")


class Vsb:
    """Lists of VSB sites."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        shown = list_page(page)
        yield from shown.reports(profile)
        yield from _backwards(str(shown.root.text_content()) if shown.root is not None else "", shown.base)
        yield from shown.following()


def _backwards(text: str, base: str) -> Iterator[NextPage]:
    """From the first page all others, the next newest first."""
    count, name = _COUNT.search(text), _STATIC.search(urlsplit(base).path)
    if count is None or name is None or int(count["current"]) != 1:
        return
    for number in range(min(int(count["total"]), MOST_PAGES) - 1, 0, -1):
        yield NextPage(url=urljoin(base, f"{name[0]}/{number}.htm"), referer=base, optional=True)
