"""jpaas (大汉's newer platform): a column page names units, and a gateway answers each as a piece of a
page.

`<script … unitbuild.js url="/api-gateway/jpaas-publish-server/front/page/build/unit"
queryData="{'webId':…, 'pageId':…,'parseType':'bulidstatic'}">` is the question ('bulidstatic' is the
vendor's spelling). A page's number counts only inside `paramJson={"pageNo":2,"pageSize":15}`. The
answer is `{"success": true, "data": {"html": "<li>…"}}`, whose `<div class="pagination" rows="15"
count="40">` tells how many entries there are. Used by `hanweb`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html

from adapters.errors import LayoutChanged
from adapters.families.answers import at, read_json
from adapters.families.base import NextPage, ReportRef
from adapters.families.links import links, references, tree
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

UNIT = "/page/build/unit"
ROWS = 15
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*['"]([^'"]*)['"]""")


def units(root: html.HtmlElement | None, base: str, tag: str = "") -> Iterator[NextPage]:
    """The first page of each unit that a column page names, or of the one with that tagId."""
    scripts = () if root is None else root.xpath("//*[@*[contains(., 'jpaas-publish-server')]]")
    for script in scripts:
        # Attribute names come in lower case out of the parser.
        said = dict(_PAIR.findall(script.get("querydata") or ""))
        address = urljoin(base, script.get("url") or "")
        if said and urlsplit(address).path.endswith(UNIT) and tag in {"", said.get("tagId")}:
            yield _question(address, said, page=1, rows=ROWS, column=base)


def built(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    """What a unit's answer lists, and its next page."""
    markup = at(read_json(page), "data.html")
    if not isinstance(markup, str):
        raise LayoutChanged("the jpaas gateway answers no data.html; look at the column page", url=page.url)
    root, column = tree(markup), urlsplit(page.url).fragment
    found = list(links(root, column or page.final_url))
    yield from references(found, profile)
    said = dict(parse_qsl(urlsplit(page.url).query))
    asked = json.loads(said.pop("paramJson"))
    rows, count = _pagination(root)
    number, size = int(asked["pageNo"]), rows or int(asked["pageSize"])
    if found and count is not None and number * size < count:
        address = page.url.partition("?")[0]
        yield _question(address, said, page=number + 1, rows=size, column=column)


def _question(url: str, said: Mapping[str, str], *, page: int, rows: int, column: str) -> NextPage:
    asked = json.dumps({"pageNo": page, "pageSize": rows}, separators=(",", ":"))
    query = urlencode({**said, "paramJson": asked})
    return NextPage(url=f"{url}?{query}#{column}", referer=column, optional=page > 1)


def _pagination(root: html.HtmlElement | None) -> tuple[int | None, int | None]:
    """Entries a page and entries in all."""
    for box in () if root is None else root.xpath("//*[@rows and @count]"):
        rows, count = box.get("rows", ""), box.get("count", "")
        if rows.isdigit() and count.isdigit():
            return int(rows) or None, int(count)
    return None, None
