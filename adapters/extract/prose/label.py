"""The words before a number → its label, without fillers. Called by mention.

`其中,属于已主动公开的86件` → 属于已主动公开.
"""

import re

SEPARATORS = ",;:。!?"
_LEAD = re.compile(
    r"^(?:[、和并,;:)(\s”“]|及(?!时)|以及|其中|含(?=[^,;。\d]{1,12}类(?:信息)?$)|内容含|包括|包含|涵盖|分别(?=包括|包含|是|为)|主要是|主要有|主要(?=包括)|主动公开的(?:政府)?信息(?=包括|主要|有)|另外|此外|同时|共计|[一二三四五六七八九十]+是|\(?[一二三四五六七八九十\d]+[)、.]|[①-⑳]|[其所约各]?占[^\d、,;:。]{0,8}[\d.]+%(?=、))+"
)
FILLER = re.compile(
    r"(?:(?<=信息)新增|总数量|总数|总量|数量|次数|期数|场数|篇数|份数|宗数|(?<!文)件数|条数|总计|共计|合计|累计|总共|一共|共有|共|达到了?|达|分别|(?<!行)(?<!认)为|有|是|了|:|(?<!统)计|(?<!侵)占|约|的|数|量|全年|仅|各类|已经|已)+$"
)
_APPLICANTS = re.compile(
    r"(?:公民|自然人|群众|公众|个人)?[、,和及与]?(?:企业)?法人(?:和|或者?|及|以及|与|、)其[他它](?:社会)?组织(?:等)?"
    r"|自然人(?:和|、|及|与)(?:企业)?法人(?!或)"
)
_QUOTES = str.maketrans("", "", '“”"‘’「」')
_PARENTHESES = re.compile(r"\((?!兼\))[^()]*\)")


def label_start(text: str, floor: int, end: int) -> int:
    """Where the words of a number begin: behind the last separator outside parentheses.

    One that stands right before the number is its own, unless it is a semicolon: what stands before that is
    done with.
    """
    depth = 0
    i = end
    while i > floor:
        sign = text[i - 1]
        if sign == ")":
            depth += 1
        elif sign == "(":
            if depth == 0:
                break
            depth -= 1
        elif sign in SEPARATORS and depth == 0 and (i < end or sign == ";"):
            break
        i -= 1
    return i


def lead(raw: str) -> str:
    """What only leads to the first word: 其中, 二是, 包括."""
    match = _LEAD.match(raw)
    return match[0] if match else ""


def clean(raw: str) -> str:
    """`raw` without what leads to it, what counts (共计, 数量) and what stands in brackets or quotes only."""
    bare = (_PARENTHESES.sub("", raw) if "(" in raw else raw).translate(_QUOTES)
    if "法人" in bare:
        bare = _APPLICANTS.sub("", bare) or bare
    bare = bare[len(lead(bare)) :]
    return FILLER.sub("", bare.rstrip(SEPARATORS + '“”"、(')).rstrip(SEPARATORS)
