"""TOML → Profile: one file, one portal. The first noun on the line; adding a city is adding a file.

A key that no profile has is an error that names the file and the nearest key there is, so that a slip
of the pen is never silently without effect. What the values must not contradict is in `profile_checks`.
"""

import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from adapters.errors import ProfileError
from adapters.families.options import OPTIONS, Options
from adapters.profile import Expect, Profile
from adapters.profile_checks import check_profile
from adapters.typed_table import Malformed, nearest, read_record

__all__ = ["BUNDLED", "Expect", "Profile", "load_profile", "load_profiles", "read_profile"]

BUNDLED = Path(str(files("adapters"))) / "portals"


def load_profiles(folder: Path = BUNDLED) -> tuple[Profile, ...]:
    """All profiles of a folder, ordered by code. Raises ProfileError."""
    return tuple(load_profile(path) for path in sorted(folder.glob("*.toml")))


def load_profile(path: Path) -> Profile:
    """Raises ProfileError for anything that does not belong in a profile."""
    try:
        return read_profile(path.read_text("utf-8"), path.stem)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path.name}: cannot be read as TOML: {error}") from error
    except Malformed as error:
        raise ProfileError(f"{path.name}: {error}") from error


def read_profile(text: str, code: str, on: date | None = None) -> Profile:
    """The profile in a text, as it holds on a day (today). Raises TOMLDecodeError or Malformed."""
    table = tomllib.loads(text)
    options = _options(table)
    profile: Profile = read_record(Profile, table, "the profile", options=options)
    check_profile(profile, code)
    today = on or date.today()  # noqa: DTZ011 - hosts change hands by the calendar, not by the clock
    answering = [alias.host for alias in profile.aliases if alias.holds(today)]
    return replace(profile, hosts=(*profile.hosts, *answering))


def _options(table: dict[str, Any]) -> Options:
    """The family's own table, taken out of the profile's."""
    family = table.get("family")
    if not isinstance(family, str) or family not in OPTIONS:
        raise Malformed(f"family is {family!r}{nearest(str(family), OPTIONS)}")
    for other in table.keys() & OPTIONS.keys() - {family}:
        raise Malformed(f"[{other}] says nothing to a profile of family {family}; write [{family}]")
    options: Options = read_record(OPTIONS[family], table.pop(family, {}), f"[{family}]")
    return options
