"""What stands around a report: last year's, its peers', those of the places in it. Read a year at a time."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache

from sqlalchemy import Connection

from gateway.compare.from_store import dates_of_reports
from gateway.compare.lateness import doubtful
from gateway.compare.source import DateRow
from gateway.store.audits import Key, Stated, stated_in
from gateway.store.engine import reading
from gateway.store.sentences import common, uncommon
from gateway.store.store import Store
from schema.checks.jumps import watched_codes
from schema.checks.levels import summed_codes
from schema.checks.rulebook import bounds
from schema.enums import JurisdictionLevel
from schema.places import registry
from schema.places.lineage import relatives
from schema.records.place import Place
from schema.records.report import report_id


class Around:
    """The state of the data at the start of one audit; years are read when they are first asked for.

    `many` tells that most of what is stored will be judged.
    """

    def __init__(self, store: Store, *, many: bool = False) -> None:
        self._store, self._many = store, many
        self._years: dict[int, Mapping[str, Stated]] = {}

    def year(self, year: int) -> Mapping[str, Stated]:
        """What all reports of a year state of the watched indicators, by report."""
        if year not in self._years:
            codes = {*watched_codes(), *summed_codes()}
            with reading(self._store.engine) as connection:
                self._years[year] = {one.key.id: one for one in stated_in(connection, year, codes)}
        return self._years[year]

    def uncommon(self, connection: Connection, hashes: Collection[int]) -> list[int]:
        """The sentences that few bodies use. In a large run those of many are read once for all."""
        if not self._many:
            return uncommon(connection, hashes, bounds("S-DUP")["common_to"])
        return [one for one in hashes if one not in self._boilerplate]

    @cached_property
    def _boilerplate(self) -> frozenset[int]:
        with reading(self._store.engine) as connection:
            return common(connection, bounds("S-DUP")["common_to"])

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


def peers_of(place: Place, year: int) -> list[str]:
    """The codes of the other places of its level in its province in that year."""
    return [code for code in _alike(place.code[:2] + "0000", place.level, year) if code != place.code]


@lru_cache(maxsize=4096)
def _alike(province: str, level: JurisdictionLevel, year: int) -> tuple[str, ...]:
    return tuple(one.code for one in registry.places_within(province, level, (year,)))


def _dates(connection: Connection) -> list[DateRow]:
    return [DateRow(*line) for line in connection.execute(dates_of_reports())]
