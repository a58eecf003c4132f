"""Signs of radicals that PDF tools write for characters (`⼯作`, `⼈⺠`) → the characters.

Under `from_text`.
"""

import re
import unicodedata

_RADICAL = re.compile("[\u2e80-\u2fd5]")
# The supplement's signs have no normal form; these are the ones that fonts share with a character in use.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⺬⻁⻄⻅⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻳",
        "母民示虎西见贝车长门青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟",
        strict=True,
    )
)


def whole_characters(text: str) -> str:
    """The same text, no longer and no shorter."""
    return _RADICAL.sub(_whole, text)


def _whole(sign: re.Match[str]) -> str:
    return _SUPPLEMENT.get(sign.group()) or unicodedata.normalize("NFKC", sign.group())
