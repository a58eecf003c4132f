"""Indicator arguments → rows of the dictionary."""

import re
from collections.abc import Iterable

from schema.dictionary import indicators
from schema.errors import UnknownIndicator
from schema.graph.errors import BadInput, NotFound
from schema.records.indicator import Indicator

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
MOST_SUGGESTIONS = 3


def known_indicators(codes: Iterable[str]) -> tuple[Indicator, ...]:
    """In the order given, each once. Raises NotFound (UNKNOWN_INDICATOR) with the nearest codes."""
    return tuple(_known(code) for code in dict.fromkeys(codes))


def some_indicators(codes: Iterable[str]) -> tuple[Indicator, ...]:
    """As `known_indicators`, and at least one."""
    if known := known_indicators(codes):
        return known
    raise BadInput(
        "NO_INDICATORS",
        "参数 indicators 为空，请至少给出一个指标代码",
        "argument indicators is empty, give at least one code",
        argument="indicators",
    )


def indicator_by_code(code: str) -> Indicator | None:
    """None for a code that is well-formed but unknown. Raises BadInput (BAD_CODE) for any other text."""
    if not CODE.fullmatch(code):
        raise BadInput(
            "BAD_CODE",
            f"参数 code 不是指标代码：{code[:60]!r}，代码形如 requests.received；按名称查找请用 indicators(search:)",
            f"argument code is not an indicator's code: {code[:60]!r}, "
            "codes look like requests.received; to find one by name use indicators(search:)",
            argument="code",
        )
    try:
        return indicators.indicator(code)
    except UnknownIndicator:
        return None


def _known(code: str) -> Indicator:
    try:
        return indicators.indicator(code)
    except UnknownIndicator as unknown:
        raise NotFound(
            "UNKNOWN_INDICATOR",
            f"没有代码为 {code[:60]!r} 的指标，请用 indicators(search:) 查找",
            f"{unknown}, or look for it with indicators(search:)",
            argument="indicators",
        ) from None
