"""Answer → SDMX-CSV 2.0: one observation a row, by the dataflow of its table; see `sdmx_structure`."""

from collections.abc import AsyncIterator, Mapping

from gateway.export.answer import Answer
from gateway.export.sdmx_flows import FLOWS, OBS_VALUE, Flow
from gateway.export.to_csv import lines

# What a query's answer is, as against data to be appended or replaced.
INFORMATION = "I"


async def to_sdmx(answer: Answer) -> AsyncIterator[bytes]:
    """Without a byte order mark, which the standard does not foresee."""
    flow = FLOWS[answer.name]
    table = next(table for table in answer.data if table.name == flow.table)
    yield lines([header(flow)])
    async for rows in table.batches():
        yield lines(_observation(flow, dict(zip(table.shape.names, row, strict=True))) for row in rows)


def header(flow: Flow) -> list[str]:
    """The columns in their order."""
    dimensions, attributes = (
        [part.concept for part in parts] for parts in (flow.dimensions, flow.attributes)
    )
    return ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, OBS_VALUE, *attributes]


def _observation(flow: Flow, row: Mapping[str, object]) -> list[str]:
    return [
        "dataflow",
        flow.structure,
        INFORMATION,
        *(part.text(row) for part in flow.dimensions),
        flow.value(row),
        *(part.text(row) for part in flow.attributes),
    ]
