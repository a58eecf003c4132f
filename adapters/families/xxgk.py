"""Hanweb's directory of disclosures: a column page names its area, and search.jsp lists all that the
area has.

`tree.jsp?area=<unit>` in the page says which area; POST
`/module/xxgk/search.jsp?…&area=<unit>&currpage=2` answers a page of links. It does not heed the column:
an article of column 7 is known by `art_7_` in its address. Used by `hanweb`.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from adapters.families.base import NextPage, ReportRef
from adapters.families.links import links, page_text, references, tree
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

SEARCH = "/module/xxgk/search.jsp"
_AREA = re.compile(r"""tree\.jsp\?(?:[^"'\s]*?&(?:amp;)?)?area=([^&"'\s]+)""")
_COLUMN = re.compile(r"/col/?(?:col)?(\d+)")
_ARTICLE = "/art/"


def directory(text: str, base: str, title: str) -> Iterator[NextPage]:
    """The first question for the area that a column page names, narrowed to titles with that word."""
    area = _AREA.search(text)
    if area:
        form = {"infotypeId": "", "vc_title": title, "vc_number": "", "area": unquote(area[1])}
        yield _question(urljoin(base, SEARCH), form, page=1, column=base)


def listed(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    """The reports of the column on one page, and the next page as long as articles come."""
    address = urlsplit(page.url)
    articles = [link for link in links(tree(page_text(page)), page.final_url) if _ARTICLE in link.url]
    column = _COLUMN.search(address.fragment)
    own = [link for link in articles if f"art_{column[1]}_" in link.url] if column else articles
    yield from references(own, profile)
    if articles:
        form = dict(parse_qsl(address.query, keep_blank_values=True))
        number = int(form.pop("currpage"))
        url = page.url.partition("?")[0]
        yield _question(url, form, page=number + 1, column=address.fragment)


def _question(url: str, form: dict[str, str], *, page: int, column: str) -> NextPage:
    asked = {**form, "currpage": str(page)}
    address = f"{url}?{urlencode(asked)}#{column}"
    return NextPage(url=address, method="POST", data=asked, referer=column, optional=page > 1)
