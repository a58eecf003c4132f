"""A question → how many people each place had in each year, by whose count."""

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import Floats
from gateway.compare.slab import Window
from schema.enums import Normalization
from schema.places.population import population_of
from schema.records.comparison import CompareSpec
from schema.records.population import Population


def heads(spec: CompareSpec, at: Window, shift: int = 0) -> Floats:
    """Persons over place × year, NaN where no figure is given; `shift` -1 is the year before."""
    found = np.full((len(spec.places), len(spec.years)), np.nan)
    for p in range(len(spec.places)):
        for y, year in enumerate(spec.years):
            figure = population_of(code_of(spec, at, p, year + shift), year + shift)
            found[p, y] = np.nan if figure is None else figure.value
    return found


def mixed(spec: CompareSpec, at: Window) -> npt.NDArray[np.bool_]:
    """Where the year before counted other people: residents there, persons registered here."""
    found = np.zeros((len(spec.places), len(spec.years)), bool)
    if spec.normalize is not Normalization.PER_100K_PEOPLE:
        return found
    for p in range(len(spec.places)):
        for y, year in enumerate(spec.years):
            now, before = (population_of(code_of(spec, at, p, one), one) for one in (year, year - 1))
            found[p, y] = now is not None and before is not None and now.kind is not before.kind
    return found


def people(spec: CompareSpec, at: Window, p: int, y: int) -> Population | None:
    """What a value per head was divided by; None where nothing is."""
    if spec.normalize is not Normalization.PER_100K_PEOPLE:
        return None
    year = spec.years[y]
    return population_of(code_of(spec, at, p, year), year)


def code_of(spec: CompareSpec, at: Window, p: int, year: int) -> str:
    """The code under which a place reported in a year."""
    borrowed = at.borrowed.at.get((p, year))
    return spec.places[p].code if borrowed is None else borrowed.place.code
