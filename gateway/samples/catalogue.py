"""A portal with a catalogue of its own make: truecms, JSON in a callback, asked for by numbers of
records.

It answers 404 without the column page as referer, and gives no more than its window however much is
asked for.
"""

import json
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

LIST = "/zwgk/gknb/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSite(Site):
    """`page_size` is its window."""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(LIST, self.column),
                Route("/messageController/getMessage.do", self.messages),
                Route("/single/29/{name}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        return f"/single/29/{report.number}.html"

    async def column(self, request: Request) -> Response:
        return answer(request, template("catalogue_list").substitute(portal=self.name))

    async def messages(self, request: Request) -> Response:
        asked = request.query_params
        if request.headers.get("referer") != f"https://{self.host}{LIST}":
            raise HTTPException(404)
        first = int(asked["startrecord"])
        last = min(int(asked["endrecord"]), first - 1 + self.page_size)
        shown = self.reports[first - 1 : last]
        told = {"result": items(self.links(shown), notices=()) if shown else ""}
        text = f"{asked['callback']}({json.dumps(told, ensure_ascii=False)});"
        return answer(request, text, media="text/javascript")

    async def detail(self, request: Request) -> Response:
        return answer(request, article("plain_article", self.report_at(request.url.path), self.name))
