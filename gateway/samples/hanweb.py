"""A Hanweb portal: a jpage column with its XML island and dataproxy.jsp, jpaas units, or the xxgk
module's grid.

Articles stand at `/art/Y/M/D/art_<column>_<id>.html`, those of jpaas at `/art/YYYY/art_<32 hex
digits>.html`; the grid answers `?fbtime=<year>&area=<unit>` with the report itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateway.samples.page import answer, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
QUERY = {
    "webId": "3",
    "tplSetId": "a1",
    "pageType": "column",
    "tagId": "信息列表",
    "editType": "null",
    "pageId": "9",
}
# The vendor's spelling.
PARSE_TYPE = "bulidstatic"


@dataclass(frozen=True, slots=True, kw_only=True)
class HanwebSite(Site):
    """`area` is the unit code that the xxgk module knows the reports by; the jpage column lists them
    too.

    `heeds` is what dataproxy.jsp pays attention to: `record` numbers, or only the `page`, of
    `page_size`. `most` caps what it gives at once. With `directory` the column page only names its
    area, and search.jsp lists all that the area has. `built` reports are those of the jpaas unit, the
    others stand in the island.
    """

    column: int = 1228
    inlined: int = 1
    area: str = ""
    proxy_path: str = "/module/web/jpage/dataproxy.jsp"
    heeds: str = "record"
    most: int = 300
    built: Sequence[str] = ()
    directory: bool = False

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(f"/col/col{self.column}/index.html", self.listing),
                Route(self.proxy_path, self.proxy, methods=["GET", "POST"]),
                Route(UNIT, self.unit),
                Route("/module/xxgk/search.jsp", self.search, methods=["POST"]),
                Route("/module/xxgk/xxgkAnnualReport.jsp", self.annual),
                Route("/art/{y}/{name}", self.detail),
                Route("/art/{y}/{m}/{d}/{name}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        day = report.published_on
        if report.key in self.built:
            return f"/art/{report.year + 1}/art_{report.digest}.html"
        dated = f"{day.year}/{day.month}/{day.day}" if day else "1970/1/1"
        return f"/art/{dated}/art_{self.column}_{report.number}.html"

    @property
    def old(self) -> Sequence[SampleReport]:
        """Those of the jpage list."""
        return [report for report in self.reports if report.key not in self.built]

    async def listing(self, request: Request) -> Response:
        """The column page: the first records inlined, the rest behind the proxy."""
        text = template("hanweb_list").substitute(
            portal=self.name,
            unit=f"{self.column}1",
            datastore=self.datastore(self.old[: self.inlined]) if self.old and not self.directory else "",
            jpaas=self.beside_the_list(),
        )
        return answer(request, text)

    async def search(self, request: Request) -> Response:
        """The xxgk directory: whatever the column, a page of all that there is."""
        pages, number = self.pages(), int(request.query_params.get("currpage", 1))
        shown = self.links(pages[number - 1]) if number <= len(pages) else []
        beside = [(f"/art/2020/1/2/art_9_{each.number}.html", each.title, "") for each in self.reports[:1]]
        return answer(request, items([*shown, *beside], notices=()) if shown else "<p>暂无信息</p>")

    async def proxy(self, request: Request) -> Response:
        asked = request.query_params
        first, last = (int(asked.get(name, 1)) for name in ("startrecord", "endrecord"))
        if self.heeds == "page":
            first = (int(asked["page"]) - 1) * self.page_size + 1
            last = first + self.page_size - 1
        last = min(last, first + self.most - 1)
        return answer(request, self.datastore(self.old[first - 1 : last]), media="text/xml")

    def datastore(self, shown: Sequence[SampleReport]) -> str:
        more = (
            f"{self.proxy_path}?page=1&webid=1&path=/&columnid={self.column}"
            f"&unitid={self.column}1&webname={self.name}&permissiontype=0"
        )
        records = "".join(
            f'<record><![CDATA[<li><a href="{self.address(each)}" title="{escape(each.title)}">'
            f"{escape(each.title)}</a><span>{each.day}</span></li>]]></record>"
            for each in shown
        )
        return (
            f'<datastore><nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup>'
            f"<recordset>{records}</recordset><totalrecord>{len(self.old)}</totalrecord></datastore>"
        )

    def beside_the_list(self) -> str:
        if self.directory:
            return '<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area=11450000"></iframe>'
        return self.unit_script() if self.built else ""

    def unit_script(self) -> str:
        said = str({**QUERY, "parseType": PARSE_TYPE})
        return f'<script src="/unitbuild.js" url="{UNIT}" queryData="{said}"></script>'

    async def unit(self, request: Request) -> Response:
        """jpaas: a page's number counts only inside paramJson."""
        asked = json.loads(request.query_params.get("paramJson", "{}"))
        start = (int(asked.get("pageNo", 1)) - 1) * self.page_size
        built = [report for report in self.reports if report.key in self.built]
        listed = items(self.links(built[start : start + self.page_size]), notices=())
        pagination = f'<div class="pagination" rows="{self.page_size}" count="{len(built)}"></div>'
        return JSONResponse({"success": True, "data": {"html": listed + pagination}})

    async def annual(self, request: Request) -> Response:
        """The unit's report on a year; a year it has none for is a page that does not exist."""
        asked = request.query_params
        for report in self.reports:
            if asked.get("area") == self.area and asked.get("fbtime") == str(report.year):
                return answer(request, article("hanweb_article", report, self.name))
        raise HTTPException(404)

    async def detail(self, request: Request) -> Response:
        return answer(request, article("hanweb_article", self.report_at(request.url.path), self.name))
