"""TRS WCM (拓尔思): a column is a directory whose index lists articles `YYYYMM/tYYYYMMDD_<id>.html`.

Further pages are `index_1.html`, `index_2.html` …, as many as the page's script says: createPageHTML(…),
or `var countPage = 5`; some print a link to the next page instead. A long article goes on in
`t…_1.html` (`taken` follows it). Traces: createPageHTML with the name first or "index", `TRS_` classes,
`t20180309_77507.html`.
"""

from collections.abc import Iterable, Iterator

from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.list_page import list_page
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile


class Trs:
    """Lists of TRS WCM."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        shown = list_page(page)
        yield from shown.reports(profile)
        yield from shown.numbered()
        yield from shown.following()
