"""Titles of one body and of others on the same column → a pattern that finds the ones and not the others."""

import re
from collections.abc import Sequence

_YEAR = re.compile(r"20\d\d")


def pattern_for(name: str, own: Sequence[str], others: Sequence[str]) -> re.Pattern[str]:
    """The simplest that parts them: the body's name, the name up to its year, else the titles' shapes."""
    escaped = re.escape(name)
    simple = (escaped, f"^{escaped}", rf"{escaped}(?:人民政府)?(?:20\d\d|政府|信息)")
    return next(
        (found for found in map(re.compile, simple) if _parts(found, own, others)),
        re.compile(f"^(?:{'|'.join(dict.fromkeys(map(_shape, own)))})$"),
    )


def _parts(pattern: re.Pattern[str], own: Sequence[str], others: Sequence[str]) -> bool:
    return all(map(pattern.search, own)) and not any(map(pattern.search, others))


def _shape(title: str) -> str:
    """The title with any year in the place of its own."""
    return r"20\d\d".join(re.escape(part) for part in _YEAR.split(title))
