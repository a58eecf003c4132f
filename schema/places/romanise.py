"""A Chinese division name → its short name and its English name. Used when the registry is built."""

import csv
import re
from functools import cache
from importlib import import_module
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"

# Longest first: 自治州 before 州, 新区 before 区.
WORDS = {
    "特别行政区": "",
    "自治区": "",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "地区": "Prefecture",
    "林区": "Forestry District",
    "特区": "Special District",
    "新区": "New Area",
    "省": "",
    "盟": "League",
    "市": "",
    "区": "District",
    "县": "County",
    "旗": "Banner",
}
SYLLABLES_TO_PART = ("a", "e", "o")
# What these characters sound like in the names of places, whatever the words around them say.
READINGS = {"都": "du", "长": "chang"}


def read_table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@cache
def _peoples() -> dict[str, str]:
    return {row["people"]: row["english"] for row in read_table("peoples.tsv")}


@cache
def _romans() -> dict[str, str]:
    return {row["short_name"]: row["roman"] for row in read_table("romanisation.tsv")}


@cache
def _english_codes() -> dict[str, str]:
    return {row["code"]: row["name_en"] for row in read_table("english_codes.tsv")}


def split_name(name: str) -> tuple[str, tuple[str, ...], str]:
    """恭城瑶族自治县 → ("恭城", ("瑶",), "自治县"). The base is never empty."""
    word = next((word for word in WORDS if _ends_in(name, word)), "")
    base = name.removesuffix(word)
    if not word.startswith("自治") and not base.endswith("族"):
        return (base, (), word)
    peoples: list[str] = []
    # Two characters must be left: 内蒙古 is a name, not 内 of the Mongols.
    while (found := _last_people(base)) and len(found) < len(base) - 1:
        base = base.removesuffix(found)
        peoples.insert(0, found.removesuffix("族"))
    if found == base:
        peoples.insert(0, found.removesuffix("族"))
        base = base.removesuffix("族")
    return (base, tuple(peoples), word)


def _ends_in(name: str, word: str) -> bool:
    """万柏林区 and 北林区 are districts, not forests: 林区 needs three characters before it."""
    return name.endswith(word) and len(name) > len(word) + (2 if word == "林区" else 0)


def _last_people(base: str) -> str:
    """The people a base ends in, with its 族; single characters count only with 族 (回族, 土族)."""
    found = [p + "族" for p in _peoples() if base.endswith(p + "族")]
    found += [p for p in _peoples() if len(p) > 1 and base.endswith(p)]
    return max(found, key=len, default="")


def short_name(name: str) -> str:
    """泸州市 → 泸州; 阿坝藏族羌族自治州 → 阿坝; 萧县 and 城区 stay, one character says too little."""
    base, _, word = split_name(name)
    return base if len(base) > 1 and word != "旗" else name


def english_name(code: str, name: str) -> str:
    if code in _english_codes():
        return _english_codes()[code]
    base, peoples, word = split_name(name)
    roman = _romans().get(name) or _romans().get(base) or _romans().get(base + "旗")
    if len(base) == 1 and word == "区":
        return roman or _pinyin(name, len(name))
    people = _listed([_peoples()[p] for p in peoples if p not in base])
    parts = (roman or _pinyin(name, len(base)), people, WORDS.get(word, ""))
    return " ".join(part for part in parts if part)


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def _pinyin(name: str, length: int) -> str:
    """Syllables of the first `length` characters; the rest of the name settles readings (长治, 重庆)."""
    # Only the build needs it, and only the build has it.
    syllables = import_module("pypinyin").lazy_pinyin(name, v_to_u=True)
    joined = ""
    for character, given in zip(name[:length], syllables[:length], strict=True):
        syllable = READINGS.get(character, given)
        joined += ("'" if joined and syllable.startswith(SYLLABLES_TO_PART) else "") + syllable
    return re.sub(r"^.", lambda first: first[0].upper(), joined)
