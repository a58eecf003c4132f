"""Requests for information, in every combination of the words that reports use for them."""

from collections.abc import Iterable, Iterator
from itertools import cycle, product

import pytest

from adapters.documents.open import open_document
from adapters.extract.chapters import chapters
from adapters.extract.prose.prose import read_prose
from schema.enums import Applicant, JurisdictionLevel, ReportFormat

OLD, NEW = ReportFormat.NARRATIVE_2008, ReportFormat.TABLES_2021
YEARS = {OLD: 2015, NEW: 2022}
HEADINGS = {OLD: "三、依申请公开情况\n", NEW: "（二）依申请公开。"}
OTHER = ("requests.", "outcome", "review.", "litigation.", "fees.")


def _stated(text: str, form: ReportFormat) -> dict[str, int]:
    document = open_document(text.encode(), url="memory:", media_type="text/plain", charset="utf-8")
    reading = read_prose(
        document, chapters(document), format=form, year=YEARS[form], level=JurisdictionLevel.COUNTY
    )
    return {
        statistic.indicator: int(statistic.value or 0)
        for statistic in reading.statistics
        if statistic.applicant is Applicant.TOTAL and statistic.indicator.startswith(OTHER)
    }


def _misread(cases: Iterable[tuple[str, dict[str, int]]], form: ReportFormat) -> list[str]:
    """The texts that do not state exactly what is expected of them, with what they were read as."""
    read = ((text, wanted, _stated(text, form)) for text, wanted in cases)
    return [f"{text} → {found}" for text, wanted, found in read if found != wanted]


@pytest.mark.parametrize("form", [OLD, NEW])
def test_requests_received_are_read_by_any_verb_noun_and_unit(form: ReportFormat) -> None:
    verbs = ("共收到", "受理", "接到", "接收", "收到公民提交的")
    nouns = ("政府信息公开申请", "信息公开申请书", "依申请公开事项", "公开政府信息的申请", "政务公开申请")
    numbers = cycle(["5件", "5宗", "5起", "5份", "5件（次）", "五件", "共5件"])
    bodies = cycle(["", "我镇", "全区", "本机关"])
    heading = HEADINGS[form]
    cases = [
        (f"{heading}{YEARS[form]}年，{next(bodies)}{verb}{noun}{next(numbers)}。", {"requests.received": 5})
        for verb, noun in product(verbs, nouns)
    ]
    assert _misread(cases, form) == []


@pytest.mark.parametrize("form", [OLD, NEW])
def test_that_none_came_is_nought_in_any_words(form: ReportFormat) -> None:
    none = ("未收到", "没有接到", "尚未受理", "没有发生", "无")
    nouns = ("政府信息公开申请", "依申请公开的情况", "公民、法人和其他组织的信息公开申请", "依申请公开件")
    cases = [(f"{HEADINGS[form]}{a}{b}。", {"requests.received": 0}) for a, b in product(none, nouns)]
    assert _misread(cases, form) == []


WAYS = {
    "requests.received.in_person": "当面",
    "requests.received.online": "网上",
    "requests.received.letter": "信函",
}


@pytest.mark.parametrize(
    "item",
    [
        "{name}申请{count}件",
        "通过{name}方式申请{count}件",
        "{name}{count}件",
        "以{name}形式提交{count}件",
        "{count}件为{name}申请",
        "有{count}件通过{name}提交",
    ],
)
@pytest.mark.parametrize("form", [OLD, NEW])
def test_ways_are_read_before_and_behind_their_number(item: str, form: ReportFormat) -> None:
    counts = {"requests.received.in_person": 3, "requests.received.online": 5, "requests.received.letter": 7}
    items = "，".join(item.format(name=name, count=counts[code]) for code, name in WAYS.items())
    text = f"{HEADINGS[form]}全年共收到政府信息公开申请15件，其中{items}。"
    assert _stated(text, form) == {"requests.received": 15, **counts}


@pytest.mark.parametrize("said", ["均为{}申请", "均通过{}方式提交", "全部以{}形式提出", "申请方式为{}申请"])
def test_one_way_of_all_requests_may_be_named_behind_them(said: str) -> None:
    cases = [
        (f"{HEADINGS[OLD]}收到信息公开申请8件，{said.format(name)}。", {"requests.received": 8, code: 8})
        for code, name in WAYS.items()
    ]
    assert _misread(cases, OLD) == []


RESULTS = {
    OLD: {
        "outcome_2008.already_public": "属于已主动公开范围",
        "outcome_2008.granted": "同意公开",
        "outcome_2008.partial": "部分公开",
        "outcome_2008.refused": "不予公开",
        "outcome_2008.not_this_agency": "非本机关政府信息",
        "outcome_2008.not_exist": "信息不存在",
    },
    NEW: {
        "outcome.granted": "予以公开",
        "outcome.partial": "部分公开",
        "outcome.refused": "不予公开",
        "outcome.unable": "无法提供",
        "outcome.not_processed": "不予处理",
        "outcome.other": "其他处理",
    },
}


