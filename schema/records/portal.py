"""Portals and harvest runs as the API shows them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStatus:
    """A portal that the gateway fetches from, and how it is doing. `healthy` is None before the first run."""

    code: str
    jurisdiction: str
    name: str
    url: str
    adapter: str
    healthy: bool | None = None
    last_success_at: datetime | None = None
    last_new_report_at: datetime | None = None
    last_error: str | None = None
    reports: int = 0
    expected_reports: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestProgress:
    """Counts of one run so far; `done` when nothing more will come."""

    discovered: int = 0
    fetched: int = 0
    stored: int = 0
    unchanged: int = 0
    failed: int = 0
    done: bool = False
