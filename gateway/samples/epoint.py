"""An Epoint portal: pages are templates, a service that is asked by POST fills them.

The site's script says which site it is and where the service stands. Long titles are cut in `title` and
whole in `realtitle`.
"""

import json
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gateway.samples.page import answer, article, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

SITE = "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"
PROJECT = "/EWB-FRONT"
SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EpointSite(Site):
    """`envelope` is the name of what a question stands in, `as_text` whether the answer is JSON in JSON."""

    categorynum: str = "003017002"
    envelope: str = ""
    as_text: bool = False

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route("/dynamic/zwgk/govInfoPub.html", self.column),
                Route("/js/webBuilderCommon.js", self.script),
                Route(f"{PROJECT}/rest/lightfrontaction/getgovinfolist", self.service, methods=["POST"]),
                Route("/zwgk/003017/{name}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        return f"/zwgk/003017/{report.number}.html"

    async def column(self, request: Request) -> Response:
        return answer(request, template("epoint_list").substitute(portal=self.name))

    async def script(self, _: Request) -> Response:
        said = json.dumps({"siteGuid": SITE, "projectName": PROJECT})
        return PlainTextResponse(f"var siteInfo = {said};", media_type="text/javascript")

    async def service(self, request: Request) -> Response:
        """Pages count from 0; a page past the last is empty."""
        said = await request.json()
        asked = said.get(self.envelope) if self.envelope else said
        if not asked or (asked.get("siteGuid"), asked.get("categorynum")) != (SITE, self.categorynum):
            raise HTTPException(400)
        start = int(asked["pageIndex"]) * self.page_size
        data = [
            {
                "title": each.title[:SHORT] + "…",
                "realtitle": each.title,
                "infourl": self.address(each),
                "infodate": each.day,
            }
            for each in self.reports[start : start + self.page_size]
        ]
        custom = {"total": len(self.reports), "data": data}
        return JSONResponse({"custom": json.dumps(custom) if self.as_text else custom})

    async def detail(self, request: Request) -> Response:
        return answer(request, article("plain_article", self.report_at(request.url.path), self.name))
