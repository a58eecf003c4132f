"""Labels of the items of a sum → what the sum itself is of, where their words alone tell. Called by mention.

专职人员32名,兼职人员148名,共180名 are 人员; 书面申请4件、网络申请9件,共计13件 are requests.
"""

import re
from collections.abc import Sequence

# Units of what is added up, and how what was done to it ends.
ITEMS = frozenset(
    ["条", "件", "份", "个", "篇", "项", "则", "条次", "件次", "条(次)", "件(次)", "宗", "起", "人", "名"]
)
VERB = re.compile(r".*?(?:公开|发布|公布|更新|推送|刊登|刊发|上传|编发)(?![栏网平专]|申请)(?:了)?")

_EMPLOYED = re.compile("专职|兼职|全职")
_ASKED = re.compile(r"(?:收到|受理|接到|接收|新收).*申请")
_NO_REQUEST = re.compile("结转|复议|诉讼|咨询|投诉|信访|留言|答复|办结|主动公开")


def said_of_all(labels: Sequence[str]) -> str:
    """The label that the sum has, empty where the words of its items do not tell."""
    if all("人员" in label for label in labels):
        return _EMPLOYED.sub("", labels[0])
    if _ASKED.search(labels[0]) and not any(map(_NO_REQUEST.search, labels)):
        return "收到政府信息公开申请"
    return ""
