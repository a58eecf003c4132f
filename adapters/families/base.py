"""A page of a portal → the reports it leads to, and the pages to look at next. Called by `pipeline`.

A family is a content management system. `FAMILIES` in `families.registry` names them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRef:
    """A report that a list leads to: what the list says, not yet what the report says.

    `listed_on` is the date beside the link, `column_year` the year that the list's own name states.
    """

    portal: str
    place: str
    url: str
    title: str
    listed_on: date | None = None
    column_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPage:
    """A page to look at. `data` is the form of a POST. An `optional` page may be missing (status 404)."""

    url: str
    method: str = "GET"
    data: Mapping[str, str] = field(default_factory=dict)
    referer: str | None = None
    optional: bool = False

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """By which a page that was seen is known again."""
        return self.method, self.url, tuple(sorted(self.data.items()))


class Family(Protocol):
    """How one content management system lists its reports."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        """Where to begin; reports themselves where the profile already knows them."""
        ...

    def find(self, page: Snapshot, profile: Profile) -> Iterable[ReportRef | NextPage]:
        """What one page leads to, in its order. Raises LayoutChanged where its markers are gone."""
        ...


def list_pages(profile: Profile) -> Iterable[NextPage]:
    """The profile's lists as pages to begin with."""
    return (NextPage(url=url) for url in profile.lists)
