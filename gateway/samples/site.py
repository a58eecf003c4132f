"""What every sample portal is: a name, a host, reports, and pages of them. Each family adds its own."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from gateway.samples.report import SampleReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`page_size` is how many reports a page of its list shows."""

    name: str
    host: str
    reports: Sequence[SampleReport]
    page_size: int = 2

    @abstractmethod
    def app(self) -> Starlette:
        """The portal as an application."""

    @abstractmethod
    def address(self, report: SampleReport) -> str:
        """The path of a report's page."""

    def pages(self) -> list[Sequence[SampleReport]]:
        """The list, page by page; an empty list is one empty page."""
        starts = range(0, max(len(self.reports), 1), self.page_size)
        return [self.reports[start : start + self.page_size] for start in starts]

    def links(self, shown: Sequence[SampleReport]) -> list[tuple[str, str, str]]:
        """Address, title and day of each."""
        return [(self.address(each), each.title, each.day) for each in shown]

    def report_at(self, path: str) -> SampleReport:
        """The report whose page stands there. Raises HTTPException 404."""
        found = next((each for each in self.reports if self.address(each) == path), None)
        if found is None:
            raise HTTPException(404)
        return found
