"""`/v1/dump/2023.zip` → all that is kept of a year's reports as one file; `.sha256` is beside it.

A file is made in a thread when it is first asked for and kept until the data move on, so that a download can
be checked and taken up again where it broke off.
"""

import asyncio
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from gateway.errors import StoreBusy, StoreUnavailable
from gateway.export.dumped import FOLDER, Dump, Dumper
from gateway.serve.contexts import Contexts
from gateway.serve.exports import unavailable
from gateway.serve.fresh import unchanged, validators
from gateway.serve.problems import problem

FIRST_YEAR, LAST_YEAR = 2008, 2100


class Dumps:
    """The files made so far, by year; one of a year is made at a time, the one before it stays a while."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._kept: dict[int, Dump] = {}
        self._before: dict[int, Dump] = {}
        self._turns: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def routes(self) -> list[BaseRoute]:
        return [
            Route(FOLDER, self._list),
            Route(FOLDER + "/{year:int}.zip", self._file),
            Route(FOLDER + "/{year:int}.zip.sha256", self._checksum),
        ]

    def close(self) -> None:
        """Throw the files away."""
        if self._folder is not None:
            self._folder.cleanup()
        self._folder = None
        self._kept, self._before = {}, {}
        self._turns.clear()

    async def _list(self, request: Request) -> Response:
        """The years there are."""
        await self._contexts.of(request)
        dumper = self._contexts.dumper
        try:
            years = await asyncio.to_thread(dumper.years) if dumper else ()
        except (StoreBusy, StoreUnavailable) as error:
            return unavailable(error)
        listed = [
            {"year": y, "url": f"{FOLDER}/{y}.zip", "sha256": f"{FOLDER}/{y}.zip.sha256"} for y in years
        ]
        headers = validators(self._contexts.tag(request), self._contexts.moved_at)
        return Response(orjson.dumps({"dumps": listed}), headers=headers, media_type="application/json")

    async def _file(self, request: Request) -> Response:
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        headers = validators(f'"{found.sha256}"', self._contexts.moved_at)
        if unchanged(request, headers):
            return Response(status_code=304, headers=headers)
        name = found.path.name
        return FileResponse(found.path, headers=headers, media_type="application/zip", filename=name)

    async def _checksum(self, request: Request) -> Response:
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        told = f"{found.sha256}  {found.path.name}\n"
        return PlainTextResponse(told, headers={"cache-control": "no-cache"})

    async def _found(self, request: Request) -> Dump | Response:
        year = int(request.path_params["year"])
        await self._contexts.of(request)
        dumper, dump = self._contexts.dumper, None
        if dumper is not None and FIRST_YEAR <= year <= LAST_YEAR:
            try:
                async with self._turns[year]:
                    dump = await self._current(year, dumper)
            except (StoreBusy, StoreUnavailable) as error:
                return unavailable(error)
        return dump or _nothing(year)

    async def _current(self, year: int, dumper: Dumper) -> Dump | None:
        kept = self._kept.get(year)
        if kept is not None and kept.version == self._contexts.version:
            return kept
        made = await asyncio.to_thread(self._made, year, dumper)
        if made is not None:
            # Whoever is being sent the last one may still open it; nobody can be sent the one before.
            if (old := self._before.pop(year, None)) is not None:
                shutil.rmtree(old.path.parent, ignore_errors=True)
            if kept is not None:
                self._before[year] = kept
            self._kept[year] = made
        return made

    def _made(self, year: int, dumper: Dumper) -> Dump | None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="gongkai-dumps-")
        return dumper.write(year, Path(tempfile.mkdtemp(dir=self._folder.name)))


def _nothing(year: int) -> Response:
    message = f"库中没有 {year} 年度的年报，有哪些年度见 {FOLDER} / no report on {year} is held, see {FOLDER}"
    return problem(404, "NOT_FOUND", "NO_REPORT", message, year=year)
