"""A figure in the unit it is printed in → the same figure in the indicator's unit."""

from decimal import Decimal
from functools import lru_cache

import structlog

from schema.dictionary import indicators, units
from schema.dictionary.units import IncompatibleUnits, UnknownUnit
from schema.errors import UnknownIndicator

NOT_COMPARABLE = float("nan")


def scaled(value: float, printed: str, code: str) -> float:
    """NaN where the units measure different things: such a figure stays with its report, uncompared."""
    shift = power_of_ten(printed, code)
    if shift is None:
        return NOT_COMPARABLE
    # Dividing by a power of ten is exact to the last digit, multiplying by its inverse is not.
    scale: float = 10.0 ** abs(shift)
    return value * scale if shift >= 0 else value / scale


@lru_cache(maxsize=4096)
def power_of_ten(printed: str, code: str) -> int | None:
    """By how many powers of ten a printed figure grows in the indicator's unit.

    Count words of different measures (12件 where the form counts 次) are still counts. A word that
    no measure has is taken for one.
    """
    try:
        wanted = indicators.indicator(code).unit
        return units.convert(Decimal(1), printed, wanted).adjusted()
    except UnknownUnit:
        structlog.get_logger("gateway.compare").warning("unknown_unit", unit=printed, indicator=code)
        return 0
    except IncompatibleUnits:
        one, other = units.sdmx(printed), units.sdmx(wanted)
        return one.multiplier - other.multiplier if one.measure == other.measure else None
    except UnknownIndicator:
        return None