@pytest.mark.parametrize("item", ["{}{}件", "{}的{}件", "“{}”{}件", "{}{}件，占3%"])
@pytest.mark.parametrize("sign", ["，", "、", "；"])
@pytest.mark.parametrize("form", [OLD, NEW])
def test_results_are_read_from_lists_of_any_manner(item: str, sign: str, form: ReportFormat) -> None:
    counts = {code: count for count, code in enumerate(RESULTS[form], 11)}
    items = sign.join(item.format(RESULTS[form][code], count) for code, count in counts.items())
    answered = "requests.answered" if form is OLD else "outcome.total"
    text = f"{HEADINGS[form]}收到政府信息公开申请81件，已答复81件。其中，{items}。"
    assert _stated(text, form) == {"requests.received": 81, answered: 81, **counts}


def _alike() -> Iterator[tuple[str, dict[str, int]]]:
    compared = ("", "，同比增长20%", "，比上年减少3件", "（2021年为15件）", "，与上年持平")
    answered = ("，均已按时答复", "，全部在规定时限内办结", "，均依法依规予以答复")
    for before, behind in product(compared, answered):
        text = f"{HEADINGS[NEW]}2022年收到政府信息公开申请12件{before}{behind}。"
        yield text, {"requests.received": 12, "outcome.total": 12}


def test_all_were_answered_whatever_they_are_compared_with() -> None:
    assert _misread(_alike(), NEW) == []


def test_several_numbers_take_the_names_that_stand_in_their_places() -> None:
    text = "五、复议诉讼情况\n因政府信息公开引发的行政复议和行政诉讼分别为2件和1件。"
    assert _stated(text, OLD) == {"review.total": 2, "litigation.total": 1}


@pytest.mark.parametrize("opening", ["，其中", "（", "：", "。其中，", "，包括"])
@pytest.mark.parametrize("sign", ["、", "，", "；"])
def test_results_of_a_dispute_are_read_however_their_list_opens(opening: str, sign: str) -> None:
    upheld = {"review": "维持原行政行为", "litigation": "驳回原告诉讼请求"}
    nouns = {"review": "行政复议案件", "litigation": "行政诉讼案件"}
    for code, noun in nouns.items():
        items = sign.join([f"{upheld[code]}4起", "依法纠错2起", "其他结果1起"])
        text = (
            f"一、总体情况\n因政府信息公开引发的{noun}7起{opening}{items}{'）' if opening == '（' else ''}。"
        )
        counts = {f"{code}.upheld": 4, f"{code}.corrected": 2, f"{code}.other": 1}
        assert _stated(text, NEW) == {f"{code}.total": 7, **counts}


@pytest.mark.parametrize(
    "said", ["发生7起行政复议和2起行政诉讼", "引发行政复议7起、行政诉讼2起", "行政复议7份和行政诉讼2份"]
)
def test_two_disputes_may_share_one_clause(said: str) -> None:
    text = f"一、总体情况\n因政府信息公开{said}。"
    assert _stated(text, NEW) == {"review.total": 7, "litigation.total": 2}


@pytest.mark.parametrize("none", ["未发生", "没有", "无", "不存在", "未收到"])
@pytest.mark.parametrize(
    "cause", ["因政府信息公开引起的", "涉及信息公开的", "因公开不及时、不到位而申请", ""]
)
def test_that_there_was_no_dispute_is_nought_for_both(none: str, cause: str) -> None:
    disputes = ("行政复议、行政诉讼", "行政复议和行政诉讼情况", "行政复议、提起行政诉讼的案件")
    cases = [
        (f"五、复议诉讼情况\n{none}{cause}{noun}。", {"review.total": 0, "litigation.total": 0})
        for noun in disputes
    ]
    assert _misread(cases, NEW) == []


def test_a_result_of_all_is_not_said_where_some_are_left_out() -> None:
    text = f"{HEADINGS[OLD]}收到政府信息公开申请6件，除1件结转外均已办结。"
    late = f"{HEADINGS[NEW]}收到政府信息公开申请6件，其中5件按期答复，1件延期后答复。"
    assert (_stated(text, OLD), _stated(late, NEW)) == ({"requests.received": 6}, {"requests.received": 6})


@pytest.mark.parametrize("who", ["市政府及各部门", "区级各部门及街道", "我县", "全市各级行政机关"])
@pytest.mark.parametrize(
    "end", ["均在规定时限内办理完结", "已全部按规定时限办理答复", "均已办理完毕并答复申请人"]
)
def test_requests_to_all_bodies_of_a_place_are_its_own(who: str, end: str) -> None:
    text = f"{HEADINGS[NEW]}2022年，{who}共收到6份信息公开申请，{end}。"
    assert _stated(text, NEW) == {"requests.received": 6, "outcome.total": 6}


