"""A portal's page or a fragment of one → Document. The HTML entry of the dispatch table in `open.py`.

What a page says about itself (meta tags, title, header fields) is kept beside the article; what it
says about the portal (navigation, share bars, footers, scripts) is left out.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element as Element

from adapters.documents.assemble import Part, assemble
from adapters.documents.document import Document
from adapters.documents.html.boxes import rule_boxes
from adapters.documents.html.content import content_roots
from adapters.documents.html.flow import flow
from adapters.documents.html.header import header_parts
from adapters.documents.html.page import Page, page_of, text_of
from adapters.documents.spaces import squeeze
from adapters.errors import DocumentUnreadable

MAX_NODES = 400_000
MAX_DEPTH = 600
_TOO_MUCH = etree.XPath(f"count(//*) > {MAX_NODES} or boolean(/*{'/*' * MAX_DEPTH})")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
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
    root = _parse(text, url)
    rule_boxes(root, text)
    page = page_of(root)
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
        meta=_site_code(text) | _meta(page.root),
        links=tuple(dict.fromkeys(_attachments(roots, url))),
    )


def _parse(text: str, url: str) -> Element:
    source = text.replace("\x00", "")
    if declaration := _DECLARATION.match(source):
        source = source[declaration.end() :]
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, recover=True)
    try:
        page = etree.fromstring(source, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentUnreadable(f"the markup holds no element that can be read: {error}", url=url) from error
    if page is None:
        raise DocumentUnreadable("the markup holds no element that can be read: Document is empty", url=url)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise DocumentUnreadable("the markup is nested too deep to be read", url=url)
    _check_size(page, url)
    return page


def _check_size(page: Element, url: str) -> None:
    if _TOO_MUCH(page):
        raise DocumentUnreadable(
            f"the markup passes the limits of {MAX_NODES} elements or {MAX_DEPTH} levels", url=url
        )


def _meta(page: Element) -> dict[str, str]:
    """Lower-case names; the first tag that is not empty wins, since savers add their own before."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        value = squeeze(tag.get("content") or "")
        if name and value:
            found.setdefault(name, value)
    for name in ("title", "ucaptitle", "publishtime"):
        for tag in page.iter(name):
            if value := squeeze(text_of(tag)):
                found.setdefault(name, value)
    return found


def _site_code(text: str) -> dict[str, str]:
    """The code that a government's site must print at its foot, outside of any article."""
    found = _SITE_CODE.search(text)
    return {"siteidcode": found[1]} if found else {}


def _headline(page: Page) -> str | None:
    ranks = [(_rank(element, page), element) for element in (*page.root.iter(*_HEADLINE_TAGS), *page.named)]
    ranked = sorted((each for each in ranks if each[0]), key=lambda each: each[0])
    candidates = [squeeze(text_of(element)) for _, element in ranked]
    named = [text for text in candidates if 4 <= len(text) <= 120]
    return next((text for text in named if _REPORT_WORDS.search(text)), named[0] if named else None)


def _rank(element: Element, page: Page) -> int:
    """1 is the likeliest, 0 stands for no title at all."""
    if rank := _HEADLINE_TAGS.get(element.tag):
        return rank
    classes, name = page.named[element]
    if ranks := _HEADLINE_CLASSES.keys() & classes.split():
        return min(map(_HEADLINE_CLASSES.__getitem__, ranks))
    return _HEADLINE_IDS.get(name, 0)


def _attachments(roots: list[Element], url: str) -> Iterator[tuple[str, str]]:
    for root in roots:
        for anchor in root.iter("a"):
            href = (anchor.get("href") or "").strip()
            if href and _ATTACHMENT.search(href):
                yield squeeze(text_of(anchor)), _absolute(url, href)


def _absolute(url: str, href: str) -> str:
    try:
        return urljoin(url, href)
    except ValueError:
        return href
