"""What changed → everything that is to be judged again → findings and checks, beside the reading's own.

Runs apart from the harvest, over what has changed since it last ran; run again, it changes nothing. A report
is judged again when it changed, when the one before it did, when a place in it did, and when one that it
was likened to did.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import structlog

from gateway.audit.around import Around, earlier_ids
from gateway.audit.judge import judge
from gateway.audit.likeness import index_sentences
from gateway.audit.touched import touched
from gateway.store.audits import (
    Audited,
    Key,
    audited_reports,
    mark_audited,
    record,
    stored_reports,
    unaudited,
)
from gateway.store.engine import reading
from gateway.store.store import Store

AT_ONCE = 100
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSummary:
    """How many reports were judged, and what the audit found in them."""

    checked: int
    findings: int


def audit(store: Store, places: Collection[str] | None = None, *, everything: bool = False) -> AuditSummary:
    """Judge what has changed since the last audit; with `everything` all, of `places` only or of the country.

    Raises StoreError; run again, it goes on where it was.
    """
    whole = everything or places is not None
    up_to, changed = stored_reports(store, places) if whole else unaudited(store)
    for some in _in_chunks(changed):
        index_sentences(store, some)
    _, stored = stored_reports(store)
    wanted = touched(store, stored, changed)
    around = Around(store, many=2 * len(wanted) > len(stored))
    found = [_judge_some(store, around, some) for some in _in_chunks(wanted)]
    if changed and places is None:
        mark_audited(store, up_to)
    summary = AuditSummary(
        checked=sum(one.checked for one in found), findings=sum(one.findings for one in found)
    )
    log.info("audit.done", checked=summary.checked, findings=summary.findings, version=up_to)
    return summary


def _judge_some(store: Store, around: Around, keys: Sequence[Key]) -> AuditSummary:
    """One read, one write: whoever is cut off between the two has changed nothing."""
    with reading(store.engine) as connection:
        now = audited_reports(connection, [key.id for key in keys])
        earlier = _by_id(audited_reports(connection, {before for key in keys for before in earlier_ids(key)}))
        verdicts = [judge(connection, around, one, earlier) for one in now]
    record(store, verdicts)
    return AuditSummary(checked=len(verdicts), findings=sum(len(one.findings) for one in verdicts))


def _by_id(reports: Sequence[Audited]) -> dict[str, Audited]:
    return {one.id: one for one in reports}


def _in_chunks(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
