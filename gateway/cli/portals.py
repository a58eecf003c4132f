"""`gongkai portal list`: which portals there are profiles for."""

from typing import Annotated

import typer


def list_portals(
    samples: Annotated[bool, typer.Option(help="也列出示例门户。 The sample portals too.")] = False,
) -> None:
    """列出已配置的门户。 List the portals that have a profile."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.samples.portals import sample_profiles  # noqa: PLC0415

    profiles = [*load_profiles(), *(sample_profiles() if samples else ())]
    listed = Table("code", "place", "name", "family", "scope", "url", box=None, pad_edge=False)
    for profile in profiles:
        listed.add_row(
            profile.code, profile.place, profile.name, profile.family, profile.scope.value, profile.url
        )
    Console(soft_wrap=True).print(listed)
