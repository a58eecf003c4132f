"""An article that stands in a script or in JSON → the page it makes. Called by `open` before HTML is
read.

Guangdong's platform writes the article as `window._CONFIG = {… DETAIL: {"title", "content", …}}`;
interfaces of UCAP sites answer `{"data": {"title", "content", …}}`. The content is HTML in a JSON
string.
"""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

_DETAIL = re.compile(r"""["']?\bDETAIL["']?\s*:\s*(?=\{)""")
_SHORTEST = 20
# Name in the page that is made, and what the systems call it.
_META = {
    "ArticleTitle": ("title",),
    "PubDate": ("publishedTime", "publishedTimeStr", "display_publish_time", "created_at"),
    "ContentSource": ("publisher", "source"),
}


def scripted_page(text: str) -> str | None:
    """The page that a script would make of its data; None where the text is an ordinary page."""
    found = _detail(text) or _answered(text)
    if found is None or len(str(found.get("content") or "")) < _SHORTEST:
        return None
    title = escape(str(found.get("title") or ""))
    head = "".join(
        f'<meta name="{name}" content="{escape(value)}">'
        for name, keys in _META.items()
        if (value := next((str(found[key]) for key in keys if isinstance(found.get(key), str)), ""))
    )
    return (
        f"<html><head><title>{title}</title>{head}</head>"
        f'<body><h1>{title}</h1><div id="zoom">{found["content"]}</div></body></html>'
    )


def _detail(text: str) -> Mapping[str, Any] | None:
    if "DETAIL" not in text:
        return None
    for place in _DETAIL.finditer(text):
        try:
            found, _ = json.JSONDecoder().raw_decode(text, place.end())
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return None


def _answered(text: str) -> Mapping[str, Any] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(text).get("data")
    except (ValueError, AttributeError):
        return None
    return data if isinstance(data, dict) else None
