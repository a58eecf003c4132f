"""Answer → a Data Package (zip): CSV files with their schemas, definitions, sources, how to cite, checksums.

`datapackage.json` follows Data Package 2.0 and comes after the tables, whose sizes and hashes it names.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import orjson

from gateway.export.answer import Answer, Table
from gateway.export.archive import Archive, Member, whole
from gateway.export.cells import moment
from gateway.export.citation import citation
from gateway.export.readme import readme
from gateway.export.shape import Field, Kind, Row
from gateway.export.to_csv import csv_of

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
}


async def to_package(answer: Answer) -> AsyncIterator[bytes]:
    """The archive in pieces."""
    archive, hosts = Archive(), _Hosts()
    for table in answer.data:
        async for piece in archive.add(path_of(table), hosts.noting(table)):
            yield piece
    package = orjson.dumps(described(answer, archive.members, hosts.found), option=orjson.OPT_INDENT_2)
    for path, content in (
        ("datapackage.json", package),
        ("README.md", readme(answer).encode()),
        ("SHA256SUMS", b""),
    ):
        async for piece in archive.add(path, whole(content or sums(archive.members))):
            yield piece
    yield archive.end()


def path_of(table: Table) -> str:
    return f"data/{table.name}.csv"


def sums(members: Iterable[Member]) -> bytes:
    """As `sha256sum --check` reads it."""
    return "".join(f"{one.sha256}  {one.path}\n" for one in members).encode()


def described(answer: Answer, members: Sequence[Member], hosts: Iterable[str]) -> dict[str, Any]:
    """`datapackage.json`."""
    about = answer.about
    return {
        "$schema": PROFILE,
        "name": f"gongkai-{answer.name}",
        "title": f"{about.zh} / {about.en}",
        "description": "\n\n".join(f"{zh}\n{en}" for zh, en in answer.notes),
        "homepage": about.url,
        "version": "0" if about.version is None else str(about.version),
        **({"created": moment(about.moved_at)} if about.moved_at else {}),
        "sources": [{"title": host, "path": f"https://{host}/"} for host in sorted(hosts)]
        or [{"title": "no report in this answer"}],
        "citation": citation(about),
        "question": dict(about.question),
        "resources": [_resource(t, m) for t, m in zip(answer.data, members, strict=True)],
    }


def _resource(table: Table, member: Member) -> dict[str, Any]:
    shape = table.shape
    schema: dict[str, Any] = {"fields": [_field(field) for field in shape.fields], "missingValues": [""]}
    if shape.key:
        schema["primaryKey"] = list(shape.key)
    return {
        "name": shape.name,
        "type": "table",
        "path": member.path,
        "title": f"{shape.zh} / {shape.en}",
        "description": f"{shape.about_zh}\n{shape.about_en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": member.size,
        "hash": f"sha256:{member.sha256}",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        **TYPES[field.kind],
        "title": field.zh,
        "description": f"{field.zh} / {field.en}",
    }


class _Hosts:
    """Whose pages the tables rest on: the hosts of all addresses that went through."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    async def noting(self, table: Table) -> AsyncIterator[bytes]:
        """The table as CSV, looked at on the way."""
        if "source_url" not in table.shape.names:
            async for piece in csv_of(table):
                yield piece
            return
        at = table.shape.names.index("source_url")

        async def batches() -> AsyncIterator[Sequence[Row]]:
            async for rows in table.batches():
                self.found |= {host for row in rows if row[at] and (host := urlsplit(str(row[at])).hostname)}
                yield rows

        async for piece in csv_of(Table(shape=table.shape, batches=batches)):
            yield piece
