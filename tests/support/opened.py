"""Exported files, opened in what their readers use → rows as dictionaries of plain values."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas as pd
import sdmx
from sdmx.reader.csv import Reader

Row = Mapping[str, Any]


def in_pandas(body: bytes) -> list[Row]:
    """CSV as an analyst reads it: codes as text, everything else as pandas takes it."""
    frame = pd.read_csv(
        io.BytesIO(body),
        encoding="utf-8-sig",
        dtype={"place_code": str},
        keep_default_na=False,
        na_values=[""],
    )
    return [_plain(row) for row in frame.to_dict("records")]


def in_csv(body: bytes) -> list[dict[str, str]]:
    """CSV as text, cell by cell."""
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def in_json_lines(body: bytes) -> list[Row]:
    return [json.loads(line) for line in body.decode().splitlines()]


def in_openpyxl(body: bytes) -> dict[str, list[Row]]:
    """Sheets by their Chinese name; cells by the name of their column, which is the heading's last line."""
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    found = {sheet.title.split(" ")[0]: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    return {
        name: [dict(zip([str(cell).split("\n")[-1] for cell in head], row, strict=False)) for row in rows]
        for name, (head, *rows) in found.items()
    }


def in_sdmx(body: bytes, structure: bytes) -> list[Row]:
    """Observations as a reader of the standard finds them, by the structure that they name."""
    message = _structure(structure)
    (named,) = {row["STRUCTURE_ID"] for row in in_csv(body)} or {None}
    if named is None:
        return []
    flow = message.dataflow[named.partition(":")[2].partition("(")[0]]
    (data,) = Reader().convert(io.BytesIO(body), structure=flow).data
    return [_observed(one, flow.structure) for one in data.obs]


@cache
def _structure(message: bytes) -> Any:
    return sdmx.read_sdmx(io.BytesIO(message))


def _observed(one: Any, structure: Any) -> Row:
    """Every code must be one of its list, and what is mandatory must be there."""
    key = {name: value.value for name, value in dict(one.key.values).items()}
    said = {name: value.value for name, value in one.attached_attribute.items()}
    for component in (*structure.dimensions, *structure.attributes):
        value, codes = {**key, **said}[component.id], component.local_representation.enumerated
        assert codes is None or not value or value in codes, (component.id, value)
    assert said["OBS_STATUS"]
    assert all(key.values())
    return {**key, **said, "OBS_VALUE": float(one.value) if one.value else None}


def in_frictionless(body: bytes, folder: Path) -> dict[str, list[Row]]:
    """A data package that its own validator finds well, sizes and hashes included; rows by table."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.extractall(folder)
    report = frictionless.validate(str(folder / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["type", "note", "message"])
    package = frictionless.Package(str(folder / "datapackage.json"))
    return {each.name: [row.to_dict() for row in each.read_rows()] for each in package.resources}


def by(names: str, rows: Iterable[Row]) -> dict[tuple[Any, ...], Row]:
    """Rows by some of their columns; no two alike."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[name] for name in names.split())
        assert key not in found, key
        found[key] = row
    return found


def _plain(row: Mapping[Any, Any]) -> Row:
    return {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
