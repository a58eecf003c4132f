"""`gongkai version`: what is installed."""

import typer


def print_version() -> None:
    """打印版本号。 Print the version."""
    from gateway.serve.version import own_version  # noqa: PLC0415

    typer.echo(own_version())
