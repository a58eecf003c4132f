"""A title → whose report of which year, or why it is none. Lists (`families`) and `extract.heading` ask here.

The wording lies in `titles.toml`, every rule with its examples. Titles are read in simplified
characters without spaces; the host of a page never has a say.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from schema.enums import JurisdictionLevel, ReportScope
from schema.places.registry import longest_place_in
from schema.records.place import Place

RULES = Path(__file__).parent / "titles.toml"
MAX_TITLE = 200
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)(?!年?\d{1,2}月)\s*(年度|年|度)?")
_CHINESE_YEAR = re.compile(r"[二2][〇○ＯO零0][〇○ＯO零0一二三0-3][〇○ＯO零一二三四五六七八九0-9](?=年)")
# 2008年5月1日至12月31日 is the report of 2008.
_PERIOD = re.compile(r"自?(20[0-3]\d)年\d{1,2}月\d{1,2}日起?[-—–~～至到](?:\1年)?12月31日止?(?!公开|发布)")
_DIGITS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_HALF_WIDTH = str.maketrans({0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: " "})
_INVISIBLE = re.compile(r"[\s\u200b\u200e\u200f\ufeff\u00ad]+")
_EDITION = re.compile(r"^[(\[【](文字版|文字|图文版|转载|公开)[)\]】]|[(\[](全文|文字版|图解版|图文版)[)\]]$")
# The whole title in brackets, which may hold one more pair.
_OUTER = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
# A page's own title goes on with its column and site: …年度报告_01B政府办公厅(室)_泸州市人民政府门户网站.
_SITE = re.compile(r"(?<=[告报)])[_|\-—–>»].*$")
_AROUND = "·,，。:;、-_—|《》\"'“”"
_BODY_BEHIND = re.compile(r"\(([^()\d]{2,20}(?:局|委|办|厅|政府|街道|镇|乡|中心|办公室))\)$")
_CENTRAL = re.compile(
    r"^(?:中国|国家|中华人民共和国)\w*?(?:总局|局|署|海关|委员会|监会|银行(?!业|保险))(?=.)"
)
_JOINERS = re.compile(r"^(关于|印发|公布|公开|发布|报送|上报|呈报)+|(关于|印发|公布|的)+$")
_PARTY = re.compile(r"^中共\w{2,12}?(?:委员会|委)[、和]?")
_AT_END = re.compile(
    r"(?:报告|年报|情况)(?:\(\d{4}年?度?\))?[-—–_|:·>»]*([^()\d]{3,30}?)(?:(?:门户)?网站?)?$"
)
# Zones that no registry holds and branches of central bodies are named after the city they belong to:
# 大连长兴岛经济技术开发区, 青岛海关.
_CARRIES_A_CITY = re.compile(
    r"[一-龥]{3,16}?(?:开发区|新区|园区|保税区|示范区|试验区|实验区|合作区|度假区|投资区|风景名胜区)"
    r"|[一-龥]{2,4}?(?:海关|海事局|(?:出入境)?检验检疫局|铁路局|邮政管理局|通信管理局|调查总?队|证监局|银监局|保监局)"
)
_STATE = "中华人民共和国"
# What no title of a report is without, however it is written: 公开, 公 開, 公開.
_IN_EVERY_CORE = "公"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a title says. `text` is as printed, white space squeezed out; the rest is None where it is silent.

    `named` tells whether the place stands in the title; otherwise it is the `within` that was given.
    `organ` is the body's name as the title has it, set exactly when `scope` is ORGAN.
    """

    text: str
    year: int | None
    place: str | None
    scope: ReportScope
    organ: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of `titles.toml`, compiled; a refusal tells whether it spares the names of bodies."""

    refuse: tuple[tuple[re.Pattern[str], str, bool], ...]
    report: tuple[re.Pattern[str], ...]
    scope: tuple[tuple[re.Pattern[str], ReportScope], ...]
    zone_body: re.Pattern[str]
    unnamed: re.Pattern[str]
    traditional: dict[int, int]
    words: dict[str, str]


@cache
def rules() -> Rules:
    data: dict[str, Any] = tomllib.loads(RULES.read_text("utf-8"))
    characters = zip(data["traditional"]["from"], data["traditional"]["to"], strict=True)
    return Rules(
        refuse=tuple(
            (re.compile(rule["pattern"]), rule["reason"], not rule.get("anywhere")) for rule in data["refuse"]
        ),
        report=tuple(re.compile(rule["pattern"]) for rule in data["report"]),
        scope=tuple((re.compile(rule["pattern"]), ReportScope(rule["scope"])) for rule in data["scope"]),
        zone_body=re.compile(data["zone_body"]["pattern"]),
        unnamed=re.compile(data["unnamed"]["pattern"]),
        words=data["traditional"]["words"],
        traditional={ord(old): ord(new) for old, new in characters},
    )


def read_title(text: str, *, within: str | None = None) -> Title | None:
    """What the title of an annual report says; None for anything else (`refusal` says why).

    `within` is the place of the portal: it stands in for a place that the title does not name, and
    decides between namesakes.
    """
    if _IN_EVERY_CORE not in text:
        return None  # as most lines above a report
    plain = plain_title(text)
    core = _core(plain)
    if core is None or _refusal(plain) is not None:
        return None
    body = _body(plain[:core]) or _behind(_with_site(text)[core:])
    year = next(iter(years_in(plain)), None)
    place, rest = _place(body, year, within)
    scope = _scope(rest, place)
    return Title(
        text=_INVISIBLE.sub("", text),
        year=year,
        place=place.code if place else within,
        scope=scope,
        organ=_organ(body, rest) if scope is ReportScope.ORGAN else None,
        named=place is not None,
    )


def refusal(text: str) -> str | None:
    """Why this is not the title of one annual report, None if it is one."""
    return _refusal(plain_title(text))


def _refusal(plain: str) -> str | None:
    for pattern, reason, named in rules().refuse:
        if pattern.search(plain) and not (named and _is_own_name(pattern, plain)):
            return reason
    if _core(plain) is None:
        return "no words of an annual report (政府信息公开工作年度报告) stand in it"
    if len(years_in(plain)) > 1:
        return f"it names {len(years_in(plain))} years: {', '.join(map(str, years_in(plain)))}"
    return None


def plain_title(text: str) -> str:
    """Simplified characters, half width, no spaces, years in digits, without edition and site name."""
    return _SITE.sub("", _with_site(text))


def _with_site(text: str) -> str:
    plain = _INVISIBLE.sub("", text[:MAX_TITLE].translate(_HALF_WIDTH))
    for converted, written in rules().words.items():
        plain = plain.replace(converted, written)
    plain = plain.translate(rules().traditional)
    plain = _CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), plain)
    if _OUTER.fullmatch(plain):
        plain = plain[1:-1]
    return _EDITION.sub("", _PERIOD.sub(r"\1年", plain))


def years_in(plain: str) -> tuple[int, ...]:
    """The years a plain title names, in order; those with 年 behind them count alone if there are any."""
    found = [(int(match[1]), bool(match[2])) for match in _YEAR.finditer(plain)]
    said = [year for year, marked in found if marked] or [year for year, _ in found]
    return tuple(dict.fromkeys(said))


def _is_own_name(pattern: re.Pattern[str], plain: str) -> bool:
    """统计局's and 审计局's reports are reports: the words only count outside the name of the body."""
    core = _core(plain)
    if core is None:
        return False
    tail = plain[core:]
    return not pattern.search(tail) and bool(
        re.search(r"(局|委|办|厅|院|室|中心|公司|协会)\d*年?度?$", plain[:core])
    )


def _core(plain: str) -> int | None:
    """Where the words of the form begin; 青岛市人民政府信息公开… leaves its 政府 to the body."""
    for pattern in rules().report:
        if found := pattern.search(plain):
            return found.start("core")
    return None


def _body(head: str) -> str:
    body = _YEAR.sub("", _said_once(head))
    body = _JOINERS.sub("", body.strip(_AROUND)).strip(_AROUND).removesuffix("()")
    _, _, subject = body.partition("关于")
    if subject and longest_place_in(subject):
        body = subject  # 泸州市人民政府办公室关于泸州市…
    if (party := _PARTY.match(body)) and longest_place_in(body[party.end() :]):
        body = body[party.end() :]  # 中共平江县委 平江县人民政府
    return body + "政府" if body.endswith("人民") else body


def _said_once(head: str) -> str:
    """广州海关2015年海关信息公开… and 歙县2015年歙县财政局… name the body on either side of the year."""
    found = _YEAR.search(head)
    if found is None:
        return head
    before, behind = head[: found.start()], head[found.end() :]
    if behind and behind in before:
        return before
    return behind if before and before in behind else head


def _behind(tail: str) -> str:
    """…年度报告(县财政局) and …年度报告_淮北市相山区人民政府网 name the body behind it."""
    found = _BODY_BEHIND.search(_SITE.sub("", tail))
    if found is None and (last := _AT_END.search(tail)) and longest_place_in(last[1]):
        found = last
    return _body(found[1]) if found else ""


def _place(body: str, year: int | None, within: str | None) -> tuple[Place | None, str]:
    """The place the body begins with, and what is left; a namesake counts only where `within` decides."""
    local = _CENTRAL.sub("", body).removeprefix(_STATE)  # 国家税务总局四川省税务局 serves 四川省
    is_branch, body = local != body, local
    match = longest_place_in(body, year=year, within=within) or longest_place_in(body, year=year)
    if match is None and (is_branch or _CARRIES_A_CITY.match(body)) and (named := _named_after(body, year)):
        return named, body
    if match is None or len(match.places) > 1:
        return None, rules().unnamed.sub("", body[match.end if match else 0 :])
    deeper = longest_place_in(body[match.end :], year=year, within=match.places[0].code)
    end = match.end + (deeper.end if deeper else 0)
    return match.places[0], rules().unnamed.sub("", body[end:])


def _named_after(body: str, year: int | None) -> Place | None:
    """The city or province by whose short name a zone's begins, or that of a central body's branch."""
    for end, word in product(range(2, 5), "市省"):
        found = longest_place_in(body[:end] + word, year=year)
        if found and found.end == end + 1 and len(found.places) == 1:
            return found.places[0]
    return None


def _scope(rest: str, place: Place | None) -> ReportScope:
    if not rest:
        return ReportScope.JURISDICTION
    if place and place.level is JurisdictionLevel.ZONE and rules().zone_body.fullmatch(rest):
        return ReportScope.JURISDICTION
    return next(scope for pattern, scope in rules().scope if pattern.fullmatch(rest))


def _organ(body: str, rest: str) -> str:
    """贵阳市人民政府(市人民政府办公厅) speaks of the body in brackets."""
    inside = re.fullmatch(r"(.*?)(?:人民)?政府\((?:[省市州县区])?((?:人民)?政府.+)\)", body)
    return inside[1] + inside[2] if inside else body or rest
