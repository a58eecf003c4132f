"""`gongkai harvest`, and what `gongkai portal list` says after it, as a person runs them."""

from pathlib import Path

import pytest
from support.harvesting import prose
from typer.testing import CliRunner, Result

from gateway.cli.commands import app

SAMPLE = "321300-suqian-sample"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GONGKAI_LOG_LEVEL", "error")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.usefixtures("data")
def test_the_list_tells_of_a_portal_what_the_last_run_found() -> None:
    harvested = run("harvest", SAMPLE)
    listed, unwell = run("portal", "list", "--samples"), run("portal", "list", "--samples", "--unwell")

    assert harvested.exit_code == 0
    head, *lines = (one.split("\t") for one in listed.stdout.splitlines())
    (told,) = (dict(zip(head, line, strict=True)) for line in lines if line[0] == SAMPLE)
    assert (told["health"], told["cause"], told["failed_runs"], told["age_days"]) == ("well", "", "0", "0")
    assert int(told["reports"]) >= 1
    assert len(unwell.stdout.splitlines()) == 1


@pytest.mark.usefixtures("data")
def test_what_is_due_can_be_told_without_fetching() -> None:
    done = run("harvest", "--due", "--dry-run")

    assert done.exit_code == 0
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert ["510500-luzhou", "first", "all"] in lines


def test_an_inbox_is_read_and_what_is_no_report_is_named_with_code_1(data: Path) -> None:
    inbox = data / "inbox"
    inbox.mkdir()
    (inbox / "a.html").write_text(prose("510500", 2016, 161), "utf-8")
    (inbox / "b.html").write_text("<html><title>登录</title><p>请登录</p></html>", "utf-8")

    done = run("harvest", "--inbox", str(inbox))

    assert done.exit_code == 1
    assert done.stdout.splitlines() == ["inbox\t2\t1\t0\t1\t"]
    assert f"  {inbox}/b.html: " in done.stderr


@pytest.mark.usefixtures("data")
def test_stored_documents_are_read_again_without_a_portal() -> None:
    run("harvest", SAMPLE)

    done = run("harvest", "--reread")

    assert done.exit_code == 0
    code, discovered, stored, unchanged, failed, _ = done.stdout.rstrip("\n").split("\t")
    assert (code, stored, failed) == (SAMPLE, "0", "0")
    assert discovered == unchanged != "0"


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "give one of"),
        (("--all", "--due"), "give one of"),
        (("--all", "--dry-run"), "--dry-run goes with --due"),
        (("--inbox", "/nowhere"), "/nowhere is no folder"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], reason: str) -> None:
    done = run("harvest", *arguments)

    assert done.exit_code != 0
    assert reason in done.output + str(done.exception)
