"""What a profile may say about its content management system, one record a family. Read by `profiles`.

The field names are the keys of the profile's family table (`[hanweb]`, `[ucap]` …).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from schema.dictionary.indicators import indicator
from schema.enums import Applicant
from schema.errors import UnknownIndicator


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainOptions:
    """`pages` is what further pages are called, seen from the list: `index_{n}.html`, `?page={n}`; `second`
    is the number of the second one. `none` says that there is one page. Left empty, a link named 下一页 is
    followed, and where there is none the usual names are tried behind a list of ten entries or more.
    """

    pages: str = ""
    second: int = 2

    def __post_init__(self) -> None:
        if self.pages not in {"", "none"} and "{n}" not in self.pages:
            raise ValueError(f"pages is {self.pages!r}; it holds {{n}} where the number stands, or is none")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrsOptions:
    """Nothing to say: the page's own script tells how many pages there are and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HanwebOptions:
    """`columnid`, `unitid`, `webid` … are what the column page sends to dataproxy.jsp; what is empty is
    taken from the page's own dataproxy address. `area` is the unit code of the xxgk module, or a list of
    them: with it the portal is asked for each unit and each year of `[expect] years` and needs no list.
    `tag` chooses one of several jpaas units of a page by its tagId.
    """

    columnid: str = ""
    unitid: str = ""
    webid: str = ""
    appid: str = "1"
    path: str = "/"
    webname: str = ""
    proxy: str = ""
    perpage: int = 100
    method: str = "GET"
    tag: str = ""
    area: str | tuple[str, ...] = ()
    annual: str = "/module/xxgk/xxgkAnnualReport.jsp"

    def __post_init__(self) -> None:
        if self.method not in {"GET", "POST"}:
            raise ValueError(f"method is {self.method!r}; it is GET or POST")
        if not all(isinstance(unit, str) for unit in self.areas):
            raise ValueError(f"area is {self.area!r}; it is the code of a unit, or a list of such codes")

    @property
    def areas(self) -> tuple[str, ...]:
        """The units to ask for, none where lists are read."""
        given = (self.area,) if isinstance(self.area, str) else tuple(self.area)
        return tuple(unit for unit in given if unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class UcapOptions:
    """`channel` (32 hex digits) is set where the list is filled by the JSON search; else lists are pages.
    `search` is the path of that search, `page_size` how many results to ask for at once.
    """

    channel: str = ""
    search: str = "/common/search/"
    page_size: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedOptions:
    """`reports` are tables with `url`, `title` and, if known, `year`: reports that no list leads to."""

    reports: tuple[dict[str, Any], ...] = ()

    def __post_init__(self) -> None:
        for report in self.reports:
            if not {"url", "title"} <= report.keys() <= {"url", "title", "year"}:
                raise ValueError(f"report {report} is to have url, title and, if known, year")


@dataclass(frozen=True, slots=True, kw_only=True)
class VsbOptions:
    """Nothing to say: a page tells how many there are, and they are numbered backwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearIndexOptions:
    """Nothing to say: links called by a year lead to that year's list or report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GkmlptOptions:
    """`column` (a number in the directory's TREE) and `sid` (the site) are read from the directory page in
    `lists` where they are empty; with both, the page is not asked for.
    """

    column: str = ""
    sid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpointOptions:
    """`categorynum` and `deptcode` stand in the list's own address where they are empty, `siteguid` and
    `project` in the site's script at `config`. `envelope` is the name of what the question stands in.
    """

    categorynum: str = ""
    deptcode: str = ""
    siteguid: str = ""
    project: str = "/EWB-FRONT"
    config: str = "/js/webBuilderCommon.js"
    envelope: str = ""
    page_size: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueOptions:
    """Paths are steps with dots between (`data.list`). `records` leads to the entries and `title`,
    `url`, `date` and, if set, `year` to their parts; `url` may be a pattern (`/content/{id}.html`).
    `html` leads to a piece of a page with links instead. `total` leads to the count of all entries.

    `page` and `size` name what the page's number and length are called when asking, `start` and `end`
    the numbers of records; without `page` and `start` there is one answer. `first` is the number of the
    first page.
    """

    records: str = ""
    html: str = ""
    title: str = "title"
    url: str = "url"
    date: str = "date"
    year: str = ""
    total: str = ""
    page: str = ""
    size: str = ""
    start: str = ""
    end: str = ""
    first: int = 1
    page_size: int = 50
    method: str = "GET"
    form: dict[str, str] = field(default_factory=dict)
    json: bool = False
    referer: str = ""

    def __post_init__(self) -> None:
        if self.method not in {"GET", "POST"}:
            raise ValueError(f"method is {self.method!r}; it is GET or POST")
        if self.html and self.records:
            raise ValueError("records and html are both set; the entries stand in one of them")


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
    goes before an official copy.
    """

    within: str = ""
    years: tuple[int, ...] = ()
    page_size: int = 100
    trusted: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.page_size <= 100:
            raise ValueError(f"page_size is {self.page_size}; the contract allows 1 to 100")


Options = (
    PlainOptions
    | TrsOptions
    | HanwebOptions
    | UcapOptions
    | FixedOptions
    | VsbOptions
    | YearIndexOptions
    | GkmlptOptions
    | EpointOptions
    | CatalogueOptions
    | OpenDataOptions
    | GraphqlOptions
)

OPTIONS: dict[str, type[Options]] = {
    "plain": PlainOptions,
    "trs": TrsOptions,
    "hanweb": HanwebOptions,
    "ucap": UcapOptions,
    "gkmlpt": GkmlptOptions,
    "vsb": VsbOptions,
    "epoint": EpointOptions,
    "year_index": YearIndexOptions,
    "catalogue": CatalogueOptions,
    "fixed": FixedOptions,
    "open_data": OpenDataOptions,
    "graphql": GraphqlOptions,
}
