"""A step that may fail → its result, or the failure that it ended in. One failure stops nothing else.

The one place of the harvest that catches everything: a slip in reading one report must not cost the
reports after it. What was not foreseen is logged with its traceback.
"""

from collections.abc import Awaitable
from typing import TypeVar

import structlog

from adapters.errors import AdapterError
from gateway.errors import GatewayError
from gateway.store.ledger import Failure

T = TypeVar("T")
UNFORESEEN = "internal_error"
log = structlog.get_logger()


async def attempt(step: Awaitable[T], url: str) -> T | Failure:
    """`url` is where the step was at, for the record of its failure."""
    try:
        return await step
    except (AdapterError, GatewayError) as error:
        log.warning("harvest.failed", url=url, code=error.code, reason=str(error))
        return Failure(url, error.code, str(error))
    except Exception as error:
        log.exception("harvest.broke", url=url)
        return Failure(url, UNFORESEEN, f"{type(error).__name__}: {error}; please report it")
