"""Operators' endpoints: is the process alive, is it ready to answer, which version is it."""

import asyncio
import platform
from collections.abc import Callable, Mapping

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.observe.metrics import CONTENT_TYPE, exposition
from gateway.serve.version import own_version

Check = Callable[[], str | None]
PATIENCE = 5.0


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """`checks` by name: each returns None when well, else what is wrong. They may block."""

    async def ready(_request: Request) -> Response:
        names = list(checks)
        troubles = await asyncio.gather(*(_run(name, checks[name]) for name in names))
        states = {name: trouble or "ok" for name, trouble in zip(names, troubles, strict=True)}
        well = not any(troubles)
        return _json({"ready": well, "checks": states}, 200 if well else 503)

    return [
        Route("/-/live", live),
        Route("/-/ready", ready),
        Route("/-/version", which_version),
        Route("/-/metrics", metrics),
    ]


async def live(_request: Request) -> Response:
    """The event loop turns; nothing else is asked, so that a slow database restarts nothing."""
    return _json({"live": True})


async def which_version(_request: Request) -> Response:
    """What runs here."""
    return _json({"name": "gongkai", "version": own_version(), "python": platform.python_version()})


async def metrics(_request: Request) -> Response:
    """All counters, for Prometheus."""
    return Response(exposition(), headers={"content-type": CONTENT_TYPE})


async def _run(name: str, check: Check) -> str | None:
    try:
        return await asyncio.wait_for(asyncio.to_thread(check), PATIENCE)
    except TimeoutError:
        return f"no answer within {PATIENCE:g} s"
    except Exception as error:  # noqa: BLE001 - whatever a check meets means "not ready"
        structlog.get_logger("gateway.health").warning("check_failed", check=name, exc_info=error)
        return f"failed: {type(error).__name__}, see the log"


def _json(content: Mapping[str, object], status: int = 200) -> Response:
    headers = {"cache-control": "no-store"}
    return Response(orjson.dumps(content), status, headers=headers, media_type="application/json")
