"""How many people a place has in a year, who is counted, and who says so."""

from dataclasses import dataclass

from schema.enums import PopulationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """`value` is in persons."""

    year: int
    value: int
    kind: PopulationKind
    source: str
