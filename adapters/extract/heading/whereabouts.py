"""Document → the place it speaks for, and the body, where its title names neither. Called by heading.

Asked in the order of trust: publisher, source, signature and the site's own name; the body's name as the
text has it in full (市卫生局 → 南平市卫生局); the sentence that presents the report; the address; the
site's code last, templates copy it. Names of laws and of notices are not the body's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from adapters.documents.document import Document, Paragraph
from adapters.extract.heading.fields import Fields, body_name
from adapters.extract.heading.front import Front
from adapters.extract.simplified import simplified
from schema.errors import SchemaError
from schema.places.registry import longest_place_in, resolve

_SIGNATURE_LINES = 6
# Enough of a report to meet its body's full name; no name of a place is longer.
_READ = 20_000
_LONGEST_NAME = 24
_MOST_MENTIONS = 40
_OPENING = 800
_HALF_WIDTH = str.maketrans("，；：（）", ",;:()")
_ASIDE = re.compile(r"《[^》]*》|\([^()]*号\)")
_DISTRICT = re.compile(r"^[省市州县区旗盟]")
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅])?$")
# What stands before the body that presents its report, and behind its place.
_PRESENTS = re.compile(r"(?:公布|发布|编制了?|由|将|[,。;:]|^)")
_BODY = (
    r"(?P<body>[一-龥]{0,16}?"
    r"(?:局|委员会|委|办公室|办公厅|办|厅|院|中心|分局|支队|大队|镇|乡|街道|办事处|政府)?)"
)
_REPORTS = re.compile(
    rf"{_BODY}(?:20\d\d年|(?:组织)?(?:编制|编写)|(?:的)?政府信息公开(?:工作)?(?:年度)?(?:报告|年报))"
)
_ADDRESS = re.compile(r"地址[:是为在]*")
_SITE = re.compile(r"(?:中国[·.]?)?(?P<name>[一-龥]{2,12})(?:人民)?政府(?:门户|公众信息|信息)?网")
# Bodies that speak of themselves: 我局, 本委. What an office of the government gathers is everybody's.
_SELF = "局委厅院镇乡"
_GATHERS = re.compile(r"政府办|政务|信息|数据|审批|电子|公开|督查|法制")


def place_said(document: Document, front: Front, fields: Fields, organ: str | None, year: int) -> str | None:
    """The code, or None where nothing names a place for certain; `organ` is the title's body, if any."""
    site = [document.meta.get("sitename"), document.meta.get("columnname")]
    for text in (fields.publisher, fields.source, *signatures(document), *site):
        if text and (code := _begins_with(text, year)):
            return code
    plain = _plain(document.text[:_READ])
    code = _of_its_body(plain, organ, year) if organ else _of_its_lead(_opening(front), year)
    return code or _of_its_address(plain, year) or _of_its_portal(plain, year) or _of_its_site(document)


def body_said(document: Document, front: Front, fields: Fields) -> str | None:
    """The bureau, town or street whose own report it is, where it says 我局, 本镇; None for a government."""
    presented = next((body for _, body in _presented(_opening(front), None) if body), None)
    text = _plain(document.text[:_READ])
    for body in (presented, fields.publisher, *signatures(document)):
        if body and not _GATHERS.search(body) and not _GOVERNMENT.search(body) and _speaks_as(body, text):
            return body
    return None


def signatures(document: Document) -> list[str]:
    """Short last lines: 沭阳县发展和改革局 / 2024年1月17日."""
    lines = [b.text.strip() for b in document.blocks if isinstance(b, Paragraph)][-_SIGNATURE_LINES:]
    return [line for line in lines if 4 < len(line) <= 30 and body_name(line)]


def _plain(text: str) -> str:
    """Simplified, without white space, half width, and without what laws and notices are called."""
    squeezed = "".join(simplified(text).split())
    return _ASIDE.sub("", squeezed.translate(_HALF_WIDTH))


def _opening(front: Front) -> str:
    """What may present the report: the end of what stands above it, and its first sentences."""
    return _plain(front.head[-_OPENING:] + front.lead[:_OPENING])


def _begins_with(text: str, year: int | None) -> str | None:
    match = longest_place_in(text, year=year)
    return match.places[0].code if match and len(match.places) == 1 else None


def _of_its_body(text: str, organ: str, year: int) -> str | None:
    """The place that stands right before the body's name, where the text gives it in full, most often."""
    name = _GOVERNMENT.sub("", _DISTRICT.sub("", organ)) or organ
    found = re.finditer(re.escape(name), text) if len(name) > 1 else iter(())
    votes: Counter[str] = Counter()
    for mention, _ in zip(found, range(_MOST_MENTIONS), strict=False):
        votes.update(_ending_at(text[max(0, mention.start() - _LONGEST_NAME) : mention.start()], year))
    return next((code for code, _ in votes.most_common(1)), None)


def _ending_at(before: str, year: int) -> Iterator[str]:
    """The place whose name ends the text, in its longest form."""
    for start in range(len(before) - 1):
        match = longest_place_in(before[start:], year=year)
        if match and match.end == len(before) - start and len(match.places) == 1:
            yield match.places[0].code
            return


def _of_its_lead(lead: str, year: int) -> str | None:
    return next((code for code, _ in _presented(lead, year)), None)


def _presented(lead: str, year: int | None) -> Iterator[tuple[str, str | None]]:
    """Place and full name of whoever presents the report: 现公布临邑县卫生局2015年…, 由…编制."""
    for before in _PRESENTS.finditer(lead):
        match = longest_place_in(lead[before.end() :], year=year)
        if match is None or len(match.places) > 1:
            continue
        behind = before.end() + match.end
        if found := _REPORTS.match(lead, behind):
            yield match.places[0].code, lead[before.end() : found.end("body")] if found["body"] else None


def _of_its_address(text: str, year: int) -> str | None:
    said = (
        _begins_with(text[found.end() : found.end() + _LONGEST_NAME], year)
        for found in _ADDRESS.finditer(text)
    )
    return _only(filter(None, said))


def _of_its_portal(text: str, year: int) -> str | None:
    """可在泰州市政府门户网站下载: the one site of a government that the text names."""
    return _only(code for found in _SITE.finditer(text) for code in _ending_at(found["name"], year))


def _only(codes: Iterable[str]) -> str | None:
    """The one place that is named, however often; None where there are several, or none."""
    named = set(codes)
    return named.pop() if len(named) == 1 else None


def _of_its_site(document: Document) -> str | None:
    try:
        return resolve(document.meta.get("siteidcode", "")[:6]).code
    except SchemaError:
        return None


def _speaks_as(body: str, text: str) -> bool:
    kind = "街道" if "街道" in body else body[-1]
    return (kind in _SELF or kind == "街道") and any(word + kind in text for word in "我本")
