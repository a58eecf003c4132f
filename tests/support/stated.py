"""Figures written as in the examples of the data files → statistics of a report.

`"requests.received[NATURAL_PERSON]" = 21`; "" is a blank cell, "~40" a rough figure, "9875 12.3%" a
figure with its printed share.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from schema.dictionary.indicators import indicator
from schema.enums import Applicant, Qualifier
from schema.records.source import Source
from schema.records.statistic import Statistic

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
KEY = re.compile(r"([a-z0-9_.]+)(?:\[([A-Z_]+)\])?")
FIGURE = re.compile(r"(~)?(-?[\d.]+)?(?: ([\d.]+)%)?")

Figures = Mapping[str, object] | Iterable[tuple[str, object]]


def stated(figures: Figures, *, table: bool = False, unit: str | None = None) -> tuple[Statistic, ...]:
    """`table`: printed in cells, so that what a row leaves out is blank."""
    pairs = figures.items() if isinstance(figures, Mapping) else figures
    return tuple(_statistic(key, figure, table=table, unit=unit) for key, figure in pairs)


def _statistic(key: str, figure: object, *, table: bool, unit: str | None) -> Statistic:
    named, printed = KEY.fullmatch(key), FIGURE.fullmatch(str(figure))
    assert named, key
    assert printed, figure
    return Statistic(
        indicator=named[1],
        label="",
        value=Decimal(printed[2]) if printed[2] else None,
        unit=unit or indicator(named[1]).unit,
        source=Source(quote="", url="", table=1 if table else None),
        applicant=Applicant(named[2] or "TOTAL"),
        qualifier=Qualifier.ABOUT if printed[1] else Qualifier.EXACT,
        stated_share=Decimal(printed[3]) if printed[3] else None,
    )


def verified(name: str) -> Path:
    """The verified figures of a real report; skips where they are not beside the checkout."""
    path = REPORTS / name / "gold.json"
    if not path.exists():
        pytest.skip(f"{path} is not there: the reference reports lie beside the checkout")
    return path
