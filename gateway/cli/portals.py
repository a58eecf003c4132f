"""`gongkai portal list`: which portals there are profiles for."""

from typing import Annotated

import typer

HEADER = ("code", "place", "name", "family", "scope", "url")


def list_portals(
    samples: Annotated[bool, typer.Option(help="也列出示例门户。 The sample portals too.")] = False,
) -> None:
    """列出已配置的门户，每行一个，以制表符分隔。 List the portals that have a profile, tab-separated."""
    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.samples.portals import sample_profiles  # noqa: PLC0415

    typer.echo("\t".join(HEADER))
    for profile in (*load_profiles(), *(sample_profiles() if samples else ())):
        cells = (profile.code, profile.place, profile.name, profile.family, profile.scope.value, profile.url)
        typer.echo("\t".join(cells))
