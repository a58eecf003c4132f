"""`gongkai schema`: the contract in GraphQL's schema language, on stdout."""

import typer


def print_contract() -> None:
    """打印 GraphQL 接口定义（SDL）。 Print the GraphQL schema (SDL)."""
    from schema.graph.contract import build_schema  # noqa: PLC0415

    typer.echo(build_schema(()).as_str())
