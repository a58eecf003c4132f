"""Values of the official tables → the same tables as tools flatten them: run together, in lines, in rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Values = Mapping[tuple[str, str], str]
"""(indicator, applicant) → the printed cell; a missing key is a blank cell."""

APPLICANTS = (
    "NATURAL_PERSON", "COMMERCIAL_ENTERPRISE", "RESEARCH_INSTITUTION", "SOCIAL_ORGANIZATION",
    "LEGAL_SERVICE", "OTHER_ORGANIZATION", "TOTAL",
)  # fmt: skip
BLOCKS = ("review", "litigation.direct", "litigation.after_review")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
_HEAD = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "申请人情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构",
    "其他",
)  # fmt: skip
_ROWS = (
    ("requests.received", "一、本年新收政府信息公开申请数量"),
    ("requests.carried_in", "二、上年结转政府信息公开申请数量"),
    ("", "三、本年度办理结果"),
    ("outcome.granted", "（一）予以公开"),
    ("outcome.partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("", "（三）不予公开"),
    ("outcome.refused.state_secret", "1.属于国家秘密"),
    ("outcome.refused.forbidden_by_law", "2.其他法律行政法规禁止公开"),
    ("outcome.refused.security_stability", "3.危及“三安全一稳定”"),
    ("outcome.refused.third_party_rights", "4.保护第三方合法权益"),
    ("outcome.refused.internal_affairs", "5.属于三类内部事务信息"),
    ("outcome.refused.process_information", "6.属于四类过程性信息"),
    ("outcome.refused.enforcement_files", "7.属于行政执法案卷"),
    ("outcome.refused.administrative_queries", "8.属于行政查询事项"),
    ("", "（四）无法提供"),
    ("outcome.unable.not_held", "1.本机关不掌握相关政府信息"),
    ("outcome.unable.needs_creation", "2.没有现成信息需要另行制作"),
    ("outcome.unable.unclear", "3.补正后申请内容仍不明确"),
    ("", "（五）不予处理"),
    ("outcome.not_processed.petition", "1.信访举报投诉类申请"),
    ("outcome.not_processed.repeat", "2.重复申请"),
    ("outcome.not_processed.publication", "3.要求提供公开出版物"),
    ("outcome.not_processed.excessive", "4.无正当理由大量反复申请"),
    ("outcome.not_processed.reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
)
_OTHER = {
    2019: (("outcome.other", "（六）其他处理"),),
    2021: (
        ("", "（六）其他处理"),
        (
            "outcome.other.uncorrected",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ),
        (
            "outcome.other.fee_unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ),
        ("outcome.other.other", "3.其他"),
    ),
}
_END = (("outcome.total", "（七）总计"), ("requests.carried_out", "四、结转下年度继续办理"))
_ITEMS = ("items_last_year", "items_change", "decisions")
_ITEM_WORDS = ("上一年项目数量", "本年增/减", "处理决定数量")
_MADE_WORDS = ("本年新制作数量", "本年新公开数量", "对外公开总数量")
_ISSUED_WORDS = ("本年制发件数", "本年废止件数", "现行有效件数")
_HEADING_ROWS = (
    [_HEAD[0], "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
)
_DISCLOSURE = {
    2019: (
        ("一", _MADE_WORDS, (
            ("规章", "regulations", ("made", "newly_disclosed", "total_disclosed")),
            ("规范性文件", "normative_documents", ("made", "newly_disclosed", "total_disclosed")))),
        ("五", _ITEM_WORDS, (
            ("行政许可", "licensing", _ITEMS), ("其他对外管理服务事项", "other_services", _ITEMS))),
        ("六", _ITEM_WORDS, (("行政处罚", "penalties", _ITEMS), ("行政强制", "coercion", _ITEMS))),
        ("八", _ITEM_WORDS[:2], (("行政事业性收费", "charges", _ITEMS[:2]),)),
        ("九", ("采购项目数量", "采购总金额"), (("政府集中采购", "procurement", ("projects", "amount")),)),
    ),
    2021: (
        ("一", _ISSUED_WORDS, (
            ("规章", "regulations", ("issued", "repealed", "in_force")),
            ("行政规范性文件", "normative_documents", ("issued", "repealed", "in_force")))),
        ("五", ("本年处理决定数量",), (("行政许可", "licensing", ("decisions",)),)),
        ("六", ("本年处理决定数量",), (
            ("行政处罚", "penalties", ("decisions",)), ("行政强制", "coercion", ("decisions",)))),
        ("八", ("本年收费金额（单位：万元）",), (("行政事业性收费", "charges", ("amount",)),)),
    ),
}  # fmt: skip


def run_together(values: Values, form: int, space: Callable[[], str] = str) -> str:
    """One paragraph a section, cells right after each other; `space()` is what stands between two."""
    return _page(values, form, lambda cells: _joined(cells, space))


def cell_lines(values: Values, form: int, *, keep_blank: bool = False, bar: str = "") -> str:
    """Each label and each value on a line of its own; a blank cell's line is lost or kept."""
    return _page(
        values, form, lambda cells: "\n".join(f"{each}{bar}" for each in cells if each or keep_blank)
    )


