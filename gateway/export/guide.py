"""Tables → their part of the guide, `docs/exports.md`. `python -m gateway.export.guide` prints it."""

from gateway.export.sdmx_flows import FLOWS, Flow
from gateway.export.shape import Shape, shapes
from gateway.export.to_sdmx import header


def guide() -> str:
    """Markdown: every column of every table, then the columns of SDMX-CSV."""
    tables = "\n\n".join(map(_table, shapes().values()))
    flows = "\n\n".join(_flow(name, flow) for name, flow in FLOWS.items())
    return f"## Tables and columns\n\n{tables}\n\n## Columns of SDMX-CSV\n\n{flows}\n"


def _table(shape: Shape) -> str:
    key = ", ".join(f"`{name}`" for name in shape.key)
    told = f" Key: {key}." if key else ""
    rows = [f"| `{f.name}` | {f.kind} | {f.zh} | {f.en} |" for f in shape.fields]
    head = [f"### `{shape.name}` {shape.zh} {shape.en}", "", f"{shape.about_zh} {shape.about_en}{told}", ""]
    return "\n".join([*head, "| column | kind | 中文 | English |", "|---|---|---|---|", *rows])


def _flow(name: str, flow: Flow) -> str:
    columns = ", ".join(f"`{column}`" for column in header(flow))
    dimensions = ", ".join(f"`{part.concept}`" for part in flow.dimensions)
    where = f"`/v1/{name}.sdmx.csv`, `{flow.structure}`, one row a row of `{flow.table}`"
    return f"{where}: {columns}. Key: {dimensions}."


if __name__ == "__main__":
    print(guide(), end="")  # noqa: T201  # what docs/exports.md holds
