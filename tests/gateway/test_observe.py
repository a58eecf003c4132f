"""Everything that is logged is one line on stderr, and what happened is counted."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from gateway.harvest.progress import shown
from gateway.observe.log import set_up_logs
from gateway.observe.metrics import FETCHES, exposition
from schema.records.portal import HarvestProgress


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return [json.loads(line) for line in captured.err.splitlines()]


def test_our_lines_and_those_of_libraries_are_json_alike(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "json")

    with structlog.contextvars.bound_contextvars(run_id="r1"):
        structlog.get_logger().info("store.saved", report="510500.2017", place="泸州市")
        logging.getLogger("uvicorn.error").warning("started %s", "now")

    ours, theirs = lines(capsys)
    assert (ours["event"], ours["level"], ours["run_id"], ours["place"]) == (
        "store.saved",
        "info",
        "r1",
        "泸州市",
    )
    assert (theirs["event"], theirs["level"], theirs["run_id"]) == ("started now", "warning", "r1")


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("warning", "json")

    structlog.get_logger().info("store.saved")
    logging.getLogger("httpx").info("GET …")

    assert lines(capsys) == []


def test_without_a_terminal_lines_are_json_and_a_traceback_is_part_of_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs()
    try:
        int("broken")
    except ValueError:
        structlog.get_logger().exception("harvest.broke")

    (line,) = lines(capsys)
    assert "ValueError: invalid literal" in str(line["exception"])


def test_without_a_terminal_progress_is_a_line_for_every_tenth_and_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs()
    assert not sys.stderr.isatty()

    with shown("sample portals") as tell:
        for stored in range(101):
            tell(HarvestProgress(discovered=100, fetched=stored, stored=stored))
        tell(HarvestProgress(discovered=100, fetched=100, stored=100, done=True))

    written = lines(capsys)
    assert [line["stored"] for line in written] == [*range(10, 101, 10), 100]
    assert written[-1]["done"] is True


def test_counters_are_told_in_prometheus_form() -> None:
    FETCHES.labels("510500-luzhou", "new").inc(3)

    assert b'gongkai_fetches_total{portal="510500-luzhou",result="new"} 3.0' in exposition()
