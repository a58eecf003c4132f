"""`schema/data/population.tsv` → resident population (常住人口) of a place in a year, in persons.

Every row names its source; a place or year without a row has no figure, and none is estimated.
"""

import csv
from functools import cache
from pathlib import Path

from schema.errors import DataError

DATA = Path(__file__).parents[1] / "data" / "population.tsv"
RESIDENT = "resident"


def population(code: str, year: int | None = None) -> int | None:
    """The figure of that year, or the latest one; None where there is none."""
    known = figures(DATA).get(code, {})
    return known.get(max(known, default=0) if year is None else year)


@cache
def figures(path: Path) -> dict[str, dict[int, int]]:
    """Persons by code and year. Raises DataError for a row that is not a figure with its source."""
    found: dict[str, dict[int, int]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
            if not (row["code"] and row["year"].isdigit() and row["value"].isdigit() and row["source"]):
                raise DataError(
                    f"{path.name}, line {number}: code, year, value and source are needed; mend the row"
                )
            if row["kind"] == RESIDENT:
                found.setdefault(row["code"], {})[int(row["year"])] = int(row["value"])
    return found
