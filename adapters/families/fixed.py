"""Reports whose addresses stand in the profile itself, for portals without a list that could be followed."""

from collections.abc import Iterable, Iterator

from adapters.families.base import NextPage, ReportRef
from adapters.families.options import FixedOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile


class Fixed:
    """Asks the portal for nothing while looking."""

    def start(self, profile: Profile) -> Iterator[ReportRef | NextPage]:
        options = profile.options
        assert isinstance(options, FixedOptions)
        for report in options.reports:
            yield ReportRef(
                portal=profile.code,
                place=profile.place,
                url=report["url"],
                title=report["title"],
                column_year=report.get("year"),
            )

    def find(self, page: Snapshot, profile: Profile) -> Iterable[ReportRef | NextPage]:  # noqa: ARG002
        return ()
