"""Place arguments → places of the registry, with errors that name the candidates."""

import re
from collections.abc import Iterable

from schema.errors import AmbiguousPlace, UnknownPlace
from schema.graph.errors import BadInput, NotFound
from schema.places import registry
from schema.records.place import Place

CODE = re.compile(r"\d{6}(-[a-z0-9]+)*")
# The longest path name (province, prefecture, county, zone) is under 40 characters.
LONGEST_NAME = 60


def known_place(text: str, argument: str, year: int | None = None) -> Place:
    """The place of a code or a name, in `year` if given.

    Raises NotFound (UNKNOWN_PLACE) with the nearest, BadInput (AMBIGUOUS_PLACE) with all candidates.
    """
    if len(text) > LONGEST_NAME:
        raise _too_long(text, argument)
    try:
        return registry.resolve(text, year)
    except AmbiguousPlace as ambiguous:
        raise _ambiguous(text, argument, ambiguous) from None
    except UnknownPlace as unknown:
        raise NotFound(
            "UNKNOWN_PLACE",
            f"参数 {argument}：没有找到地区 {text!r}，请用 jurisdictions(search:) 查找代码",
            f"argument {argument}: {unknown}",
            argument=argument,
        ) from None


def known_places(texts: Iterable[str], argument: str) -> tuple[Place, ...]:
    """In the order given, each place once even where it is named in two ways."""
    places = (known_place(text, argument) for text in dict.fromkeys(texts))
    return tuple({place.code: place for place in places}.values())


def place_by_code(code: str) -> Place | None:
    """None for a code that is well-formed but unknown. Raises BadInput (BAD_CODE) for any other text."""
    if not CODE.fullmatch(code):
        raise BadInput(
            "BAD_CODE",
            f"参数 code 不是地区代码：{code[:LONGEST_NAME]!r}，代码为 GB/T 2260 六位数字；按名称查找请用 name",
            f"argument code is not a place's code: {code[:LONGEST_NAME]!r}, "
            "codes are the six digits of GB/T 2260; to find a place by name use name",
            argument="code",
        )
    try:
        return registry.place(code)
    except UnknownPlace:
        return None


def one_place(code: str | None, name: str | None) -> Place | None:
    """The place of the one argument that is given."""
    if (code is None) == (name is None):
        raise BadInput(
            "ONE_OF_CODE_AND_NAME",
            "请给出 code 或 name 其中之一",
            "give either code or name",
            argument="code",
        )
    return place_by_code(code) if code is not None else known_place(name or "", "name")


def codes_within(within: str | None) -> frozenset[str] | None:
    """The codes of a place and of everything below it; None stays None."""
    if within is None:
        return None
    place = known_place(within, "within")
    return registry.descendants(place.code) | {place.code}


def _ambiguous(text: str, argument: str, error: AmbiguousPlace) -> BadInput:
    candidates = [
        {"code": code, "name": registry.path_name(registry.place(code))} for code in error.candidates
    ]
    listed = "、".join(f"{one['name']}（{one['code']}）" for one in candidates[:12])
    return BadInput(
        "AMBIGUOUS_PLACE",
        f"参数 {argument}：{text!r} 可指多个地区：{listed}，请给全称或代码",
        f"argument {argument}: {error}",
        argument=argument,
        candidates=candidates,
    )


def _too_long(text: str, argument: str) -> BadInput:
    return BadInput(
        "BAD_NAME",
        f"参数 {argument} 有 {len(text)} 个字符，地名最长 {LONGEST_NAME} 个字符",
        f"argument {argument} has {len(text)} characters, names have at most {LONGEST_NAME}",
        argument=argument,
        limit=LONGEST_NAME,
    )
