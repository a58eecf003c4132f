"""Everything that was read from one document: what adapters hand up and the store saves."""

from dataclasses import dataclass

from schema.records.finding import Finding
from schema.records.report import Report, Section
from schema.records.statistic import Figure, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """One reading of one document. `reader` names the version of the readers that made it.

    `told_twice` are the indicators that stand in a table and in the text, so that the two can be compared.
    """

    report: Report
    sections: tuple[Section, ...]
    statistics: tuple[Statistic, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    reader: str
    told_twice: tuple[str, ...] = ()
