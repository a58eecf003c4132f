"""A page of a portal → the reports it leads to, and the pages to look at next. Called by `pipeline`.

A family is a content management system. `FAMILIES` in `families.registry` names them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from urllib.parse import urldefrag

from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile
from adapters.titles import read_title
from schema.records.extraction import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRef:
    """A report that a list leads to: what the list says, not yet what the report says.

    `listed_on` is the date beside the link, `column_year` the year that the list's own name states.
    Where one file holds many reports, the fragment of `url` says which of them this is.
    """

    portal: str
    place: str
    url: str
    title: str
    listed_on: date | None = None
    column_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year that the list gives: in the title, else as the name of the column."""
        title = read_title(self.title, within=self.place)
        return title.year if title is not None and title.year is not None else self.column_year


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPage:
    """A page to look at.

    The fragment of `url` is a family's note to itself: never sent, it stands in the `url` of the page
    that `find` is given. `data` is the form of a POST, or its JSON where `json` is set. An `optional`
    page may be missing (status 404). `framed` tells that it stands in another page's frame, or that a
    page is only a sign to it. Of the pages of one `trial` (guessed addresses) only the first counts
    that leads to a report not yet found.
    """

    url: str
    method: str = "GET"
    data: Mapping[str, Any] = field(default_factory=dict)
    json: bool = False
    referer: str | None = None
    optional: bool = False
    framed: bool = False
    trial: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """By which a page that was seen is known again."""
        return self.method, self.url, repr(sorted(self.data.items()))

    @property
    def address(self) -> str:
        """What is asked for."""
        return urldefrag(self.url).url


class Family(Protocol):
    """How one content management system lists its reports."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        """Where to begin; reports themselves where the profile already knows them."""
        ...

    def find(self, page: Snapshot, profile: Profile) -> Iterable[ReportRef | NextPage]:
        """What one page leads to, in its order. Raises LayoutChanged where its markers are gone."""
        ...


class Upstream(Family, Protocol):
    """A family that answers data instead of documents, and reads its own answers.

    `accept` is the media type to ask for, None where any will do.
    """

    accept: str | None

    def read(self, page: Snapshot, ref: ReportRef, profile: Profile) -> Extraction:
        """The report that `ref` means in an answer. Raises NotAReport where it holds none."""
        ...


def list_pages(profile: Profile) -> Iterable[NextPage]:
    """The profile's lists as pages to begin with."""
    return (NextPage(url=url) for url in profile.lists)
