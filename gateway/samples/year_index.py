"""A portal of year folders: one page of years, in each the list of its reports or the report itself.

Reports are titled without their year where the folder says it, as 温州 and 武昌 do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

COLUMN = "/zwgk/gknb/"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearIndexSite(Site):
    """`itself`: a folder is the report. `announced` are years whose folders do not exist yet."""

    itself: bool = False
    announced: Sequence[int] = ()

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(COLUMN, self.index),
                Route(f"{COLUMN}{{year:int}}n/", self.folder),
                Route(f"{COLUMN}{{year:int}}n/{{name}}", self.inside),
            ]
        )

    def address(self, report: SampleReport) -> str:
        return f"{COLUMN}{report.year}n/" + ("" if self.itself else f"{report.number}.html")

    async def index(self, request: Request) -> Response:
        years = sorted({*self.announced, *(each.year for each in self.reports)}, reverse=True)
        folders = [(f"{COLUMN}{year}n/", f"{year}年", "") for year in years]
        text = template("plain_list").substitute(portal=self.name, items=items(folders), more="")
        return answer(request, text)

    async def folder(self, request: Request) -> Response:
        of_year = [each for each in self.reports if each.year == request.path_params["year"]]
        if not of_year:
            raise HTTPException(404)
        return self.shown(request, of_year[0]) if self.itself else self.page(request, of_year, 0)

    async def inside(self, request: Request) -> Response:
        """A further page of a folder's list, or an article."""
        of_year = [each for each in self.reports if each.year == request.path_params["year"]]
        number = request.path_params["name"].removeprefix("index_").removesuffix(".html")
        if request.path_params["name"].startswith("index_") and number.isdigit():
            return self.page(request, of_year, int(number))
        return self.shown(request, self.report_at(request.url.path))

    def page(self, request: Request, of_year: Sequence[SampleReport], number: int) -> Response:
        pages = replace(self, reports=of_year).pages()
        if number >= len(pages):
            raise HTTPException(404)
        links = [(address, _yearless(title), day) for address, title, day in self.links(pages[number])]
        script = f'<script>createPageHTML({len(pages)}, {number}, "index", "html");</script>'
        text = template("plain_list").substitute(portal=self.name, items=items(links), more=script)
        return answer(request, text)

    def shown(self, request: Request, report: SampleReport) -> Response:
        return answer(request, article("plain_article", report, self.name))


def _yearless(title: str) -> str:
    for year in range(2008, 2031):
        title = title.replace(f"{year}年度", "").replace(f"{year}年", "")
    return title