@pytest.mark.parametrize(
    "text",
    [
        "行政复议机关共收到行政复议申请312件，审结280件。",
        "转办政府信息公开申请8件，协助办理政府信息公开申请15件。",
        "“十三五”期间共办理政府信息公开申请1230件。",
        "设立依申请公开受理窗口3个。",
        "收到群众留言咨询申请45条。",
        "清退违规收费3万元。",
    ],
)
@pytest.mark.parametrize("form", [OLD, NEW])
def test_cases_of_other_bodies_and_of_several_years_are_none_of_the_year(
    text: str, form: ReportFormat
) -> None:
    assert _stated(f"{HEADINGS[form]}{text}", form) == {}


@pytest.mark.parametrize("heading", [HEADINGS[NEW], "一、总体情况\n", "（四）平台建设。"])
@pytest.mark.parametrize(
    "matter", ["群众信访件", "行政许可事项", "公租房申请", "法律援助申请", "网民留言", "不动产登记申请"]
)
def test_applications_for_something_else_are_no_requests(heading: str, matter: str) -> None:
    tails = ("，办结295件", "，按时办结295件，办结率98%", "，其中网上200件、窗口100件", "，均已答复")
    cases = [(f"{heading}2022年受理{matter}300件{tail}。", dict[str, int]()) for tail in tails]
    assert _misread(cases, NEW) == []


@pytest.mark.parametrize("opening", ["依申请公开方面，", "二是依申请公开。", "规范依申请公开流程，"])
def test_a_part_may_begin_within_a_paragraph(opening: str) -> None:
    text = f"一、总体情况\n加强平台建设。{opening}2022年受理申请3件，办结2件，1件结转下年度。"
    assert _stated(text, NEW) == {"requests.received": 3, "outcome.total": 2, "requests.carried_out": 1}


def _disclosed(text: str) -> list[str]:
    """What is said of disclosure in a paragraph of the newer reports, as `indicator label = value`."""
    whole = f"一、总体情况\n{text}"
    document = open_document(whole.encode(), url="memory:", media_type="text/plain", charset="utf-8")
    reading = read_prose(
        document, chapters(document), format=NEW, year=YEARS[NEW], level=JurisdictionLevel.COUNTY
    )
    return [
        f"{each.indicator}{f' {each.label}' if each.indicator == 'disclosed.category' else ''} = {each.value}"
        for each in reading.statistics
    ]


@pytest.mark.parametrize("made", ["产生政府信息", "共形成各类信息", "制作政务信息"])
@pytest.mark.parametrize("all_of_it", ["均已主动公开", "全部予以公开", "已全部在镇政府网站公布"])
def test_what_was_made_is_disclosed_where_the_sentence_says_all_of_it_was(made: str, all_of_it: str) -> None:
    assert _disclosed(f"全年{made}96条，{all_of_it}。") == ["disclosed = 96"]
    assert _disclosed(f"全年{made}96条。") == []


@pytest.mark.parametrize("said", ["发布信息60条", "对外发布各类信息60条", "更新政务信息60条"])
def test_vague_words_are_the_total_only_where_a_list_adds_up_to_them(said: str) -> None:
    kinds = ["disclosed.category 办事指南 = 20", "disclosed.category 通知公告 = 40"]
    assert _disclosed(f"我局{said}，其中办事指南20条，通知公告40条。") == ["disclosed = 60", *kinds]
    assert _disclosed(f"我局{said}，其中办事指南20条，通知公告30条。") == []


@pytest.mark.parametrize("verb", ["公开", "涉及", "", "属于"])
def test_what_was_done_is_no_part_of_the_name_of_a_kind(verb: str) -> None:
    text = f"主动公开政府信息60条：{verb}重点工程20条，{verb}领导分工40条。"
    kinds = ["disclosed.category 重点工程 = 20", "disclosed.category 领导分工 = 40"]
    assert _disclosed(text) == ["disclosed = 60", *kinds]


def test_a_comparison_between_a_total_and_its_kinds_is_neither() -> None:
    text = "主动公开政府信息60条，比去年的50条多了10条，其中招生入学20条，学校管理40条。"
    kinds = ["disclosed.category 招生入学 = 20", "disclosed.category 学校管理 = 40"]
    assert _disclosed(text) == ["disclosed = 60", *kinds]


def test_kinds_that_share_one_nought_are_each_stated() -> None:
    text = "主动公开政府信息60条。其中，工作动态60条，决策信息、人事信息均为0条。"
    kinds = [
        f"disclosed.category {name} = {n}" for name, n in (("工作动态", 60), ("决策信息", 0), ("人事信息", 0))
    ]
    assert _disclosed(text) == ["disclosed = 60", *kinds]


def test_a_sum_of_two_rounds_of_conferences_counts_before_its_parts() -> None:
    assert _disclosed("组织县级新闻发布会17场、部门新闻发布会22场，共39场。") == [
        "response.press_conferences = 39"
    ]
