"""Events → lines on stderr, JSON or coloured. One event for one step of the line, named `module.verb`.

Lines of libraries that use the standard `logging` come out in the same form. What is bound with
`structlog.contextvars` (`run_id`, `portal`, `request_id`) stands on every line.
"""

import logging
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import Processor

LogFormat = Literal["auto", "json", "console"]

# Their own lines repeat ours (one for each request, one for each migration step).
_QUIET = ("httpx", "httpcore", "uvicorn.access", "alembic")


def set_up_logs(level: str = "info", form: LogFormat = "auto") -> None:
    """Send everything that is logged from now on to stderr, leaving stdout to results."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    shared = _shared(as_json=as_json)
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not as_json:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        # Looked up at every line: a progress bar stands in for stderr while it is drawn.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _adopt_standard_logging(threshold, shared, renderer)


def _shared(*, as_json: bool) -> list[Processor]:
    steps: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    # The console renderer prints tracebacks itself.
    return [*steps, structlog.processors.format_exc_info] if as_json else steps


class _CurrentStderr(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is when a line comes."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def _adopt_standard_logging(threshold: int, shared: list[Processor], renderer: Processor) -> None:
    handler = _CurrentStderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(threshold)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
