"""A title and what a list says beside it → whose report of which year. `gongkai identify` asks here.

The title has the word; publisher, site and column only answer what it leaves open, and every answer
names its witness. The host of the page is never asked: copies stand on foreign hosts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.titles import Title, plain_title, read_title, refusal
from schema.enums import ReportScope
from schema.places.registry import all_places, longest_place_in, place
from schema.records.place import Place

# What may stand beside a title, in the order in which it is believed about the place.
WITNESSES = ("publisher", "site", "column", "site_code")
EARLIEST = 2003
LAST_MONTH = 6
SHORTEST = 4
# A remark in Latin letters behind a Chinese title is whoever made the list speaking.
_REMARK = re.compile(r"\s*[(（,，;；\s]\s*[A-Za-z][^()（）]*[a-z]{3,}[^()（）]*(?P<end>[)）]?)$")
_REPORTS = re.compile(r"公开[^>\-»/]{0,6}(?:年报|年度报告)")
_COLUMN_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*年度?(?!\s*\d)")
_DATE = re.compile(r"(?<!\d)(20[0-3]\d)\s*[-年./]\s*(\d{1,2})(?!\d)")
_SITE_CODE = re.compile(r"(\d{6})\d{4}")
_UNNAMED = re.compile(r"^(?:20\d\d年?度?)?(?:关于)?[我本全]?([省市州县区旗])(?=(?:人民)?政府)")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Identified:
    """`title` is None for what is no report, and `reason` says why. `evidence` tells who said what else."""

    title: Title | None
    reason: str | None
    place: Place | None = None
    year: int | None = None
    evidence: tuple[str, ...] = ()


def identify(text: str, beside: Mapping[str, str]) -> Identified:
    """`beside` may hold publisher, publish_date, site, site_code and column (the breadcrumb)."""
    bare = _bare(text)
    title = read_title(bare) or _by_column(bare, beside)
    if title is None:
        return Identified(None, refusal(bare) if bare else "the title is empty")
    year, year_witness = (title.year, "") if title.year else _year(beside)
    title, witness = (title, "") if title.place else _placed(bare, title, year, beside)
    found = place(title.place, None) if title.place else None
    evidence = [f"place: {witness}"] if witness else []
    evidence += [f"year: {year_witness}"] if year_witness else []
    return Identified(title, None, found, year, tuple(evidence))


def _bare(text: str) -> str:
    """Without a remark behind it; a bracket around the whole title is closed again."""
    text = " ".join(text.split())
    found = _REMARK.search(text)
    if found is None or found.start() < SHORTEST:
        return text
    rest = text[: found.start()]
    return rest + (found["end"] if _opened(rest) else "")


def _opened(text: str) -> bool:
    return sum(map(text.count, "(（")) > sum(map(text.count, ")）"))


def _by_column(bare: str, beside: Mapping[str, str]) -> Title | None:
    """A bare 温州市人民政府 in a column of annual reports is one."""
    named = longest_place_in(plain_title(bare))
    if named is None or not _REPORTS.search(beside.get("column", "")):
        return None
    title = read_title(f"{bare}政府信息公开工作年度报告")
    return title if title and title.named and title.scope is ReportScope.JURISDICTION else None


def _year(beside: Mapping[str, str]) -> tuple[int | None, str]:
    """The column's year; else that before the publication, if it came out when such reports do."""
    column = _COLUMN_YEAR.findall(beside.get("column", ""))
    if len(set(column)) == 1:
        return int(column[0]), "column"
    date = _DATE.search(beside.get("publish_date", ""))
    if date and int(date[1]) > EARLIEST and int(date[2]) <= LAST_MONTH:
        return int(date[1]) - 1, "publish_date"
    return None, ""


def _placed(bare: str, title: Title, year: int | None, beside: Mapping[str, str]) -> tuple[Title, str]:
    """The title read once more with the first place that a witness names."""
    for witness in WITNESSES:
        for near in _places(witness, beside.get(witness, ""), year):
            again = read_title(bare, within=_as_called(bare, near).code)
            if again is not None and again.place:
                return again, witness
    return title, ""


def _places(witness: str, text: str, year: int | None) -> Iterator[Place]:
    """The places that a witness names for certain; an aside (转自…) comes last."""
    if witness == "site_code":
        code = _SITE_CODE.fullmatch(text.strip())
        yield from (found for found in all_places() if code and found.code == code[1])
        return
    for part in (_ASIDE.sub("", text), "".join(_ASIDE.findall(text))):
        for start in range(len(part)):
            found = longest_place_in(part[start:], year=year)
            # Names of two characters (西区) are found in the middle of anything.
            if found and len(found.places) == 1 and (found.end > 2 or not start):
                yield found.places[0]
                break


def _as_called(bare: str, near: Place) -> Place:
    """市政府 in a title is the city, though the publisher be one of its districts."""
    called = _UNNAMED.search(plain_title(bare))
    above: Place | None = near
    while called and above and not above.name.endswith(called[1]):
        above = place(above.parent) if above.parent else None
    return above or near
