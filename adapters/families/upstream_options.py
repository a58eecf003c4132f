"""What a profile may say about an upstream that answers data instead of documents. Read with `options`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schema.dictionary.indicators import indicator
from schema.enums import Applicant
from schema.errors import UnknownIndicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a column or a label of an open-data file means."""

    code: str
    unit: str = ""
    applicant: Applicant = Applicant.TOTAL

    @classmethod
    def of(cls, said: Any) -> Self:
        """`"requests.received"`, or a table with `code` and, if need be, `unit` and `applicant`."""
        table = {"code": said} if isinstance(said, str) else said
        if not isinstance(table, Mapping) or not {"code"} <= table.keys() <= {"code", "unit", "applicant"}:
            raise ValueError(
                f"{said!r} is to be an indicator's code, or a table with code, unit and applicant"
            )
        try:
            code = indicator(table["code"]).code
            applicant = Applicant(table.get("applicant", Applicant.TOTAL))
        except UnknownIndicator as error:
            raise ValueError(str(error)) from error
        return cls(code=code, unit=str(table.get("unit", "")), applicant=applicant)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDataOptions:
    """`place`, `year`, `organ`, `title` and `published` are the columns that say whose a row is;
    without `place` all are the profile's own, `of_year` stands for a year that no column gives.
    `places` tells odd spellings, `skip` the names of rows to leave out.

    `indicators` maps columns onto indicators; where `indicator` and `value` name the columns of a long
    file, it maps the labels in the first of them. `applicant` is the column of applicants, `unit` that
    of units. `records` is the path to the list in a JSON file, `sheet` a workbook's sheet, `header` the
    line with the names of the columns.
    """

    indicators: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    year: str = ""
    of_year: int = 0
    organ: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""
    indicator: str = ""
    value: str = ""
    applicant: str = ""
    unit: str = ""
    places: dict[str, str] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    records: str = ""
    sheet: str = ""
    header: int = 1

    def __post_init__(self) -> None:
        if not self.indicators:
            raise ValueError("indicators is empty; it maps columns of the file onto codes of indicators")
        for column, said in self.indicators.items():
            try:
                Meaning.of(said)
            except ValueError as error:
                raise ValueError(f"indicators, {column!r}: {error}") from error
        if bool(self.indicator) != bool(self.value):
            raise ValueError("indicator and value are to be set together: the two columns of a long file")
        if bool(self.year) == bool(self.of_year):
            raise ValueError("either year (a column) or of_year (of the whole file) is to be set")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that the file must have."""
        named = (self.place, self.year, self.organ, self.title, self.published, self.unit, self.applicant)
        figures = (self.indicator, self.value) if self.indicator else tuple(self.indicators)
        return tuple(column for column in (*named, *figures) if column)

    def figures_of(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str, Meaning]]:
        """The columns of a row that hold figures, each with the figure's label and meaning."""
        if not self.indicator:
            yield from ((name, name, Meaning.of(said)) for name, said in self.indicators.items())
            return
        label = cells.get(self.indicator, "")
        if label in self.indicators:
            meaning = Meaning.of(self.indicators[label])
            said = cells.get(self.applicant, "") if self.applicant else ""
            yield self.value, label, replace(meaning, applicant=APPLICANTS.get(said, meaning.applicant))


APPLICANTS = {
    "自然人": Applicant.NATURAL_PERSON,
    "商业企业": Applicant.COMMERCIAL_ENTERPRISE,
    "科研机构": Applicant.RESEARCH_INSTITUTION,
    "社会公益组织": Applicant.SOCIAL_ORGANIZATION,
    "法律服务机构": Applicant.LEGAL_SERVICE,
    "其他": Applicant.OTHER_ORGANIZATION,
    "总计": Applicant.TOTAL,
} | {applicant.value: applicant for applicant in Applicant}


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphqlOptions:
    """`within` and `years` narrow what is asked of the endpoint in `lists`. Only where `trusted` is set
    does a copy that the endpoint calls official count as one here; else it is a repost, which never
    goes before an official copy. With `confidence` it is also asked how surely numbers of scans were
    recognised; an endpoint without that field refuses the question.
    """

    within: str = ""
    years: tuple[int, ...] = ()
    page_size: int = 100
    trusted: bool = False
    confidence: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.page_size <= 100:
            raise ValueError(f"page_size is {self.page_size}; the contract allows 1 to 100")
