"""`gongkai serve`: migrate, fill from the sample portals, answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gateway.settings import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="监听地址。 Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口。 Port to listen on.")] = None,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Folder of documents and database.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
    samples: Annotated[
        bool | None,
        typer.Option("--samples/--no-samples", help="先采集示例门户。 Harvest the samples first."),
    ] = None,
) -> None:
    """启动服务；首次启动先从示例门户采集数据。 Start the service, filled from the sample portals at first."""
    import uvicorn  # noqa: PLC0415

    from gateway.app import create_app  # noqa: PLC0415
    from gateway.cli.begin import begin  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415
    from schema.places.population import use  # noqa: PLC0415

    settings = load_settings(host=host, port=port, data=data, database_url=database, samples=samples)
    begin(settings)
    # Looked at here too, so that a slip in the file is one line and not a failed start.
    use(settings.population)
    _fill(settings)
    typer.echo(f"公开 Gongkai: http://{settings.host}:{settings.port}/", err=True)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        # Our own lines say more, and uvicorn's set-up would replace the handlers.
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=settings.max_body_bytes,
        timeout_graceful_shutdown=5,
    )


def _fill(settings: "Settings") -> None:
    from gateway.cli.gather import gather  # noqa: PLC0415
    from gateway.samples.portals import sample_profiles  # noqa: PLC0415
    from gateway.store.store import open_store  # noqa: PLC0415

    store = open_store(settings)
    try:
        if settings.samples:
            gather(sample_profiles(), store, settings)
    finally:
        store.close()
