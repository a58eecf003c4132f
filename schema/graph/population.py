"""Population record → how many people a place has, by whose count."""

import strawberry

from schema.graph.described import both, shown
from schema.graph.enums import PopulationKind


@strawberry.type(
    description=both("一地一年的人口数及其来源。", "The population of a place in a year, with its source.")
)
class Population:
    """A view over `schema.records.population.Population`."""

    year: int = shown("年份。", "The year.")
    value: int = shown("人数。", "Persons.")
    kind: PopulationKind = shown("口径：常住或户籍。", "Residents, or persons registered there.")
    source: str = shown("出处。", "Where the figure is from.")
