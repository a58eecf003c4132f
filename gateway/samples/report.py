"""samples.toml and bodies/ → SampleReport: what a sample portal publishes."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

HERE = files("gateway.samples")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReport:
    """`original` is where the figures were published, `source` says it in words for people."""

    key: str
    portal: str
    title: str
    year: int
    publisher: str
    source: str
    original: str = ""
    published_on: date | None = None
    index_number: str = ""

    @property
    def body(self) -> str:
        """The article's inner HTML: our own words around the published figures."""
        return HERE.joinpath("bodies", f"{self.key}.html").read_text("utf-8")

    @property
    def number(self) -> int:
        """A stable article number, as a content management system would give."""
        return int(self.digest[:6], 16) % 1_000_000

    @property
    def digest(self) -> str:
        """32 hexadecimal digits, the article key of UCAP portals."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]

    @property
    def day(self) -> str:
        """The day of publication as printed, empty where it is not known."""
        return self.published_on.isoformat() if self.published_on else ""


@cache
def samples() -> dict[str, Any]:
    """samples.toml as it stands."""
    return tomllib.loads(HERE.joinpath("samples.toml").read_text("utf-8"))


def sample_reports(portal: str) -> tuple[SampleReport, ...]:
    """The reports of one sample portal, newest year first, as lists show them."""
    reports = [SampleReport(**entry) for entry in samples()["report"] if entry["portal"] == portal]
    return tuple(sorted(reports, key=lambda report: -report.year))


def oddities(portal: str) -> dict[str, Any]:
    """In what a sample portal differs from the others of its family; the fields of its site class."""
    found: dict[str, Any] = samples()["portal"].get(portal, {})
    return found
