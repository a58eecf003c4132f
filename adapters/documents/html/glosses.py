"""Text from a mirror → the text without the pronunciations it puts behind characters: 數(shù)據(jù) is 數據.

Some reposting sites gloss characters so that copies are told from the original; the report has none.
"""

import re

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_GLOSS = re.compile(rf"\((?<=[一-龥]\()(?=[a-zü]{{0,6}}[{_TONED}])[a-zü{_TONED}]{{1,7}}\)")


def without_glosses(text: str) -> str:
    """Only brackets that hold one toned syllable, right behind a character."""
    return _GLOSS.sub("", text)
