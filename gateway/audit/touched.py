"""Reports that changed → all reports that are to be judged again because of it, each once."""

from collections.abc import Sequence

from gateway.audit.around import later_ids, peers_of
from gateway.audit.likeness import likened
from gateway.store.audits import Key, related_to, twins
from gateway.store.engine import reading
from gateway.store.store import Store
from schema.places import registry
from schema.records.report import report_id


def touched(store: Store, stored: Sequence[Key], changed: Sequence[Key]) -> list[Key]:
    """In the order of their ids; those that say nothing any more are left out."""
    known = {key.id: key for key in stored}
    wanted = {key.id for key in changed}
    if not changed or wanted >= known.keys():
        return [known[one] for one in sorted(wanted & known.keys())]
    for key in changed:
        wanted.update(later_ids(key), _above(key), _beside(key))
    with reading(store.engine) as connection:
        wanted |= related_to(connection, [key.id for key in changed])
        wanted |= twins(connection, [key.id for key in changed]).keys()
        wanted |= likened(connection, [key for key in changed if key.id in known])
    return [known[one] for one in sorted(wanted & known.keys())]


def _above(key: Key) -> list[str]:
    """The report on the whole place: of the organ's own, or of the place that it lies in."""
    if key.organ is not None:
        return [report_id(key.jurisdiction, key.year)]
    parent = registry.place(key.jurisdiction).parent
    return [] if parent is None else [report_id(parent, key.year)]


def _beside(key: Key) -> list[str]:
    """Whose change in that year, or in the next, is held against that of the changed report."""
    if key.organ is not None:
        return []
    place = registry.place(key.jurisdiction)
    return [report_id(code, year) for year in (key.year, key.year + 1) for code in peers_of(place, year)]
