"""`POST /v1/check` → what is to be said about a draft. Its bytes are read apart and kept nowhere."""

import asyncio
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from gateway.check.apart import Busy, Checker, Unread
from gateway.serve.asked import Asked
from gateway.serve.problems import problem, refused
from schema.graph.asked_places import known_place
from schema.graph.errors import ContractError

PATH = "/v1/check"
ARGUMENTS = ("name", "place")
LONGEST_NAME = 200
HOW = 'curl --data-binary @report.docx -H "content-type: application/octet-stream" …/v1/check'

WORDS = {
    "NOT_A_REPORT": "文件打开了，但不是一份政府信息公开工作年度报告",
    "DOCUMENT_UNREADABLE": "文件打不开",
    "TOO_LARGE": "文件太大，读不完",
}


def check_routes(seconds: float) -> list[BaseRoute]:
    """The one address; drafts of all its callers share the turns of one checker."""
    checkers: list[Checker] = []

    async def check(request: Request) -> Response:
        if not checkers:  # a checker belongs to the loop it waits in
            checkers.append(Checker(seconds))
        try:
            with checkers[0].queued():
                return await _checked(request, checkers[0], seconds)
        except Busy:
            message = "正在检查的文件太多，请稍后再试 / too many drafts are being read, try again"
            return problem(503, "UNAVAILABLE", "BUSY", message, headers={"retry-after": "10"})

    return [Route(PATH, check, methods=["POST"])]


async def _checked(request: Request, checker: Checker, seconds: float) -> Response:
    if request.headers.get("content-type", "").startswith("multipart/"):
        message = f"请把文件本身作为请求正文 / send the file itself as the body: {HOW}"
        return problem(415, "BAD_INPUT", "MULTIPART", message)
    try:
        asked = Asked(request, ARGUMENTS)
        named = asked.text("place")
        place = None if named is None else known_place(named, "place").code
    except ContractError as error:
        return refused(error)
    try:
        async with asyncio.timeout(seconds):
            body = await request.body()
    except TimeoutError:
        message = f"文件没有在 {seconds:g} 秒内传完 / the file did not arrive within {seconds:g} seconds"
        return problem(408, "BAD_INPUT", "TOO_SLOW", message)
    return await _read(body, (asked.text("name") or "draft")[:LONGEST_NAME], place, checker)


async def _read(body: bytes, name: str, place: str | None, checker: Checker) -> Response:
    if not body.strip():
        message = f"请求没有正文，请把年报文件作为正文 / the request has no body, send the report: {HOW}"
        return problem(400, "BAD_INPUT", "EMPTY_BODY", message)
    try:
        return _told(await checker.check(body, name, place))
    except Unread as error:
        return problem(422, "BAD_INPUT", "TOO_MUCH_TO_READ", f"文件无法在限度内读完 / {error}")


def _told(answer: dict[str, Any]) -> Response:
    if (refusal := answer.get("refused")) is not None:
        reason = str(refusal["code"]).upper()
        zh = WORDS.get(reason, "文件不能读作年度报告")
        return problem(422, "BAD_INPUT", reason, f"{zh} / {refusal['message']}")
    headers = {"cache-control": "no-store"}
    return Response(orjson.dumps(answer["told"]), headers=headers, media_type="application/json")
