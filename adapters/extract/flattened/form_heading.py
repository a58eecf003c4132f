"""The heading of an official table, its words broken and mixed up → whether it is the form's all the same.

Columns of narrow cells come out of a PDF as 商业 科研 / 企业 机构, in whatever order. The signs are then
the form's, each as often as there, and little else. Under `run_requests` and `run_disputes`.
"""

import re
from collections import Counter
from collections.abc import Iterable

_HAN = re.compile(r"[一-龥]")
_CHAPTER = re.compile(r"[一二三四五六七八九十]\s*[、.．,，]?\s*$")


def is_heading(text: str, words: Iterable[str], beside: Iterable[str] = ()) -> bool:
    """Whether the Han of a text is that of `words`; `beside` may stand there too, in whole or in part."""
    said = Counter(_HAN.findall(_CHAPTER.sub("", text)))
    wanted = Counter(_HAN.findall("".join(words)))
    return not wanted - said and not said - wanted - Counter(_HAN.findall("".join(beside)))
