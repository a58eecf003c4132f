"""Moments in arguments → moments in UTC. Without a zone a moment is China's, where the reports are."""

from datetime import UTC, datetime

from schema.graph.context import CHINA
from schema.graph.errors import BadInput

EARLIEST, LATEST = 1970, 2200


def checked_moment(moment: datetime | None, argument: str) -> datetime | None:
    """None stays None. Raises BadInput (BAD_MOMENT) for a year that no clock here can have shown."""
    if moment is None:
        return None
    if not EARLIEST < moment.year < LATEST:
        raise _bad(str(moment), argument)
    return moment.replace(tzinfo=moment.tzinfo or CHINA).astimezone(UTC)


def read_moment(text: str, argument: str) -> datetime | None:
    """A moment or a day in ISO 8601. Raises BadInput (BAD_MOMENT)."""
    try:
        # In an address a `+` that was not escaped arrives as a space.
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        raise _bad(text, argument) from None
    return checked_moment(moment, argument)


def _bad(text: str, argument: str) -> BadInput:
    return BadInput(
        "BAD_MOMENT",
        f"参数 {argument}：{text[:40]!r} 不是可用的时刻，形如 2024-03-01 或 2024-03-01T08:00:00+08:00",
        f"argument {argument}: {text[:40]!r} is no moment that can be meant, "
        "they look like 2024-03-01 or 2024-03-01T08:00:00+08:00",
        argument=argument,
    )
