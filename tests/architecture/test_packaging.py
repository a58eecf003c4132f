"""What is installed is ours, pinned, and free of addresses."""

import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("package", ["schema", "adapters", "gateway"])
def test_a_package_of_ours_is_not_shadowed_by_another_of_that_name(package: str) -> None:
    """PyPI has an unrelated `schema`; seen from outside the checkout, ours must still win."""
    origin = subprocess.run(
        [sys.executable, "-c", f"import {package}; print({package}.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    ).stdout.strip()

    assert Path(origin) == ROOT / package / "__init__.py"


def test_no_other_distribution_brings_a_package_of_our_names() -> None:
    owners = importlib.metadata.packages_distributions()

    assert {name: set(owners[name]) for name in ("schema", "adapters", "gateway")} == {
        "schema": {"gongkai"},
        "adapters": {"gongkai"},
        "gateway": {"gongkai"},
    }


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {line.split("==")[0].split("[")[0] for line in lock.splitlines() if "==" in line}
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    names = {spec.split(">=")[0].split("==")[0].split("[")[0] for spec in wanted}

    assert names - pinned == set()
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_the_lock_of_the_extra_for_scans_has_the_versions_of_the_other() -> None:
    pins = [
        {line.split(" ")[0] for line in (ROOT / name).read_text("utf-8").splitlines() if "==" in line[:60]}
        for name in ("requirements.lock", "requirements-ocr.lock")
    ]
    main, scans = ({pin.split("==")[0].split("[")[0]: pin for pin in found} for found in pins)
    assert {name for name in scans if name in main and name != "numpy" and scans[name] != main[name]} == set()
    assert {"rapidocr", "onnxruntime"} <= scans.keys() - main.keys()


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-ocr.lock", "gateway/web/package-lock.json"]
)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")


def test_the_version_is_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert f"## [{PROJECT['version']}]" in changelog
    assert importlib.metadata.version("gongkai") == PROJECT["version"]


def test_the_top_level_holds_only_what_was_agreed() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    folders = {path.split("/")[0] for path in tracked.split("\0") if "/" in path}

    assert {name for name in folders if not name.startswith(".")} <= {
        "gateway", "schema", "adapters", "tests", "docs",
    }  # fmt: skip
