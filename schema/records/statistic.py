"""Numbers that a report states."""

from dataclasses import dataclass
from decimal import Decimal

from schema.enums import Applicant, Qualifier
from schema.records.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """One number that an indicator covers, in the unit it is printed in.

    `value` is None where the cell is blank or a dash, and 0 only where the report says none or 0.
    `stated_share` is the percentage printed beside it (占12.3%). `inferred` marks a value that was
    not printed on its own but is the only one the form's identities allow.
    """

    indicator: str
    label: str
    value: Decimal | None
    unit: str
    source: Source
    applicant: Applicant = Applicant.TOTAL
    qualifier: Qualifier = Qualifier.EXACT
    stated_share: Decimal | None = None
    inferred: bool = False

    @property
    def recognised(self) -> bool:
        """Whether it was recognised in a picture, and not said by the document itself."""
        return self.source.confidence is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in the text that no indicator covers: kept, so that nothing a report says is lost."""

    label: str
    value: Decimal | None
    unit: str | None
    source: Source
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def recognised(self) -> bool:
        """Whether it was recognised in a picture, and not said by the document itself."""
        return self.source.confidence is not None
