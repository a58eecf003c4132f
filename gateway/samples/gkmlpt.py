"""A portal of Guangdong's platform: a directory with its site and columns in a script, lists from an
interface.

Articles are `/gkmlpt/content/0/<id>/post_<id>.html` with the body as JSON in `window._CONFIG.DETAIL`.
"""

import json
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateway.samples.page import answer, article, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

SID = "755001"
COLUMN = 153


@dataclass(frozen=True, slots=True, kw_only=True)
class GkmlptSite(Site):
    """`first_only`: the interface answers 404 from page 2 on, as one site does."""

    first_only: bool = False

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route("/gkmlpt/index", self.directory),
                Route("/gkmlpt/api/all/{column:int}", self.interface),
                Route("/gkmlpt/content/0/{folder}/{name}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        return f"/gkmlpt/content/0/{report.number}/post_{report.number}.html"

    async def directory(self, request: Request) -> Response:
        tree = [
            {"id": 150, "name": "机构职能", "children": []},
            {
                "id": 152,
                "name": "政府信息公开年度报告",
                "children": [{"id": COLUMN, "name": "市本级", "children": []}],
            },
        ]
        text = template("gkmlpt_index").substitute(
            portal=self.name, sid=SID, tree=json.dumps(tree, ensure_ascii=False)
        )
        return answer(request, text)

    async def interface(self, request: Request) -> Response:
        pages, page = self.pages(), int(request.query_params.get("page", 1))
        known = request.path_params["column"] == COLUMN and request.query_params.get("sid") == SID
        if not known or page > (1 if self.first_only else len(pages)):
            raise HTTPException(404)
        articles = [
            {
                "id": each.number,
                "title": each.title,
                "url": f"https://{self.host}{self.address(each)}",
                "created_at": each.day,
            }
            for each in pages[page - 1]
        ]
        return JSONResponse({"articles": articles, "classify": {"post_count": len(self.reports)}})

    async def detail(self, request: Request) -> Response:
        report = self.report_at(request.url.path)
        told = {
            "title": report.title,
            "publisher": report.publisher,
            "created_at": report.day,
            "content": report.body,
        }
        return answer(request, article("gkmlpt_article", report, self.name, detail=json.dumps(told)))
