"""A Hanweb portal: a jpage column with its XML island and dataproxy.jsp, or the xxgk module's grid.

Articles stand at `/art/Y/M/D/art_<column>_<id>.html`; the grid answers `?fbtime=<year>&area=<unit>`
with the report itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer, article, robots, template
from gateway.samples.report import SampleReport


@dataclass(frozen=True, slots=True, kw_only=True)
class HanwebSite:
    """`area` is the unit code that the xxgk module knows the reports by; the jpage column lists them too."""

    name: str
    host: str
    reports: Sequence[SampleReport]
    column: int = 1228
    inlined: int = 1
    area: str = ""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(f"/col/col{self.column}/index.html", self.listing),
                Route("/module/web/jpage/dataproxy.jsp", self.proxy),
                Route("/module/xxgk/xxgkAnnualReport.jsp", self.annual),
                Route("/art/{y}/{m}/{d}/{name}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        day = report.published_on
        dated = f"{day.year}/{day.month}/{day.day}" if day else "1970/1/1"
        return f"/art/{dated}/art_{self.column}_{report.number}.html"

    async def listing(self, request: Request) -> Response:
        """The column page: the first records inlined, the rest behind the proxy."""
        text = template("hanweb_list").substitute(
            portal=self.name, unit=f"{self.column}1", datastore=self.datastore(self.reports[: self.inlined])
        )
        return answer(request, text)

    async def proxy(self, request: Request) -> Response:
        first, last = (int(request.query_params.get(name, 1)) for name in ("startrecord", "endrecord"))
        return answer(request, self.datastore(self.reports[first - 1 : last]), media="text/xml")

    def datastore(self, shown: Sequence[SampleReport]) -> str:
        more = (
            f"/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=/&columnid={self.column}"
            f"&unitid={self.column}1&webname={self.name}&permissiontype=0"
        )
        records = "".join(
            f'<record><![CDATA[<li><a href="{self.address(each)}" title="{escape(each.title)}">'
            f"{escape(each.title)}</a><span>{each.day}</span></li>]]></record>"
            for each in shown
        )
        return (
            f'<datastore><nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup>'
            f"<recordset>{records}</recordset><totalrecord>{len(self.reports)}</totalrecord></datastore>"
        )

    async def annual(self, request: Request) -> Response:
        """The unit's report on a year; a year it has none for is a page that does not exist."""
        asked = request.query_params
        for report in self.reports:
            if asked.get("area") == self.area and asked.get("fbtime") == str(report.year):
                return answer(request, article("hanweb_article", report, self.name))
        raise HTTPException(404)

    async def detail(self, request: Request) -> Response:
        for report in self.reports:
            if self.address(report) == request.url.path:
                return answer(request, article("hanweb_article", report, self.name))
        raise HTTPException(404)
