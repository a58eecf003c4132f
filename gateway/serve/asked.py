"""The arguments in an address → values for the functions that check those of GraphQL.

Lists may be joined by commas or given several times. A name that no argument has is refused.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import TypeVar, cast

from starlette.requests import Request

from schema.graph.asked_moment import read_moment
from schema.graph.context import Context, Info
from schema.graph.errors import BadInput

E = TypeVar("E", bound=StrEnum)


class Asked:
    """The arguments of one request. Every method raises BadInput for what cannot be meant."""

    def __init__(self, request: Request, known: Mapping[str, str] | tuple[str, ...]) -> None:
        self._given = request.query_params
        if unknown := sorted(set(self._given) - set(known)):
            names = ", ".join(known)
            raise BadInput(
                "BAD_ARGUMENT",
                f"不认识参数 {'、'.join(unknown)}，可用的是：{names}",
                f"unknown arguments {', '.join(unknown)}, known: {names}",
                argument=unknown[0],
            )

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As they were given, for the reader of the answer."""
        return tuple(sorted(self._given.multi_items()))

    def texts(self, name: str) -> list[str]:
        texts = self._given.getlist(name)
        return [part.strip() for text in texts for part in text.split(",") if part.strip()]

    def text(self, name: str) -> str | None:
        return self._given.get(name) or None

    def needed(self, name: str) -> str:
        if found := self.text(name):
            return found
        raise BadInput("MISSING_ARGUMENT", f"缺少参数 {name}", f"argument {name} is missing", argument=name)

    def years(self, name: str = "years") -> list[int]:
        return [self._whole(text, name) for text in self.texts(name)]

    def some_years(self, name: str = "years") -> list[int] | None:
        """None where the argument was not given at all."""
        return self.years(name) if name in self._given else None

    def year(self, name: str = "year") -> int:
        return self._whole(self.needed(name), name)

    def choice(self, kind: type[E], name: str) -> E | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            return kind(text)
        except ValueError:
            known = ", ".join(kind)
            raise BadInput(
                "BAD_ARGUMENT",
                f"参数 {name} 应为：{known}",
                f"argument {name} is one of {known}",
                argument=name,
            ) from None

    def flag(self, name: str) -> bool:
        text = self.text(name)
        if text in {None, "true", "false"}:
            return text == "true"
        zh, en = f"参数 {name} 应为 true 或 false", f"argument {name} is true or false"
        raise BadInput("BAD_ARGUMENT", zh, en, argument=name)

    def number(self, name: str) -> float | None:
        text = self.text(name)
        try:
            found = None if text is None else float(text)
        except ValueError:
            found = math.nan
        if found is not None and not math.isfinite(found):
            zh, en = f"参数 {name} 不是数：{text!r}", f"argument {name} is not a number: {text!r}"
            raise BadInput("BAD_ARGUMENT", zh, en, argument=name)
        return found

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        return None if text is None else read_moment(text, name)

    def _whole(self, text: str, name: str) -> int:
        if text.isascii() and text.isdigit() and len(text) == 4:
            return int(text)
        raise BadInput(
            "BAD_YEAR",
            f"参数 {name}：年份 {text[:20]!r} 不是四位数",
            f"argument {name}: year {text[:20]!r} is not four digits",
            argument=name,
        )


def info_of(context: Context) -> Info:
    """What the checks of GraphQL arguments look at."""
    return cast("Info", SimpleNamespace(context=context))
