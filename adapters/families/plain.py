"""No known system: the links on a page, and a link named 下一页 that leads to the next."""

import re
from collections.abc import Iterable, Iterator

from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import column_year, frames, links, page_text, references, tree
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_NEXT = re.compile(r"下一?页|后一页|[>›»]+")


class Plain:
    """Lists of portals whose system is not known or is its own."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        root, base = tree(page_text(page)), page.final_url
        found = list(links(root, base))
        yield from references(found, profile, column=column_year(root))
        following = (link.url for link in found if _NEXT.fullmatch(link.text.strip("[]【】 ")))
        yield from (NextPage(url=url, referer=base, optional=True) for url in following)
        if not found:
            yield from frames(root, base)
