"""What a profile may say about its content management system, one record a family. Read by `profiles`.

The field names are the keys of the profile's family table (`[hanweb]`, `[ucap]` …).
"""

from dataclasses import dataclass, field
from typing import Any

from adapters.families.upstream_options import GraphqlOptions, OpenDataOptions


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
    `tag` chooses one of several jpaas units of a page by its tagId. `vc_title` is a word that narrows a
    directory (search.jsp), which otherwise lists all that its area has.
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
    vc_title: str = ""
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
