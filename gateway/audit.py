"""Stored reports → findings across years: what was carried out of one year must be carried into the next.

Runs after a harvest, over what has changed since it last ran. Its findings are stored beside those of
the reading, under their own origin, and go when the figures they rest on do.
"""

from collections.abc import Collection
from dataclasses import dataclass

import structlog

from gateway.store.audits import Audited, Body, mark_audited, readings_of, replace_findings, unaudited
from gateway.store.store import Store
from schema.checks.chains import check_chains
from schema.records.finding import Finding

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSummary:
    """How many reports were held against the year before, and what was found."""

    checked: int
    findings: int


def audit(store: Store) -> AuditSummary:
    """Check what has changed since the last audit. Raises StoreError; run again, it goes on where it was."""
    up_to, changed = unaudited(store)
    done = [_audit_body(store, body, years) for body, years in changed.items()]
    if changed:
        mark_audited(store, up_to)
    summary = AuditSummary(
        checked=sum(one.checked for one in done), findings=sum(one.findings for one in done)
    )
    log.info("audit.done", checked=summary.checked, findings=summary.findings, version=up_to)
    return summary


def _audit_body(store: Store, body: Body, changed: Collection[int]) -> AuditSummary:
    """A report is judged again when it changed, and when the one before it did."""
    readings = readings_of(store, body)
    later = sorted({year for one in changed for year in (one, one + 1)} & readings.keys())
    found = 0
    for year in later:
        now = readings[year]
        findings = _against(readings.get(year - 1), now)
        replace_findings(store, now, findings)
        found += len(findings)
    return AuditSummary(checked=len(later), findings=found)


def _against(before: Audited | None, now: Audited) -> tuple[Finding, ...]:
    """Without the report of the year before nothing can be judged, which is not the same as well."""
    if before is None:
        return ()
    return check_chains(before.statistics, now.statistics, year=now.report.year)
