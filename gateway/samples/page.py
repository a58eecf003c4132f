"""Page templates and answers that all sample portals share: chrome, robots.txt, validators."""

import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gateway.samples.report import HERE, SampleReport

# What every column of annual reports also carries; none of these is a report.
NOTICES = (
    "关于做好年度政府信息公开工作年度报告编制工作的通知",
    "政府信息公开指南",
    "年度政务公开工作要点",
)


@cache
def template(name: str) -> Template:
    """chrome/<name>.html; `$name` marks what is filled in."""
    return Template(HERE.joinpath("chrome", f"{name}.html").read_text("utf-8"))


def article(name: str, report: SampleReport, portal_name: str, **more: str) -> str:
    """A whole detail page: the family's chrome around the report's body."""
    return template(name).substitute(
        {
            "title": escape(report.title),
            "portal": escape(portal_name),
            "publisher": escape(report.publisher),
            "day": report.day,
            "index_number": escape(report.index_number),
            "source": escape(report.source),
            "original": escape(report.original),
            "body": report.body,
            **more,
        }
    )


def items(links: Sequence[tuple[str, str, str]], notices: Sequence[str] = NOTICES) -> str:
    """(address, title, day) → the list items of a column page, followed by what is no report."""
    return "\n".join(
        f'<li><a href="{escape(address)}" title="{escape(title)}">{escape(title)}</a><span>{day}</span></li>'
        for address, title, day in [*links, *(("notice.html", notice, "") for notice in notices)]
    )


def answer(
    request: Request, text: str, *, charset: str = "utf-8", label: str | None = None, media: str = "text/html"
) -> Response:
    """The page with an ETag, or 304 to a client that has it. `label` is the charset the header claims."""
    return answer_bytes(request, text.encode(charset), f"{media}; charset={label or charset}")


def answer_bytes(request: Request, body: bytes, media: str) -> Response:
    """A file with an ETag, or 304."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"etag": etag})
    return Response(body, headers={"etag": etag, "content-type": media})


def robots() -> Route:
    async def allow(_: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /search/\n")

    return Route("/robots.txt", allow)
