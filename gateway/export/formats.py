"""The forms an answer can leave in: extension of the address → media type and writer."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from gateway.export.answer import Answer
from gateway.export.sdmx_flows import FLOWS
from gateway.export.to_csv import to_csv
from gateway.export.to_json import to_json, to_jsonl
from gateway.export.to_package import to_package
from gateway.export.to_sdmx import to_sdmx
from gateway.export.to_xlsx import to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """How an answer is written, and what the writing is called."""

    extension: str
    media_type: str
    write: Callable[[Answer], AsyncIterator[bytes]]


_FORMATS = (
    Format("json", "application/json", to_json),
    Format("jsonl", "application/x-ndjson", to_jsonl),
    Format("csv", "text/csv; charset=utf-8; header=present", to_csv),
    Format("xlsx", XLSX, to_xlsx),
    Format("sdmx.csv", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", to_sdmx),
    Format("zip", "application/zip", to_package),
)
FORMATS: Mapping[str, Format] = {one.extension: one for one in _FORMATS}
PLAIN = FORMATS["json"]


def formats_of(name: str) -> tuple[Format, ...]:
    """Those that an answer of this name can have; SDMX only where there are observations."""
    return tuple(one for one in _FORMATS if one.write is not to_sdmx or name in FLOWS)
