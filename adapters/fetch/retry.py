"""Which failures deserve another try, and when. Called by `client`."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import stamina

from adapters.errors import PortalBusy
from adapters.fetch.limits import Limits

BUSY = frozenset({429, 500, 502, 503, 504})


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, which holds seconds or a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def retries(limits: Limits) -> "stamina.AsyncRetryingCaller":
    return stamina.AsyncRetryingCaller(
        attempts=limits.attempts,
        timeout=None,
        wait_initial=limits.retry_wait_s,
        wait_max=limits.retry_wait_max_s,
        wait_jitter=min(1.0, limits.retry_wait_s),
    )


def deserves_retry(limits: Limits, error: Exception) -> bool | float:
    """What stamina asks: no, yes with its own growing wait, or yes at once because `Pace` holds the host."""
    if not isinstance(error, PortalBusy):
        return False
    if error.rest_s is None:
        return True
    return 0.0 if error.rest_s <= limits.retry_after_max_s else False
