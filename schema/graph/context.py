"""One request → what its resolvers may use: the ports, the caller's rights, and the loaders."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

import strawberry

from schema.graph.loaders import Loaders
from schema.ports import Comparer, Harvester, Reader

CHINA = timezone(timedelta(hours=8))


def today() -> date:
    """The day it is in China, where the reports are due."""
    return datetime.now(UTC).astimezone(CHINA).date()


@dataclass(kw_only=True)
class Context:
    """`operator` tells whether the request carries an operator's key; `language` is `zh` or `en`."""

    reader: Reader
    comparer: Comparer
    harvester: Harvester | None = None
    operator: bool = False
    language: str = "zh"
    clock: Callable[[], date] = today
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        self.loaders = Loaders(self.reader)

    @property
    def english(self) -> bool:
        return self.language.startswith("en")


Info: TypeAlias = strawberry.Info[Context, None]
