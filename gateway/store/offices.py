"""Organ names → which of them is the government's own office, whose report stands for scope ORGAN.

上海市人民政府办公厅 and 平潭综合实验区管委会办公室 are; 市委办公室 and 市扶贫开发办公室 are not.
"""

import re
from collections.abc import Iterable
from typing import Any

# What stands before 办公室 is the government itself: its name, a short form, or a zone's committee.
_OWN = re.compile(
    r"(?:.*(?:政府|公署|行署|管委会|(?<!监督)管理委员会|党政(?:综合)?|[省市县区旗盟州府])(?:综合)?)?办公[室厅]"
)


def is_own_office(organ: str) -> bool:
    return _OWN.fullmatch(organ) is not None


def own_office(lines: Iterable[Any]) -> Any:
    """The line of the government's own office, the shortest name where several could be it; or None."""
    offices = [line for line in lines if line.organ is not None and is_own_office(line.organ)]
    return min(offices, key=lambda line: (len(line.organ), line.organ), default=None)
