"""A portal of no known make: a list that does not say what its further pages are called.

Its columns are shared: a page past the last answers with the news of the home page, as some portals do.
"""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import NOTICES, answer, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

COLUMN = "/zwgk/gknb/"
# What else the office files under the column, so that its first page is a long one.
OTHERS = tuple(f"{notice}（{year}）" for notice in NOTICES for year in (2023, 2022, 2021))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSite(Site):
    """`pages_called` names the further pages; `says_next` adds a link to the next one."""

    pages_called: str = "list_{n}.html"
    says_next: bool = False

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(COLUMN, self.column),
                Route("/xwzx/news.html", self.news),
                Route(f"{COLUMN}{{name}}", self.named),
            ]
        )

    def address(self, report: SampleReport) -> str:
        return f"{COLUMN}{report.number}.html"

    async def column(self, request: Request) -> Response:
        return self.page(request, 1)

    async def named(self, request: Request) -> Response:
        """A further page of the list, or an article."""
        names = {self.pages_called.format(n=n): n for n in range(2, len(self.pages()) + 1)}
        name = request.path_params["name"]
        if name in names:
            return self.page(request, names[name])
        if name.startswith(("list", "index")):
            return await self.news(request)
        return answer(request, article("plain_article", self.report_at(request.url.path), self.name))

    def page(self, request: Request, number: int) -> Response:
        pages = self.pages()
        following = self.pages_called.format(n=number + 1)
        more = f'<a href="{following}">下一页</a>' if self.says_next and number < len(pages) else ""
        others = [(f"{COLUMN}{position}.htm", title, "") for position, title in enumerate(OTHERS)]
        text = template("plain_list").substitute(
            portal=self.name, items=items([*self.links(pages[number - 1]), *others]), more=more
        )
        return answer(request, text)

    async def news(self, request: Request) -> Response:
        """What the portal shows where it has nothing to show."""
        shown = [(f"/xwzx/{each.number}.html", each.title, each.day) for each in self.reports[:1]]
        text = template("plain_list").substitute(portal=self.name, items=items(shown), more="")
        return answer(request, text)
