"""`phrases/categories.toml` → names and patterns of kinds of content, for categories, itemised, total."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from adapters.extract.prose.mention import Mention

CATEGORIES = Path(__file__).parent / "phrases" / "categories.toml"
OPEN = "disclosed.category"
TOTAL = "disclosed"
WAYS = "disclosed.channel."
WEBSITE = "disclosed.channel.website"
FIELDS = "disclosed.priority_fields"
_DONE_TO = re.compile(
    r"^(?:适时|及时|主动|共|依法)*(?:发布|公开|公布|更新|上传)(?:了|的)?(?=..)|(?<=信息)更新$"
)
# 发布1条概况类信息,35条动态信息: at most what was done stands before the number.
_DOING = re.compile("(?:共|主动|及时)*(?:公开|发布|公布|更新)?")
_KIND_OF = re.compile(r"(?:类|类信息|信息)$")


@dataclass(frozen=True, slots=True)
class Names:
    """The patterns and the names of `categories.toml`; `scheme` has the codes by what the names are of."""

    opening: re.Pattern[str]
    alone: re.Pattern[str]
    rest: re.Pattern[str]
    sure: re.Pattern[str]
    likely: re.Pattern[str]
    content: re.Pattern[str]
    announces: re.Pattern[str]
    presents: re.Pattern[str]
    parts: re.Pattern[str]
    doing: re.Pattern[str]
    never: re.Pattern[str]
    bodies: re.Pattern[str]
    body: re.Pattern[str]
    above: re.Pattern[str]
    aside: re.Pattern[str]
    past: re.Pattern[str]
    total: re.Pattern[str]
    no_total: re.Pattern[str]
    sole: re.Pattern[str]
    whole: re.Pattern[str]
    fields: re.Pattern[str]
    codes: Mapping[str, str]
    scheme: Mapping[str, str]

    def is_content(self, label: str) -> bool:
        """Whether it is named like a kind of content, surely or not."""
        if label in self.codes or self.sure.search(label) or self.likely.search(label):
            return True
        return self.content.search(label) is not None


def is_behind(mention: Mention) -> bool:
    """Whether the name stands behind the number: 35条动态信息."""
    return bool(mention.after) and _DOING.fullmatch(mention.label) is not None


def name_of(mention: Mention) -> str:
    """What is counted: the words before the number, or those behind it where it has no others."""
    return mention.after if is_behind(mention) else mention.label


def bare(label: str) -> str:
    """Without what was done to it: 预算信息 in 及时公开预算信息."""
    return _DONE_TO.sub("", label)


@lru_cache(maxsize=1)
def load_names(path: Path = CATEGORIES) -> Names:
    """The shipped names, read once."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    codes = {name: entry["indicator"] for entry in data["category"] for name in entry["names"]}
    patterns = {key: re.compile(data[key]) for key in data.keys() - {"category"}}
    scheme = {stem_of(name): code for name, code in codes.items()}
    return Names(codes=codes, scheme=scheme, **patterns)


def stem_of(name: str) -> str:
    """What a name is of: 人事 in 人事类信息; empty for one that says neither 类 nor 信息."""
    return _KIND_OF.sub("", name).replace("行政规范", "规范") if _KIND_OF.search(name) else ""
