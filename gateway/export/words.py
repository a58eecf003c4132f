"""Codes → the words people read in a workbook, and the notes that go with every answer."""

from collections.abc import Mapping

from schema.enums import Absence

ABSENCES: Mapping[Absence, str] = {
    Absence.NO_REPORT: "无年报 no report",
    Absence.NOT_IN_FORMAT: "表式无此项 not in form",
    Absence.NOT_STATED: "未写明 not stated",
    Absence.PORTAL_UNAVAILABLE: "门户不可用 portal unavailable",
}
Note = tuple[str, str]

AS_PRINTED: Note = (
    "数字一律照原文，不改、不补；空白不是零，缺项另列原因。",
    "Figures stand as printed, nothing is repaired; an empty cell is no zero, and every gap has its reason.",
)
APOSTROPHE: Note = (
    "以 = + - @ 等开头的文字前加了一个撇号，以免被表格软件当作公式；JSON 与 JSON Lines 中没有。",
    "Text that a spreadsheet would take for a formula has an apostrophe in front; JSON has none.",
)
COMPARED: tuple[Note, ...] = (
    AS_PRINTED,
    (
        "SAME 可比，NEAR 大致可比，BREAK 不可比：各与此前最近一个有数值的年份相较，理由见说明。",
        "SAME may be compared, NEAR nearly, BREAK must not, against the latest earlier value; see the note.",
    ),
    (
        "名次只在有数值的各地之间排，1 为最大而非最好；基数过小的比率不排名。",
        "Ranks are among places with a value; 1 is the largest, not the best. Rates on few cases have none.",
    ),
    (
        "只比较覆盖全域的年报，不以某一机关的年报代替。",
        "Only reports on whole places are compared; that of one organ never stands in.",
    ),
)
FOUND: tuple[Note, ...] = (
    AS_PRINTED,
    (
        "提示是核对的结果，不是定论：原文照录，复核结论见 disposition。",
        "Findings are what checking turned up, not a verdict; `disposition` says what a person decided.",
    ),
)
LATE: tuple[Note, ...] = (
    (
        "早于期限不抵充迟延；日期可疑（多为网站迁移之日）者不计，也不据以判断谁迟发。",
        "Being early earns no credit; doubtful dates (mostly of a portal's move) count against nobody.",
    ),
)
COVERED: tuple[Note, ...] = (
    (
        "NO_REPORT 指在已采集的门户中没有找到，不等于没有发布。",
        "NO_REPORT: none was found on the portals fetched, which does not say that none was published.",
    ),
)
