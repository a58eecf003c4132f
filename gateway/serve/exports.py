"""Addresses under /v1 → answers as files: `/v1/compare.csv`, `/v1/report.xlsx` and so on. Streamed.

Each question has an address a format, and one without, which answers JSON. Who has an answer of the same
state of the data already gets 304; who asks with HEAD gets the headers, and every error a GET would get.
"""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from gateway.errors import StoreBusy, StoreUnavailable
from gateway.export.answer import About, Answer
from gateway.export.formats import PLAIN, Format, formats_of
from gateway.export.sdmx_structure import structure
from gateway.serve.asked import Asked
from gateway.serve.contexts import Contexts
from gateway.serve.fresh import unchanged, validators
from gateway.serve.problems import problem, refused
from gateway.serve.questions import QUESTIONS, Question
from schema.graph.errors import ContractError

Endpoint = Callable[[Request], Awaitable[Response]]
STRUCTURE_TYPE = "application/vnd.sdmx.structure+xml; version=3.0.0"


def export_routes(contexts: Contexts) -> list[BaseRoute]:
    """All addresses of all questions in all formats."""
    routes: list[BaseRoute] = [Route("/v1/structure.sdmx.xml", sdmx_structure)]
    for name, question in QUESTIONS.items():
        routes.append(Route(f"/v1/{name}", _endpoint(question, PLAIN, contexts)))
        routes += [
            Route(f"/v1/{name}.{form.extension}", _endpoint(question, form, contexts))
            for form in formats_of(name)
        ]
    return routes


async def sdmx_structure(_request: Request) -> Response:
    """Code lists and data structures that SDMX-CSV refers to."""
    return Response(structure(), media_type=STRUCTURE_TYPE, headers={"cache-control": "public, max-age=3600"})


def _endpoint(question: Question, form: Format, contexts: Contexts) -> Endpoint:
    async def answer(request: Request) -> Response:
        context = await contexts.of(request)
        headers = validators(contexts.tag(request), contexts.moved_at)
        if "if-none-match" in request.headers and unchanged(request, headers):
            return Response(status_code=304, headers=headers)  # the tag names this very question
        try:
            found = await question(request, context, _describing(request, contexts))
        except ContractError as error:
            return refused(error)
        except (StoreBusy, StoreUnavailable) as error:
            return unavailable(error)
        if unchanged(request, headers):
            return Response(status_code=304, headers=headers)
        return _sent(request, found, form, headers)

    return answer


def _describing(request: Request, contexts: Contexts) -> Callable[[str, str, Asked], About]:
    url = contexts.public_address(request)
    version, moved_at = contexts.version, contexts.moved_at

    def describe(zh: str, en: str, asked: Asked) -> About:
        return About(zh=zh, en=en, question=asked.pairs, url=url, version=version, moved_at=moved_at)

    return describe


def _sent(request: Request, found: Answer, form: Format, headers: dict[str, str]) -> Response:
    name = f"gongkai-{found.name}.{form.extension}"
    told = {
        **headers,
        "content-type": form.media_type,
        "content-disposition": f'attachment; filename="{name}"',
    }
    if request.method == "HEAD":
        response = Response(headers=told)
        del response.headers["content-length"]  # of an answer that was not made
        return response
    return StreamingResponse(form.write(found), headers=told)


def unavailable(error: StoreBusy | StoreUnavailable) -> Response:
    """The store cannot be asked now; who tries again may be answered."""
    structlog.get_logger("gateway.exports").error("store_unavailable", exc_info=error)
    message = "数据库暂不可用，请稍后再试 / the store cannot be asked now, try again"
    return problem(503, "UNAVAILABLE", "STORE_UNAVAILABLE", message, headers={"retry-after": "5"})
