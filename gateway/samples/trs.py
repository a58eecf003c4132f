"""A TRS WCM portal: a column directory paged by createPageHTML, articles `./YYYYMM/tYYYYMMDD_<id>`.

An article without a known day has the address that migrated TRS sites show: `./tnull_<id>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer, article, items, robots, template
from gateway.samples.report import SampleReport

COLUMN = "/zwgk/zfxxgk/zfxxgknb/"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrsSite:
    """`charset` is what the pages are written in, `label` what the header wrongly claims, if anything."""

    name: str
    host: str
    reports: Sequence[SampleReport]
    page_size: int = 2
    extension: str = "html"
    charset: str = "utf-8"
    label: str | None = None

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                robots(),
                Route(COLUMN, self.column),
                Route(f"{COLUMN}{{name}}", self.column),
                Route(f"{COLUMN}{{month}}/{{name}}", self.detail),
            ]
        )

    def address(self, report: SampleReport) -> str:
        """Of an article, below the column."""
        if report.published_on is None:
            return f"tnull_{report.number}.{self.extension}"
        return f"{report.published_on:%Y%m}/t{report.published_on:%Y%m%d}_{report.number}.{self.extension}"

    async def column(self, request: Request) -> Response:
        name = request.path_params.get("name", f"index.{self.extension}")
        pages = [
            self.reports[start : start + self.page_size]
            for start in range(0, len(self.reports), self.page_size)
        ]
        names = [f"index{f'_{n}' if n else ''}.{self.extension}" for n in range(len(pages))]
        if name not in names:
            return await self.detail(request)
        current = names.index(name)
        links = [(f"./{self.address(report)}", report.title, report.day) for report in pages[current]]
        text = template("trs_list").substitute(
            portal=self.name,
            charset=self.charset,
            items=items(links),
            pages=len(pages),
            current=current,
            suffix=self.extension,
        )
        return answer(request, text, charset=self.charset, label=self.label)

    async def detail(self, request: Request) -> Response:
        wanted = request.url.path.removeprefix(COLUMN)
        for report in self.reports:
            if self.address(report) == wanted:
                text = article("trs_article", report, self.name, charset=self.charset)
                return answer(request, text, charset=self.charset, label=self.label)
        raise HTTPException(404)
