"""What a profile may say about its content management system, one record a family. Read by `profiles`.

The field names are the keys of the profile's family table (`[hanweb]`, `[ucap]` …).
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainOptions:
    """Nothing to say: links on a page, and a link named 下一页 to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrsOptions:
    """Nothing to say: the page's own script tells how many pages there are and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HanwebOptions:
    """`columnid`, `unitid`, `webid` … are what the column page sends to dataproxy.jsp; what is empty is
    taken from the page's own dataproxy address. `area` is the unit code of the xxgk module: with it the
    portal is asked for each year of `[expect] years` and needs no list.
    """

    columnid: str = ""
    unitid: str = ""
    webid: str = ""
    appid: str = "1"
    path: str = "/"
    webname: str = ""
    proxy: str = "/module/web/jpage/dataproxy.jsp"
    perpage: int = 100
    method: str = "GET"
    area: str = ""
    annual: str = "/module/xxgk/xxgkAnnualReport.jsp"

    def __post_init__(self) -> None:
        if self.method not in {"GET", "POST"}:
            raise ValueError(f"method is {self.method!r}; it is GET or POST")


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


Options = PlainOptions | TrsOptions | HanwebOptions | UcapOptions | FixedOptions

OPTIONS: dict[str, type[Options]] = {
    "plain": PlainOptions,
    "trs": TrsOptions,
    "hanweb": HanwebOptions,
    "ucap": UcapOptions,
    "fixed": FixedOptions,
}
