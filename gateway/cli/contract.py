"""`gongkai schema`: the contract in GraphQL's schema language, on stdout."""

import typer


def print_contract() -> None:
    """打印 GraphQL 接口定义（SDL）。 Print the GraphQL schema (SDL)."""
    from schema.graph.contract import print_sdl  # noqa: PLC0415

    typer.echo(print_sdl(), nl=False)
