"""What stands around a report: last year's, its peers', those of the places in it. Read a year at a time."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from sqlalchemy import Connection

from gateway.compare.from_store import dates_of_reports
from gateway.compare.lateness import doubtful
from gateway.compare.source import DateRow
from gateway.store.audits import Key, Stated, stated_in
from gateway.store.engine import reading
from gateway.store.store import Store
from schema.checks.jumps import watched_codes
from schema.checks.levels import summed_codes
from schema.places import registry
from schema.places.lineage import relatives
from schema.records.place import Place
from schema.records.report import report_id


class Around:
    """The state of the data at the start of one audit; years are read when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._years: dict[int, Mapping[str, Stated]] = {}

    def year(self, year: int) -> Mapping[str, Stated]:
        """What all reports of a year state of the watched indicators, by report."""
        if year not in self._years:
            codes = {*watched_codes(), *summed_codes()}
            with reading(self._store.engine) as connection:
                self._years[year] = {one.key.id: one for one in stated_in(connection, year, codes)}
        return self._years[year]

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The reports whose day of publication is most likely that of a portal's move."""
        with reading(self._store.engine) as connection:
            return doubtful(_dates(connection))

    def whole_places(self, year: int, codes: Iterable[str]) -> list[Stated]:
        """The reports of whole places, of those that there are."""
        reports = self.year(year)
        ids = (report_id(code, year) for code in codes)
        return [reports[one] for one in ids if one in reports]

    def organs(self, year: int, code: str) -> list[Stated]:
        """The reports of a place's own organs."""
        return [
            one
            for one in self.year(year).values()
            if one.key.jurisdiction == code and one.key.organ is not None
        ]

    def before(self, key: Key) -> Stated | None:
        """The same body's report of the year before, under whatever code."""
        reports = self.year(key.year - 1)
        return next((reports[one] for one in earlier_ids(key) if one in reports), None)


def earlier_ids(key: Key) -> list[str]:
    """The ids that the body's report of the year before may have, its own code first."""
    same = (one.place.code for one in relatives(key.jurisdiction) if one.same)
    return [report_id(code, key.year - 1, key.organ) for code in (key.jurisdiction, *same)]


def later_ids(key: Key) -> list[str]:
    """The ids that the body's report of the next year may have."""
    same = (one.place.code for one in relatives(key.jurisdiction) if one.same)
    return [report_id(code, key.year + 1, key.organ) for code in (key.jurisdiction, *same)]


def peers_of(place: Place, year: int) -> list[Place]:
    """The other places of its level in its province in that year."""
    alike = registry.places_within(place.code[:2] + "0000", place.level, (year,))
    return [one for one in alike if one.code != place.code]


def _dates(connection: Connection) -> list[DateRow]:
    return [DateRow(*line) for line in connection.execute(dates_of_reports())]
