"""Population figures: only what a row with a source says, by place and year."""

from pathlib import Path

import pytest

from schema.errors import DataError
from schema.places.population import DATA, figures

HEADER = "code\tyear\tkind\tvalue\tsource\n"


def table(folder: Path, *rows: str) -> Path:
    path = folder / "population.tsv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_residents_are_read_by_place_and_year_and_other_kinds_are_left_out(tmp_path: Path) -> None:
    path = table(tmp_path, "000001\t2020\tresident\t1200\tcensus", "000001\t2020\tregistered\t1500\tyearbook")

    assert figures(path) == {"000001": {2020: 1200}}


@pytest.mark.parametrize(
    "row",
    [
        "000001\t2020\tresident\t1200\t",
        "000001\t2020\tresident\t1.2万\tcensus",
        "000001\tnow\tresident\t1\tx",
    ],
)
def test_a_row_that_is_no_figure_with_its_source_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(DataError, match=r"population.tsv, line 2: code, year, value and source are needed"):
        figures(table(tmp_path, row))


def test_the_file_that_is_shipped_can_be_read() -> None:
    assert all(value > 0 for years in figures(DATA).values() for value in years.values())
