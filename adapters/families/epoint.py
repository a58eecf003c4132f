"""Epoint (新点): pages that are templates, filled from POST `…/rest/lightfrontaction/getgovinfolist`.

The list's own address says what to ask for (`govInfoPub.html?categorynum=003017002&deptcode=001001`),
the site's script which site it is and where the service stands (`siteInfo = {"siteGuid": "…",
"projectName": "/EWB-FRONT"}`). The question is JSON, pages count from 0; some sites want it inside
`{"params": …}`. The answer is `{"custom": {"total": 30, "data": [{realtitle, title, infourl,
infodate}]}}`, `custom` as text on some. Traces: `EWB-FRONT`, `govInfoPub`, `<?=el.link?>`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from adapters.errors import LayoutChanged
from adapters.families.answers import at, count, moment, plain, read_json, records_at
from adapters.families.base import NextPage, ReportRef
from adapters.families.links import Link, page_text, references
from adapters.families.options import EpointOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_ACTION = "/rest/lightfrontaction/getgovinfolist"
_SITE = re.compile(r"""siteGuid["']?\s*:\s*["']([\w-]+)["']""")
_PROJECT = re.compile(r"""projectName["']?\s*:\s*["']([\w/.-]+)["']""")


class Epoint:
    """Lists of Epoint sites."""

    def start(self, profile: Profile) -> Iterator[ReportRef | NextPage]:
        options = _options(profile)
        if options.siteguid:
            yield from _first(profile, options.siteguid, options.project)
        else:
            url = urljoin(profile.url, options.config)
            yield NextPage(url=url, referer=profile.url)

    def find(self, page: Snapshot, profile: Profile) -> Iterable[ReportRef | NextPage]:
        if page.url.partition("#")[0].endswith(_ACTION):
            return _found(page, profile)
        return _configured(page, profile)


def _configured(page: Snapshot, profile: Profile) -> Iterator[NextPage]:
    """The site's script → the first question for each list."""
    text = page_text(page)
    site, project = _SITE.search(text), _PROJECT.search(text)
    if site is None:
        message = "the site's script names no siteGuid; look at it, or set siteguid in the profile"
        raise LayoutChanged(message, url=page.url)
    yield from _first(profile, site[1], project[1] if project else _options(profile).project)


def _first(profile: Profile, site: str, project: str) -> Iterator[NextPage]:
    options = _options(profile)
    for address in profile.lists:
        said = dict(parse_qsl(urlsplit(address).query))
        form = {
            "deptcode": options.deptcode or said.get("deptcode", ""),
            "categorynum": options.categorynum or said.get("categorynum", ""),
            "siteGuid": site,
        }
        yield _question(urljoin(address, f"{project.rstrip('/')}{_ACTION}"), form, options, referer=address)


def _question(
    url: str,
    form: Mapping[str, str],
    options: EpointOptions,
    *,
    page: int = 0,
    seen: int = 0,
    referer: str,
) -> NextPage:
    asked: dict[str, Any] = {**form, "pageIndex": page, "pageSize": options.page_size}
    data = {options.envelope: asked} if options.envelope else asked
    note = urlencode({**form, "pageIndex": page, "seen": seen, "list": referer})
    return NextPage(url=f"{url}#{note}", method="POST", data=data, json=True, referer=referer)


def _found(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    custom = _custom(page)
    entries = records_at(page, custom, "data")
    for entry in entries:
        title = plain(entry.get("realtitle") or entry.get("title"))
        url = urljoin(page.final_url, str(entry.get("infourl") or ""))
        yield from references([Link(title, url, moment(entry.get("infodate")))], profile)
    url, note = urldefrag(page.url)
    asked = dict(parse_qsl(note, keep_blank_values=True))
    index, seen = int(asked.pop("pageIndex")) + 1, int(asked.pop("seen")) + len(entries)
    total, referer = count(at(custom, "total")), asked.pop("list")
    if entries and (total is None or seen < total):
        yield _question(url, asked, _options(profile), page=index, seen=seen, referer=referer)


def _custom(page: Snapshot) -> Any:
    custom = at(read_json(page), "custom")
    try:
        return json.loads(custom) if isinstance(custom, str) else custom
    except ValueError as error:
        raise LayoutChanged("the answer's custom is no JSON; look at the list page", url=page.url) from error


def _options(profile: Profile) -> EpointOptions:
    assert isinstance(profile.options, EpointOptions)
    return profile.options