def row_lines(
    values: Values, form: int, bar: str = " | ", *, keep_blank: bool = True, fill: str = "", edge: str = ""
) -> str:
    """A row a line, its cells between bars. Labels may be filled up at the left or the right of the values
    to the width of the table (`fill`), and blank cells kept or lost, the row then filled up with bare bars.
    """

    def row(cells: list[str], width: int) -> str:
        label, *rest = cells
        missing = [""] * (width - len(cells))
        whole = [label, *missing, *rest] if fill == "left" else [label, *rest, *(missing if fill else ())]
        if keep_blank:
            return f"{edge}{bar.join(whole)}{edge}".strip(" ")
        kept = [cell for cell in whole if cell]
        return f"{bar.join(kept)} |{'|' * (width - len(kept))}"

    def table(rows: Iterable[list[str]], width: int) -> str:
        return "\n".join(row(cells, width) for cells in rows)

    requests = [*_HEADING_ROWS, *([label, *_cells(values, code)] for code, label in _rows(form) if code)]
    return _report(
        table(_disclosure_rows(values, form), 4), table(requests, 10), table(_dispute_rows(values), 15)
    )


def blank_cell_lines(values: Values, form: int) -> str:
    """A cell a line with its bar behind it, a blank cell a bar alone, short rows filled up with bars."""

    def row(cells: Sequence[str], width: int) -> str:
        lines = [f"{cell} |".strip() for cell in cells]
        return "\n".join([*lines, *(["|" * (width - len(cells))] if width - len(cells) > 1 else ())])

    def table(rows: Iterable[list[str]], width: int) -> str:
        return "\n".join(row(cells, width) for cells in rows)

    requests = [*_HEADING_ROWS, *([label, *_cells(values, code)] for code, label in _rows(form) if code)]
    return _report(
        table(_disclosure_rows(values, form), 4), table(requests, 10), table(_dispute_rows(values), 15)
    )


def table_rows(values: Values, form: int) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """The cells of the three tables, row by row, spans not repeated."""
    requests = [*_HEADING_ROWS, *([label, *_cells(values, code)] for code, label in _rows(form) if code)]
    return list(_disclosure_rows(values, form)), requests, list(_dispute_rows(values))


def terms(form: int) -> list[tuple[str, str]]:
    """All cells of a form."""
    requests = [(code, applicant) for code, _ in _rows(form) if code for applicant in APPLICANTS]
    disputes = [(f"{block}.{result}", "TOTAL") for block in BLOCKS for result in RESULTS]
    rows = (row for _, _, rows in _DISCLOSURE[form] for row in rows)
    return [(f"{stem}.{code}", "TOTAL") for _, stem, codes in rows for code in codes] + requests + disputes


def _cells(values: Values, code: str) -> list[str]:
    return [values.get((code, applicant), "") for applicant in APPLICANTS]


def _rows(form: int) -> Iterator[tuple[str, str]]:
    yield from (*_ROWS, *_OTHER[form], *_END)


def _disclosure_rows(values: Values, form: int) -> Iterator[list[str]]:
    for article, columns, rows in _DISCLOSURE[form]:
        yield [f"第二十条第（{article}）项"]
        yield ["信息内容", *columns]
        for label, stem, codes in rows:
            yield [label, *(values.get((f"{stem}.{code}", "TOTAL"), "") for code in codes)]


def _dispute_rows(values: Values) -> Iterator[list[str]]:
    words = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    yield ["行政复议", "行政诉讼"]
    yield [*words, "未经复议直接起诉", "复议后起诉"]
    yield [*words, *words]
    yield [values.get((f"{block}.{result}", "TOTAL"), "") for block in BLOCKS for result in RESULTS]


def _joined(cells: list[str], space: Callable[[], str]) -> str:
    text = ""
    for cell in cells:
        between = space() if text[-1:].isdigit() and cell[:1].isdigit() else ""
        text += between + cell
    return text


def _page(values: Values, form: int, flat: Callable[[list[str]], str]) -> str:
    disclosure = flat(list(_disclosure(values, form)))
    requests = flat(list(_requests(values, form)))
    disputes = flat(list(_disputes(values)))
    return _report(disclosure, requests, disputes)


def _report(disclosure: str, requests: str, disputes: str) -> str:
    return (
        "某市2023年政府信息公开工作年度报告\n一、总体情况\n全年工作有序开展。\n"
        f"二、主动公开政府信息情况\n{disclosure}\n三、收到和处理政府信息公开申请情况\n{requests}\n"
        f"四、政府信息公开行政复议、行政诉讼情况\n{disputes}\n五、存在的主要问题及改进情况\n无。\n"
    )


def _disclosure(values: Values, form: int) -> Iterator[str]:
    for article, columns, rows in _DISCLOSURE[form]:
        yield from (f"第二十条第（{article}）项", "信息内容", *columns)
        for label, stem, codes in rows:
            yield label
            yield from (values.get((f"{stem}.{code}", "TOTAL"), "") for code in codes)


def _requests(values: Values, form: int) -> Iterator[str]:
    yield from _HEAD
    for code, label in (*_ROWS, *_OTHER[form], *_END):
        yield label
        if code:
            yield from (values.get((code, applicant), "") for applicant in APPLICANTS)


def _disputes(values: Values) -> Iterator[str]:
    words = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    yield from ("行政复议", "行政诉讼", *words, "未经复议直接起诉", "复议后起诉", *words, *words)
    yield from (values.get((f"{block}.{result}", "TOTAL"), "") for block in BLOCKS for result in RESULTS)
