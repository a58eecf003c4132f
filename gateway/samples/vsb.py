"""A VSB portal: pages numbered backwards (`gknb.htm`, then `gknb/2.htm`, `gknb/1.htm`), articles
`/info/<tree>/<id>.htm`.

The body stands in `#vsb_content` around `.v_news_content`; the hit counter is filled by a script, so
that nothing follows 点击.
"""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

LIST = "/zwgk/gknb"
TREE = 5069


@dataclass(frozen=True, slots=True, kw_only=True)
class VsbSite(Site):
    """Its first page has no number; the last page is number 1."""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(f"{LIST}.htm", self.column),
                Route(f"{LIST}/{{number:int}}.htm", self.column),
                Route(f"/info/{TREE}/{{name}}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        return f"/info/{TREE}/{report.number}.htm"

    async def column(self, request: Request) -> Response:
        pages = self.pages()
        number = request.path_params.get("number", len(pages))
        if not 1 <= number <= len(pages) or request.url.path == f"{LIST}/{len(pages)}.htm":
            raise HTTPException(404)
        position = len(pages) - number
        text = template("vsb_list").substitute(
            portal=self.name,
            items=items(self.links(pages[position])),
            total=len(self.reports),
            current=position + 1,
            pages=len(pages),
        )
        return answer(request, text)

    async def detail(self, request: Request) -> Response:
        return answer(request, article("vsb_article", self.report_at(request.url.path), self.name))
