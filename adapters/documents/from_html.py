"""A portal's page or a fragment of one → Document. The HTML entry of the dispatch table in `open.py`.

What a page says about itself (meta tags, title, header fields) is kept beside the article; what it
says about the portal (navigation, share bars, footers, scripts) is left out.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from adapters.documents.assemble import Part, assemble
from adapters.documents.document import Document
from adapters.documents.html.content import content_roots
from adapters.documents.html.flow import flow
from adapters.documents.html.header import header_parts
from adapters.documents.html.markup import Element, read_markup
from adapters.documents.html.page import Page
from adapters.documents.spaces import squeeze

_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|csv|txt)(?:$|[?#&])|[?&/]download", re.IGNORECASE
)
_SITE_CODE = re.compile(r"网站标识码(?:<[^>]*>|&nbsp;|[\s:：])*(\d{10})(?!\d)")
# Where a page sets its title, the likeliest first: by tag, by class, by id.
_HEADLINE_TAGS = {"ucaptitle": 1, "h1": 2}
_HEADLINE_CLASSES = {"article-title": 3, "article_title": 4}
_HEADLINE_IDS = {"title": 5, "titlezoom": 5, "articleTitle": 5}
_REPORT_WORDS = re.compile(r"公开.*报告|报告|年报|公开")


def from_html(text: str, *, body: bytes, url: str) -> Document:
    """Raises DocumentUnreadable for markup past the limits (nodes, depth, cells) or without any element."""
    page = Page(read_markup(text, url))
    roots = content_roots(page)
    parts: list[Part] = list(header_parts(roots, page))
    for root in roots:
        parts.extend(flow(root, page, url=url))
    return assemble(
        parts,
        body=body,
        url=url,
        media_type="text/html",
        headline=_headline(page),
        meta=_site_code(text) | _meta(page),
        links=tuple(dict.fromkeys(_attachments(roots, page, url))),
    )


def _meta(page: Page) -> dict[str, str]:
    """Lower-case names; the first tag that is not empty wins, since savers add their own before."""
    found: dict[str, str] = {}
    for tag in page.of("meta"):
        said = page.attributes[tag]
        key = (said.get("name") or said.get("property") or "").strip().lower()
        value = squeeze(said.get("content", ""))
        if key and value:
            found.setdefault(key, value)
    for key in ("title", "ucaptitle", "publishtime"):
        for tag in page.of(key):
            if value := squeeze(page.text(tag)):
                found.setdefault(key, value)
    return found


def _site_code(text: str) -> dict[str, str]:
    """The code that a government's site must print at its foot, outside of any article."""
    found = _SITE_CODE.search(text) if "网站标识码" in text else None
    return {"siteidcode": found[1]} if found else {}


def _headline(page: Page) -> str | None:
    titles = [element for tag in _HEADLINE_TAGS for element in page.of(tag)]
    ranks = [(_rank(element, page), element) for element in (*titles, *page.named)]
    ranked = sorted((each for each in ranks if each[0]), key=lambda each: each[0])
    candidates = [squeeze(page.text(element)) for _, element in ranked]
    named = [text for text in candidates if 4 <= len(text) <= 120]
    return next((text for text in named if _REPORT_WORDS.search(text)), named[0] if named else None)


def _rank(element: Element, page: Page) -> int:
    """1 is the likeliest, 0 stands for no title at all."""
    if rank := _HEADLINE_TAGS.get(page.tags[element]):
        return rank
    classes, identity = page.name(element)
    if ranks := _HEADLINE_CLASSES.keys() & classes.split():
        return min(map(_HEADLINE_CLASSES.__getitem__, ranks))
    return _HEADLINE_IDS.get(identity, 0)


def _attachments(roots: list[Element], page: Page, url: str) -> Iterator[tuple[str, str]]:
    for root in roots:
        for anchor in page.of("a", root):
            href = page.attributes[anchor].get("href", "").strip()
            if href and _ATTACHMENT.search(href):
                yield squeeze(page.text(anchor)), _absolute(url, href)


def _absolute(url: str, href: str) -> str:
    try:
        return urljoin(url, href)
    except ValueError:
        return href
