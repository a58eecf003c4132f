"""Snapshot → a page of a list taken apart: what every family begins with that reads its lists as HTML."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from adapters.families.base import NextPage, ReportRef
from adapters.families.links import Link, column_year, following, links, page_text, references, tree
from adapters.families.paging import counted, pagings
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile


@dataclass(frozen=True, slots=True)
class ListPage:
    """`base` is the address that answered; `year` that of the column shown, where the page names one."""

    text: str
    base: str
    root: html.HtmlElement | None
    links: tuple[Link, ...]
    year: int | None

    def reports(self, profile: Profile) -> Iterator[ReportRef]:
        """The links that lead to annual reports of the profile's body."""
        return references(self.links, profile, column=self.year)

    def numbered(self) -> Iterator[NextPage]:
        """The other pages, where the page says how many there are."""
        for paging in (*pagings(self.text), *counted(self.text, self.base)):
            for url in paging.others(self.base):
                yield NextPage(url=url, referer=self.base, optional=True)

    def following(self) -> Iterator[NextPage]:
        """The page that a link named 下页 leads to."""
        return following(self.links, self.base)


def list_page(page: Snapshot) -> ListPage:
    """The parsed page; without elements and links where there is nothing to parse."""
    text, base = page_text(page), page.final_url
    root = tree(text)
    return ListPage(text, base, root, tuple(links(root, base)), column_year(root))
