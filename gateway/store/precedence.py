"""Which of several copies a report speaks through. Called by `writer` inside its transaction.

An official copy goes before an upload, a repost and a proxy's copy, and never the other way. Among
equals the one that states more figures does; the address breaks ties, so that the order in which
portals are visited does not matter. A newer version of the very page that speaks follows it, unless most
of its figures are gone.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select, update

from gateway.store import version
from gateway.store.tables import DocumentRow, ExtractionRow, StatisticRow, table
from schema.enums import Provenance

_DOCUMENT, _EXTRACTION, _STATISTIC = table(DocumentRow), table(ExtractionRow), table(StatisticRow)

RANK: Mapping[Provenance, int] = {
    Provenance.OFFICIAL: 3,
    Provenance.UPLOAD: 2,
    Provenance.REPOST: 1,
    Provenance.PROXY: 0,
}
# So many figures a correction may take out, however few there were.
_A_FEW = 2


class Copy(NamedTuple):
    """What precedence looks at; `stated` counts the figures that have a value."""

    url: str
    provenance: Provenance
    stated: int


def goes_before(newcomer: Copy, incumbent: Copy) -> bool:
    if newcomer.url == incumbent.url:
        return True
    ranks = RANK[newcomer.provenance], RANK[incumbent.provenance]
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    if newcomer.stated != incumbent.stated:
        return newcomer.stated > incumbent.stated
    return newcomer.url < incumbent.url


def far_poorer(newcomer: Copy, incumbent: Copy) -> bool:
    """Whether a page lost most of its figures: the sign of a changed layout, not of a correction."""
    return newcomer.stated * 2 < incumbent.stated and incumbent.stated - newcomer.stated > _A_FEW


def current(connection: Connection, report_id: str) -> Any:
    """The line of the reading that a report speaks through, with its page's `url` and `sha256`; or None."""
    return connection.execute(
        _readings().where(_EXTRACTION.c.report_id == report_id, _EXTRACTION.c.is_current)
    ).first()


def copy_of(connection: Connection, reading: Any) -> Copy:
    """What precedence needs to know of a line of `current`."""
    stated = select(func.count()).where(
        _STATISTIC.c.extraction_id == reading.id, _STATISTIC.c.value.is_not(None)
    )
    return Copy(reading.url, Provenance(reading.provenance), connection.execute(stated).scalar_one())


def retire(connection: Connection, url: str, *, keep: str) -> list[str]:
    """The reports that a page no longer speaks for, because it turned out to be report `keep`.

    A page holds one report. Where its year or place was once read wrongly, the wrong report falls
    silent, or speaks through the best copy that is left of it.
    """
    mistaken = _readings().where(
        _DOCUMENT.c.url == url, _EXTRACTION.c.report_id != keep, _EXTRACTION.c.is_current
    )
    found = connection.execute(mistaken).all()
    for reading in found:
        _set_current(connection, reading.id, is_current=False)
        heir = _heir(connection, reading.report_id, url)
        if heir is not None:
            _set_current(connection, heir, is_current=True)
    return [reading.report_id for reading in found]


def _heir(connection: Connection, report_id: str, url: str) -> int | None:
    """The newest reading of the best other page."""
    others = _readings().where(_EXTRACTION.c.report_id == report_id, _DOCUMENT.c.url != url)
    latest = {reading.url: reading for reading in connection.execute(others.order_by(_EXTRACTION.c.id))}
    best: tuple[Copy, int] | None = None
    for reading in latest.values():
        copy = copy_of(connection, reading)
        if best is None or goes_before(copy, best[0]):
            best = copy, reading.id
    return None if best is None else best[1]


def _set_current(connection: Connection, reading: int, *, is_current: bool) -> None:
    connection.execute(
        update(_EXTRACTION)
        .where(_EXTRACTION.c.id == reading)
        .values(is_current=is_current, version=version.data_version(connection) + 1)
    )


def _readings() -> Select[Any]:
    columns = (
        _EXTRACTION.c.id,
        _EXTRACTION.c.report_id,
        _EXTRACTION.c.digest,
        _EXTRACTION.c.reader,
        _EXTRACTION.c.provenance,
        _DOCUMENT.c.url,
        _DOCUMENT.c.sha256,
    )
    return select(*columns).join(_DOCUMENT, _DOCUMENT.c.id == _EXTRACTION.c.document_id)
