"""Document → the address that a copy says it was made from. Called by `extract` for reposts and files.

Archives and reposts print it (原文链接: …) or keep the page's own `Url` tag. Only an official host
(`*.gov.cn`) counts: a proxy that names itself is no original.
"""

import re
from urllib.parse import urlsplit

from adapters.documents.document import Document

_PRINTED = re.compile(r"(?:原文|来源|源)(?:链接|地址|网址)\s*[:：]\s*(https?://[^\s<>\"'）)，。；]+)")


def original_of(document: Document) -> str | None:
    """The printed address first, then the page's `Url` tag; None where neither is on an official host."""
    printed = _PRINTED.findall(document.text)
    return next((url for url in (*printed, document.meta.get("url", "")) if _official(url)), None)


def _official(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and (host == "gov.cn" or host.endswith(".gov.cn"))
