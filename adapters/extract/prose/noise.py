"""Text → the spans whose digits count nothing: dates, document numbers, telephones, list markers, names.

Used by mention before it looks for quantities. Policy names stand in quotation marks or 《》, hotlines
among their words: “五公开”, 《2017年工作要点》, 12345热线.
"""

import re

_COUNTED = "条件个次人份篇项起宗封例%元万余多幅场期册部处家户名种类台块张本套则批位座版班通倍卷页"
# What each may begin with, and what it is; nothing is looked for where none of them begins.
_PATTERNS = (
    ("《〈<", r"《[^》]{1,80}》|〈[^〉]{1,60}〉|<[^>]{1,60}>"),
    ("(", r"\(不同(?:渠道|方式)[^()]*计[^()]*\)"),
    ('“"‘', r"[“\"‘][^”\"’。]{1,24}[”\"’]"),
    (r"a-zA-Z0-9_.\-", r"(?:https?://|www\.)[\w./:%?=&#-]+|(?a:[\w.-]{1,64}@[\w.-]+)"),
    (
        r"自从\d二〇○零一九两",
        r"(?:自|从)?[\d二〇○零一九两]{4}年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d+年(?!度?内?共)",
    ),
    (r"\d", r"\d{1,2}月(?:\d{1,2}日)?(?:份|底|初)?|(?<!\d)\d{1,2}日"),
    (
        r"〔\[﹝【［(\d第",
        r"[〔\[﹝【［(]?\d{4}[〕\]﹞】］)]第?\d+号?|第[\d一二三四五六七八九十百]+(?![\d一二三四五六七八九十百])|\d+号",
    ),
    (
        "电传邮手Q微账代编地热",
        r"(?:电话|传真|邮编|邮政编码|手机|QQ|微信号|账号|代码|编码|地址|热线)[^,。;)\d]{0,6}[\d(][\d()—–－-]{4,}+(?![\d条件个次人])",
    ),
    (r"\d", r"\d{3,4}[-—–－]+\d{6,8}|(?<!\d)1[3-9]\d{9}(?!\d)"),
    (
        r"\d",
        rf"(?<!\d)(?:123(?:45|15|40|69|33|48|50|18|88|01|66|58|93|20)|110|119|120|122|985|96\d{{3,4}})(?![\d{_COUNTED}])",
    ),
    (
        r"\dA-Za-z",
        r"\d{1,2}[::]\d{2}(?!\d)|\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+|\d+[×xX*]\d+|24小时|[A-Za-z]+\d+(?:\.\d+)*",
    ),
    (r"(\d①-⑳", r"(?:(?<=^)|(?<=[。;:,])|(?<=其中))(?:\(?\d{1,2}[)、.](?!\d)|[①-⑳])"),
    (
        "图表附",
        rf"(?:图|(?<![发代报请])表|附件|附表)[\d一二三四五六七八九十]+(?![\d一二三四五六七八九十{_COUNTED}])",
    ),
)
_BEGINS = "".join(begins for begins, _ in _PATTERNS)
_NOISE = re.compile(f"(?=[{_BEGINS}])(?:{'|'.join(pattern for _, pattern in _PATTERNS)})")


def noise(text: str) -> list[tuple[int, int]]:
    """Start and end of every such span of compact `text`, in order."""
    return [match.span() for match in _NOISE.finditer(text)]
