"""Environment → Settings. The only place that reads GONGKAI_* variables; read once, when a command starts.

A variable that no setting has is refused with the nearest name there is, so that a slip of the pen is
never silently without effect. The table in the documentation is made by `settings_table`.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.errors import SettingsError

PREFIX = "GONGKAI_"
DATABASE_FILE = "gongkai.db"


class Settings(BaseSettings):
    """How this gateway runs. Every setting says in its description what it does and in which unit."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="address to listen on; 0.0.0.0 for every interface")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    data: Path = Field(Path("data"), description="folder of raw documents and of the embedded database")
    database_url: str | None = Field(
        None,
        description="postgresql+psycopg://… for more than one machine; none: SQLite in the data folder",
    )
    public_url: str | None = Field(
        None, description="address under which others see this gateway, for links that leave it"
    )
    operator_key: SecretStr | None = Field(
        None, min_length=16, description="key for harvest and disposeFinding; without one both are refused"
    )
    samples: bool = Field(True, description="harvest the built-in sample portals when serving")
    population: Path | None = Field(
        None,
        description="CSV of populations (code, year, kind, value, source) for values per 100,000 people",
    )
    contact: str | None = Field(
        None, description="address or e-mail named in the user agent, so that a portal can reach the operator"
    )
    fetch_delay_s: float = Field(2.0, ge=0, le=600, description="seconds between two requests to one host")
    harvest_portals: int = Field(16, ge=1, le=256, description="portals harvested side by side")
    harvest_minutes: float = Field(
        120.0, gt=0, description="minutes after which a run leaves a portal; the next run goes on there"
    )
    harvest_every_h: float | None = Field(
        None,
        gt=0,
        description="hours between two looks, while serving, at what is due, which is then harvested; none: "
        "nothing is fetched unless asked for",
    )
    ocr: bool = Field(
        False,
        description="recognise the letters of scans and pictures, some 5 to 20 seconds of a core for a page; "
        "needs the extra gongkai[ocr]",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="least level of what is logged"
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="form of log lines on stderr; auto: console on a terminal, JSON elsewhere"
    )
    max_body_bytes: int = Field(1_000_000, ge=1000, description="largest request body in bytes")
    max_upload_bytes: int = Field(
        20_000_000, ge=1000, description="largest draft that can be sent to be checked, in bytes"
    )
    check_timeout_s: float = Field(
        30.0, gt=0, le=600, description="seconds after which the reading of a draft is given up"
    )
    max_depth: int = Field(14, ge=1, description="deepest nesting of a GraphQL document")
    max_aliases: int = Field(50, ge=1, description="most aliases in a GraphQL document")
    max_tokens: int = Field(4000, ge=100, description="most tokens in a GraphQL document")
    max_cells: int = Field(
        250_000, ge=1, description="largest comparison: places × years × indicators in one request"
    )
    request_timeout_s: float = Field(15.0, gt=0, description="seconds after which a request is given up")
    cors_origins: tuple[str, ...] = Field(
        (), description="origins that may call from a browser, as a JSON list; none by default"
    )
    introspection: bool = Field(True, description="answer introspection queries, which the explorer needs")

    @property
    def store_url(self) -> str:
        """The database's URL, the embedded one where none is set."""
        return self.database_url or f"sqlite:///{self.data / DATABASE_FILE}"


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment; `overrides` (command-line options) win, None means not given.

    Raises SettingsError for an unknown variable or a value that cannot be meant.
    """
    _refuse_unknown(os.environ)
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_complaint(error)) from None


def settings_table() -> str:
    """All settings as a Markdown table, in the order of the class."""
    head = ["| variable | default | meaning |", "|---|---|---|"]
    rows = [
        f"| `{variable(name)}` | {_default(info)} | {info.description} |"
        for name, info in Settings.model_fields.items()
    ]
    return "\n".join([*head, *rows]) + "\n"


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def _default(info: FieldInfo) -> str:
    return "none" if info.default is None else f"`{info.default}`"


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = {variable(name) for name in Settings.model_fields}
    for name in sorted(environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1, cutoff=0.0)[0]
            raise SettingsError(f"unknown setting {name} in the environment; the nearest there is: {near}")


def _complaint(error: ValidationError) -> str:
    """Which variable, why; the values themselves are left out because one of them is a key."""
    parts = []
    for problem in error.errors(include_input=False, include_url=False):
        name = ".".join(str(part) for part in problem["loc"]) or "settings"
        parts.append(f"{variable(name)}: {problem['msg'][:1].lower()}{problem['msg'][1:]}")
    return "; ".join(parts)


if __name__ == "__main__":
    print(settings_table(), end="")  # noqa: T201  # what docs/settings.md holds
