"""A portal of open data: one file of published figures by place and year, as CSV or JSON.

The CSV lies in `data/<code>.csv`, each row with the address it was published at; the JSON is made of it.
Empty cells say nothing, and its last row is a total that is nobody's.
"""

import csv
import io
from dataclasses import dataclass

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.samples.page import answer_bytes, robots
from gateway.samples.report import HERE, SampleReport
from gateway.samples.site import Site

FOLDER = "/dataset/zfxxgk"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDataSite(Site):
    """`file` is the name of the CSV. It is written in the charset that spreadsheets save by default."""

    file: str
    charset: str = "gb18030"

    def app(self) -> Starlette:
        return Starlette(routes=[robots(), Route(f"{FOLDER}/annual.{{kind}}", self.given)])

    def address(self, report: SampleReport) -> str:
        """Its figures have no pages of their own."""
        return f"{FOLDER}/annual.csv#{report.key}"

    async def given(self, request: Request) -> Response:
        text = HERE.joinpath("data", self.file).read_text("utf-8")
        kind = request.path_params["kind"]
        if kind == "csv":
            return answer_bytes(request, text.encode(self.charset), "text/csv")
        if kind == "json":
            rows = list(csv.DictReader(io.StringIO(text)))
            return answer_bytes(request, orjson.dumps({"data": {"list": rows}}), "application/json")
        raise HTTPException(404)
