"""Store → a year's data package as a file, of one state of the data, with its checksum."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from gateway.compare.from_store import dates_of_reports
from gateway.compare.lateness import doubtful
from gateway.compare.source import DateRow
from gateway.export.answer import About, Answer
from gateway.export.dumped import FOLDER, Dump, dump_answer, dump_name
from gateway.export.to_package import to_package
from gateway.store.steady import SteadyReader, steady_reader


class StoreDumper:
    """Implements `Dumper` over the store's tables. `public_url` is where others find this gateway."""

    def __init__(self, engine: Engine, public_url: str | None = None) -> None:
        self._engine, self._public_url = engine, (public_url or "").rstrip("/")

    def years(self) -> Sequence[int]:
        """Raises StoreError."""
        with steady_reader(self._engine) as reader:
            return reader.years()

    def write(self, year: int, folder: Path) -> Dump | None:
        """The same data version gives the same bytes. The file is whole or not there. Raises StoreError."""
        with steady_reader(self._engine) as reader:
            if year not in reader.years():
                return None
            path = folder / dump_name(year)
            unfinished = folder / f".{path.name}.{reader.version}"
            try:
                sha256 = asyncio.run(_written(self._answer(year, reader), unfinished))
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
            return Dump(path, sha256, reader.version)

    def _answer(self, year: int, reader: SteadyReader) -> Answer:
        about = About(
            zh=f"{year}年度政府信息公开年报全部数据",
            en=f"All data of the open-government annual reports on {year}",
            question=(("year", str(year)),),
            url=f"{self._public_url}{FOLDER}/{year}.zip",
            version=reader.version,
            moved_at=reader.moved_at,
        )
        dates = (DateRow(*line) for line in reader.lines(dates_of_reports()))
        return dump_answer(year, reader, about, doubtful(dates))


async def _written(answer: Answer, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        async for piece in to_package(answer):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
