"""A UCAP portal: static lists `list.shtml`, `list_2.shtml` …, or one page filled by a JSON search.

Articles stand at `<column>/YYYYMM/<32 hex digits>.shtml` with `<ucapcontent>` around the body.
"""

from dataclasses import dataclass

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

COLUMN = "/zfb/gknb/"
UNDATED = "197001"  # the month that migrated UCAP sites give an article without a day


@dataclass(frozen=True, slots=True, kw_only=True)
class UcapSite(Site):
    """`channel` is the search's channel; without it the lists are static pages. `most` caps what the search
    gives at once, however much is asked for.
    """

    channel: str = ""
    most: int = 100

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(f"{COLUMN}{{name}}.shtml", self.column),
                Route(f"{COLUMN}{{month}}/{{digest}}.shtml", self.detail),
                Route(f"/common/search/{self.channel or 'none'}", self.search),
            ]
        )

    def address(self, report: SampleReport) -> str:
        month = f"{report.published_on:%Y%m}" if report.published_on else UNDATED
        return f"{COLUMN}{month}/{report.digest}.shtml"

    async def column(self, request: Request) -> Response:
        name, pages = request.path_params["name"], self.pages()
        names = [f"list{f'_{n}' if n > 1 else ''}" for n in range(1, len(pages) + 1)]
        if name not in names:
            raise HTTPException(404)
        current = names.index(name)
        links = [] if self.channel else self.links(pages[current])
        paging = f"createPageHTML('page_div',{len(names)},{current + 1},'list','shtml',{len(self.reports)});"
        text = template("ucap_list").substitute(
            portal=self.name,
            channel=self.channel,
            items=items(links),
            paging="" if self.channel else f"<script>{paging}</script>",
        )
        return answer(request, text)

    async def search(self, request: Request) -> Response:
        page, size = int(request.query_params.get("page", 1)), int(request.query_params.get("_pageSize", 10))
        size = min(size, self.most)
        shown = self.reports[(page - 1) * size : page * size]
        results = [
            {
                "title": report.title,
                "url": f"//{self.host}{self.address(report)}",
                "publishedTimeStr": report.day,
                "channelName": "政府信息公开年报",
                "domainMetaList": [{"resultList": [{"key": "syh", "value": report.index_number}]}],
            }
            for report in shown
        ]
        data = {"page": page, "rows": size, "total": len(self.reports), "results": results}
        return answer(request, orjson.dumps({"data": data}).decode(), media="application/json")

    async def detail(self, request: Request) -> Response:
        return answer(request, article("ucap_article", self.report_at(request.url.path), self.name))
