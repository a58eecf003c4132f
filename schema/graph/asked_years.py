"""Year arguments → years that reports can be about: 2008, the first of the Regulations, to next year."""

from collections.abc import Iterable

from schema.graph.context import Info
from schema.graph.errors import BadInput

FIRST_YEAR = 2008


def checked_year(year: int, info: Info, argument: str = "year") -> int:
    """Raises BadInput (BAD_YEAR) for a year no report can be about."""
    last = info.context.clock().year + 1
    if FIRST_YEAR <= year <= last:
        return year
    raise BadInput(
        "BAD_YEAR",
        f"报告年度 {year} 不可能有年报，应在 {FIRST_YEAR} 到 {last} 之间",
        f"no report can be about {year}, ask for years from {FIRST_YEAR} to {last}",
        argument=argument,
        first=FIRST_YEAR,
        last=last,
    )


def checked_years(years: Iterable[int] | None, info: Info) -> tuple[int, ...] | None:
    """Ascending, each once; None stays None."""
    return None if years is None else tuple(sorted({checked_year(year, info, "years") for year in years}))


def some_years(years: Iterable[int], info: Info) -> tuple[int, ...]:
    """As `checked_years`, and at least one."""
    if checked := checked_years(years, info):
        return checked
    raise BadInput(
        "NO_YEARS",
        "参数 years 为空，请至少给出一个报告年度",
        "argument years is empty, give at least one year",
        argument="years",
    )
