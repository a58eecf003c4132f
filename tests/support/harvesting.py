"""Small portals to harvest: lists of prose reports, with validators, that tests can change between runs."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from support.portal import Answer, Portal, profile

from adapters.fetch.client import Fetcher
from adapters.fetch.in_process import InProcessPortals
from adapters.fetch.limits import IN_PROCESS
from adapters.profiles import Expect, Profile
from gateway.samples.faults import Faulty
from gateway.store.blobs import Blobs
from gateway.store.engine import open_engine
from gateway.store.migrate import upgrade
from gateway.store.store import Store

# Real places, so that titles name somebody; the figures are made up for these tests.
PLACES: Mapping[str, str] = {
    "510500": "泸州市",
    "321300": "宿迁市",
    "330100": "杭州市",
    "510100": "成都市",
    "510300": "自贡市",
    "510400": "攀枝花市",
    "510600": "德阳市",
    "510700": "绵阳市",
    "510800": "广元市",
    "510900": "遂宁市",
    "511000": "内江市",
    "511100": "乐山市",
    "511300": "南充市",
    "511400": "眉山市",
    "511500": "宜宾市",
    "511600": "广安市",
    "511700": "达州市",
    "511800": "雅安市",
    "511900": "巴中市",
    "512000": "资阳市",
}


def host_of(place: str) -> str:
    return f"www.p{place}.example"


def title_of(place: str, year: int) -> str:
    return f"{PLACES[place]}{year}年政府信息公开工作年度报告"


def prose(place: str, year: int, received: int) -> str:
    """A whole report page with three figures."""
    title = title_of(place, year)
    body = "".join(
        f"<p>{text}</p>"
        for text in (
            f"本年度报告由{PLACES[place]}人民政府办公室编制，数据统计期限为{year}年1月1日至{year}年12月31日。",
            "一、主动公开政府信息情况",
            f"{year}年，全市主动公开政府信息{year * 5}条。",
            "二、依申请公开政府信息情况",
            f"{year}年，全市共收到政府信息公开申请{received}件。",
            "三、行政复议和行政诉讼情况",
            "因政府信息公开申请行政复议2件。",
        )
    )
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


def tagged(text: str, *, validators: bool = True) -> Answer:
    """An answer with an ETag, and 304 for whoever has it already."""
    body = text.encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"etag": etag} if validators else {}

    def answer(request: Request) -> Response:
        if validators and request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/html; charset=utf-8")

    return answer


class Town:
    """One place's portal; `put` and `drop` change what it publishes, `app.on` switches faults on."""

    def __init__(
        self, place: str, years: Sequence[int] = (), *, validators: bool = True, base: str | None = None
    ) -> None:
        self.place = place
        self.base = base or f"https://{host_of(place)}"
        self.validators = validators
        self.titles: dict[str, str] = {}
        self.portal = Portal({})
        self.app = Faulty(self.portal.app)
        for year in years:
            self.put(year)

    def put(self, year: int, received: int | None = None, page: str | None = None) -> None:
        path = f"/nb/{year}.html"
        self.titles[path] = title_of(self.place, year)
        text = prose(self.place, year, received or year % 100 * 10 + 1) if page is None else page
        self.portal.pages[path] = tagged(text, validators=self.validators)
        self._list()

    def drop(self, year: int) -> None:
        """Take a report off the list; its page stays."""
        del self.titles[f"/nb/{year}.html"]
        self._list()

    def _list(self) -> None:
        items = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in self.titles.items())
        self.portal.pages["/nb/"] = tagged(
            f"<html><body><ul>{items}</ul></body></html>", validators=self.validators
        )

    def profile(self, min_reports: int = 1, **given: Any) -> Profile:
        known = {
            "code": f"{self.place}-town",
            "place": self.place,
            "name": f"{PLACES[self.place]}门户",
            "hosts": (self.base.partition("://")[2],),
            "lists": (f"{self.base}/nb/",),
            "expect": Expect(min_reports=min_reports),
        }
        return profile("plain", **{**known, **given})


def fetcher_of(towns: Sequence[Town]) -> Fetcher:
    return Fetcher(InProcessPortals({host_of(town.place): town.app for town in towns}), limits=IN_PROCESS)


def store_in(folder: Path) -> Store:
    """A SQLite store with its tables."""
    engine = open_engine(f"sqlite:///{folder / 'gongkai.db'}")
    upgrade(engine)
    return Store(engine, Blobs(folder / "documents"))
