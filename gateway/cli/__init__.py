"""The command line: one file a command. `main` is the console script `gongkai`.

Commands import what they need when they run, so that `gongkai extract` need not wait for SQL and HTTP.
"""

import sys

import typer

from gateway.cli import commands


def main() -> None:
    """Run a command; an error of ours is one line on stderr, never a traceback."""
    from adapters.errors import AdapterError  # noqa: PLC0415
    from gateway.errors import GatewayError  # noqa: PLC0415
    from schema.errors import SchemaError  # noqa: PLC0415

    try:
        commands.app()
    except (AdapterError, GatewayError, SchemaError) as error:
        typer.echo(f"gongkai: {error}", err=True)
        sys.exit(1)
