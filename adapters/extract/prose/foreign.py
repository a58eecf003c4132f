"""Mention → whether its number is of another year or place, or a change. Called by claim.

The words that tell are data (`guard` in `phrases/words.toml`).
"""

import re

from adapters.extract.prose.lexicon import Lexicon
from adapters.extract.prose.mention import Mention
from schema.enums import JurisdictionLevel

_BEHIND = 200
_YEAR = re.compile(
    r"(?<![较比与同于转])(?<!转[到至入])(?<!延[到至])(?<!\d)(20\d{2})年(?!度?(?:相比|结转|转入)|[\d月日]*起[^。]{0,8}开始开展|[\d月日上中下旬初底度]*(?:起步,|(?:起|着手|开始)[^。,]{0,20}(?:开展|推行|推进|实行|实施|施行|执行|信息公开)[^。,]*,)|[\d月日]*起[^。\d]*(?:目前|现已|现有|迄今)|度?(?:政府|政务)?信息公开(?:工作)?(?:年度)?报告)"
)
# 历年累计到2010年末,已公开24条.
_SINCE_EVER = re.compile(r"历年(?:累计|来)?[到至][^,;。\d]*(?:20\d\d年?)?[^,;。\d]*,[^,;。\d]*$")
_SENTENCES = re.compile(r"^|[。;!?](?=.)")
_WHOLE = re.compile(r"全[省市县区州][^。;]{0,30}\d")
_OF_ALL = re.compile(r"[,;]全[省市县区州]")
_LEVEL = re.compile(
    r"(?:其中[,:]?)?(?:20\d\d年度?,?|本年度?)?"
    r"(?:(?:省|市|县|区|州)(?:政府|级|本级|直)(?:及|和)?(?:其|各|所属)*(?:工作)?(?:部门|单位|行政机关)"
    r"|(?P<below>市、县|县、乡|各县|各市|市\(州\)|州市|县区|区县|地市)[^,。;\d]{0,20}?)"
    r"(?=(?:共|总共|累计|全年)*(?:受理|收到|没有|未|办理|答复|接到|公开|主动|发生))"
)
# Who speaks: the whole place, or the body itself.
_WHO = re.compile(
    r"(?P<whole>(?<!我)全[省市县区州旗盟](?:各级|各|行政机关|单位|部门|政府|乡镇|街道|及|和|、)*(?:[^,。;\d]{2,6}系统)?"
    r"(?:20\d\d年度?|本年度?|全年|共计?|累计|总共|[,在]|通过[^,;。\d]{0,20})*(?:主动)?"
    r"(?:公开|发布|公布|更新|新增|收到|受理|办理|答复|接到|产生|发生))"
    r"|[我本](?:[镇乡局委办厅院所站]|街道?|单位|机关|部门|苏木)"
)
# Titles, and what stands in brackets: (2021年为15件).
_ASIDE = re.compile(r"《[^》]*》|\([^()]*\)")


def foreign(mention: Mention, lead: str, lexicon: Lexicon, *, year: int, level: JurisdictionLevel) -> bool:
    """`lead` is the sentence up to the number with its label; `year` and `level` are those of the report."""
    return (
        of_one_level(mention.passage.text, mention.sentence, mention.quantity.start)
        or lexicon.comparison.search(_this_year(mention.raw, year)) is not None
        or _elsewhere(mention, lexicon, level)
        or _other_year(lead, year)
        or _SINCE_EVER.search(lead) is not None
        or _of_several_years(mention, lexicon)
    )


def of_one_level(text: str, sentence: int, at: int) -> bool:
    """省政府及其部门受理617件, where the text counts the whole too, or another level: a part of the whole.

    `sentence` is where the sentence of the number begins, `at` the number; a semicolon may change who speaks.
    """
    part = max(sentence, text.rfind(";", sentence, at) + 1)
    said = _LEVEL.match(text, part) or (_LEVEL.match(text, sentence) if part > sentence else None)
    if said is None or _OF_ALL.search(text, said.end(), at):
        return False
    told = sum(1 for found in _SENTENCES.finditer(text) if _LEVEL.match(text, found.end()))
    return said["below"] is not None or told > 1 or _WHOLE.search(text, 0, said.start()) is not None


def of_the_whole(mention: Mention, own: re.Pattern[str] | None) -> bool:
    """全县共收到312件,答复310件 in the report of a town: the number is said of the whole place.

    Who was named last in the sentence, or in the one before it, is who speaks.
    """
    text, at = mention.passage.text, mention.quantity.start
    before = max(text.rfind(stop, 0, max(mention.sentence - 1, 0)) for stop in "。!?") + 1
    said = list(_WHO.finditer(text, before, at))
    if not said or said[-1]["whole"] is None:
        return False
    return own is None or own.search(text, said[-1].end(), at) is None


def of_the_past(said: str, year: int) -> bool:
    """2021年未收到 in the report of 2022; what has been so since 2008 is so this year."""
    return _other_year(said, year) and not re.search("自20|以来|至今|目前|结转", said)


def _of_several_years(mention: Mention, lexicon: Lexicon) -> bool:
    """累计9.8万条,其中2016年1.2万条, or 本年新增1.2万条: only the second number is of the year."""
    behind = mention.passage.text[mention.quantity.end : mention.quantity.end + _BEHIND]
    summed = lexicon.summed.search(mention.lead) is not None
    told = lexicon.apart.search(behind) if summed or "新增" in behind else None
    return told is not None and (summed or "新增" in told[0])


def _elsewhere(mention: Mention, lexicon: Lexicon, level: JurisdictionLevel) -> bool:
    """The number of the province or the country in the report of a lower place."""
    if level is JurisdictionLevel.PROVINCE:
        return False
    return bool(lexicon.elsewhere.search(mention.label))


def _this_year(raw: str, year: int) -> str:
    """2021年以来 in the report of 2021 is no other time."""
    return re.sub(rf"(?:{year}年(?:1月)?|今年|本年度?)以来", "", raw) if "以来" in raw else raw


def _other_year(lead: str, year: int) -> bool:
    """The last year named before the number is not the report's."""
    years = _YEAR.findall(_ASIDE.sub("", lead)) if "20" in lead else []
    return bool(years) and int(years[-1]) != year
