"""A TRS WCM portal: a column directory paged by createPageHTML, articles `./YYYYMM/tYYYYMMDD_<id>`.

An article without a known day has the address that migrated TRS sites show: `./tnull_<id>`. A long one goes
on in `t…_1.html`; one that is a file is wrapped by a page that leads to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.attachment import DOCX, as_docx
from gateway.samples.page import answer, answer_bytes, article, items, robots, template
from gateway.samples.report import SampleReport
from gateway.samples.site import Site

COLUMN = "/zwgk/zfxxgk/zfxxgknb/"
EPOCH = "197001/t19700101"
# What the page of a file says.
WRAPPER = '<p>年度报告全文见附件。</p><p>附件：<a href="./{file}">{title}</a></p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class TrsSite(Site):
    """`charset` is what the pages are written in, `label` what the header wrongly claims, if anything.

    `script` writes the paging: `call` (createPageHTML) or `count` (var countPage). With `framed` the
    list stands in a frame of the column page. `epoch`: addresses claim 1970, as after a migration.
    `split` are the reports that go on on a second page, `attached` those that are Word files which a page
    wraps, `direct` those that the list itself leads to as files.
    """

    extension: str = "html"
    charset: str = "utf-8"
    label: str | None = None
    script: str = "call"
    framed: bool = False
    epoch: bool = False
    split: Sequence[str] = ()
    attached: Sequence[str] = ()
    direct: Sequence[str] = ()

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
        day = report.published_on
        dated = EPOCH if self.epoch else f"{day:%Y%m}/t{day:%Y%m%d}" if day else "tnull"
        extension = "docx" if report.key in self.direct else self.extension
        return f"{COLUMN}{dated}_{report.number}.{extension}"

    async def column(self, request: Request) -> Response:
        name = request.path_params.get("name", f"index.{self.extension}")
        if self.framed and "name" not in request.path_params:
            return self.written(request, template("frame").substitute(portal=self.name, frame="list.html"))
        pages = self.pages()
        names = [f"index{f'_{n}' if n else ''}.{self.extension}" for n in range(len(pages))]
        name = names[0] if self.framed and name == "list.html" else name
        if name not in names:
            return await self.detail(request)
        current = names.index(name)
        text = template("trs_list").substitute(
            portal=self.name,
            charset=self.charset,
            items=items(self.links(pages[current])),
            script=self.paging(len(pages), current),
        )
        return self.written(request, text)

    def paging(self, pages: int, current: int) -> str:
        if self.script == "call":
            return f'createPageHTML({pages}, {current}, "index", "{self.extension}")'
        return (
            f"var currentPage = {current}; var countPage = {pages};"
            f' var next = "index_" + (currentPage + 1) + ".{self.extension}";'
        )

    async def detail(self, request: Request) -> Response:
        path = request.url.path
        for report in self.reports:
            address, further = self.address(report), self.beside(report, f"_1.{self.extension}")
            if path == address and report.key in self.direct:
                return answer_bytes(request, as_docx(report), DOCX)
            if path == address:
                return self.page(request, report)
            if path == further and report.key in self.split:
                return self.written(request, self.article(report, report.body.splitlines()[-1]))
            if path == self.beside(report, ".docx") and report.key in self.attached:
                return answer_bytes(request, as_docx(report), DOCX)
        raise HTTPException(404)

    def beside(self, report: SampleReport, ending: str) -> str:
        return self.address(report).removesuffix(f".{self.extension}") + ending

    def page(self, request: Request, report: SampleReport) -> Response:
        name = self.beside(report, "").rpartition("/")[2]
        body = report.body
        if report.key in self.split:
            script = f'<script>createPageHTML(2, 0, "{name}", "{self.extension}")</script>'
            body = "\n".join(body.splitlines()[:-1]) + script
        elif report.key in self.attached:
            body = WRAPPER.format(file=f"{name}.docx", title=report.title)
        return self.written(request, self.article(report, body))

    def article(self, report: SampleReport, body: str) -> str:
        return article("trs_article", report, self.name, charset=self.charset, body=body)

    def written(self, request: Request, text: str) -> Response:
        return answer(request, text, charset=self.charset, label=self.label)
