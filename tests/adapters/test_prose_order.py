"""Prose that says a thing in another order: what there is none of first, lists in the next sentence."""

import pytest

from adapters.documents.open import open_document
from adapters.extract.chapters import chapters
from adapters.extract.prose.clause import clauses
from adapters.extract.prose.prose import ProseReading, read_prose
from schema.enums import JurisdictionLevel, ReportFormat

NARRATIVE = ReportFormat.NARRATIVE_2008
COUNTY, PROVINCE = JurisdictionLevel.COUNTY, JurisdictionLevel.PROVINCE


def _read(text: str, level: JurisdictionLevel = COUNTY) -> ProseReading:
    document = open_document(text.encode(), url="memory:", media_type="text/plain", charset="utf-8")
    return read_prose(document, chapters(document), format=NARRATIVE, year=2016, level=level)


def _values(text: str, level: JurisdictionLevel = COUNTY) -> dict[str, int]:
    return {s.indicator: int(s.value or 0) for s in _read(text, level).statistics}


def _kinds(text: str) -> list[tuple[str, int]]:
    return [(s.label, int(s.value or 0)) for s in _read(text).statistics if "category" in s.indicator]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("公开政府信息的申请，我镇2016年未收到。", {"requests.received": 0}),
        ("政府信息公开申请，我镇一件也未收到。", {"requests.received": 0}),
        ("因公开引起的行政复议、行政诉讼，本年度都没有发生。", {"review.total": 0, "litigation.total": 0}),
        ("有关公开的投诉和行政复议，全区均未收到。", {"complaints": 0, "review.total": 0}),
        ("依申请公开收取的费用，我局没有。", {"fees.collected": 0}),
    ],
)
def test_what_there_is_none_of_may_stand_before_the_none(text: str, values: dict[str, int]) -> None:
    assert _values(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "收到行政复议3件，我局没有。",  # a number stands before it
        "加强行政复议工作，没有发生安全事故。",  # something else there is none of
        "公开政府信息的申请，我镇2015年未收到。",  # another year
        "其他结果，行政复议，未\n审结。",  # words that a form has lost
    ],
)
def test_a_none_of_something_else_is_none_of_what_stands_before_it(text: str) -> None:
    assert 0 not in _values(text).values()


def test_a_clause_told_the_other_way_round_is_told_both_ways() -> None:
    told = [clause.text for clause in clauses("行政诉讼,本年度没有发生。总访问量,增加12次。")]
    assert told == ["行政诉讼", "本年度没有发生", "本年度没有发生行政诉讼", "总访问量", "增加12次"]


def test_what_was_taken_may_stand_before_who_took_it() -> None:
    assert _values("政府信息公开申请，2016年全市受理了196件。") == {"requests.received": 196}
    assert _values("公众关于政府信息公开的咨询，全年接受30次。") == {"inquiries": 30}


def test_a_list_in_the_next_sentence_is_that_of_the_total_if_it_adds_up() -> None:
    items = "机构职能类4条，人事信息2条，重点工作15条，应急管理1条，公开年报1条"
    assert len(_kinds(f"二、主动公开情况\n主动公开政府信息23条。政府网站上，{items}。")) == 5
    assert _kinds(f"二、主动公开情况\n主动公开政府信息40条。政府网站上，{items}。") == []


def test_the_number_of_kinds_is_no_item_of_the_list_that_follows_it() -> None:
    text = "二、主动公开情况\n主动公开政府信息42条，分三类：惠农补贴10条；财务公开12条；城乡建设20条。"
    assert _kinds(text) == [("惠农补贴", 10), ("财务公开", 12), ("城乡建设", 20)]


def test_a_long_list_behind_the_words_that_announce_it_needs_no_total() -> None:
    text = "公开类别\n主动公开的政府信息中，职责2条，德育4条，招生4条，教研23条，督导9条。"
    assert _kinds(text) == [("职责", 2), ("德育", 4), ("招生", 4), ("教研", 23), ("督导", 9)]
    bodies = (
        "公开类别\n主动公开的政府信息中，县财政局2条，县教育局4条，县民政局4条，各乡镇23条，县医保局9条。"
    )
    assert _kinds(bodies) == []


def test_a_count_of_all_years_is_not_that_of_the_year() -> None:
    text = "二、主动公开情况\n2016年公开的信息总数是13条；历年累计到2016年末，已公开信息24条。"
    assert _values(text) == {"disclosed": 13}


def test_the_year_in_which_disclosure_began_is_not_that_of_the_staff() -> None:
    text = "本区自2004年5月1日起实行政府信息公开，为此配备全职工作人员1名、兼职工作人员45名。"
    assert _values(text) == {"institution.staff.full_time": 1, "institution.staff.part_time": 45}
    assert _values("自2008年5月1日起，我局共受理政府信息公开申请45件。") == {}


def test_shares_tell_the_requests_of_one_office_from_those_of_the_whole_city() -> None:
    text = "依申请公开情况\n收到政府信息公开申请19616件。网上申请124件，占43%；信函申请163件，占57%。"
    assert _values(text) == {"requests.received": 19616}
    own = "依申请公开情况\n收到政府信息公开申请287件。网上申请124件，占43%；信函申请163件，占57%。"
    assert _values(own) == {
        "requests.received": 287,
        "requests.received.online": 124,
        "requests.received.letter": 163,
    }


def test_what_one_level_received_is_no_statistic_of_the_whole() -> None:
    text = (
        "依申请公开情况\n2016年，全省受理政府信息公开申请4110件。省政府及其部门受理政府信息公开申请617件，"
        "同意公开381件，不予公开22件。市、县政府受理政府信息公开申请3493件，同意公开2748件。"
    )
    assert _values(text, PROVINCE) == {"requests.received": 4110}
    both = "行政复议情况\n省政府及其部门没有收到投诉；收到复议申请40件。市、县政府收到复议申请23件。"
    assert _values(both, PROVINCE) == {}
    alone = "依申请公开情况\n市级行政机关共受理政府信息公开申请617件。"
    assert _values(alone) == {"requests.received": 617}
    whole = "主动公开情况\n市、县政府对信息进行了梳理，全市新增主动公开政府信息14263条。"
    assert _values(whole) == {"disclosed": 14263}


def test_two_ways_together_are_all_that_was_disclosed() -> None:
    text = "主动公开情况\n通过门户网站和微信公众号共公开各类政府信息1057条，其中门户网站公开信息633条。"
    assert _values(text)["disclosed"] == 1057


def test_most_of_what_a_website_published_is_a_list_of_kinds() -> None:
    items = "城管822条，图片3672条，专题332条，不动产登记10601条，采购19条"
    assert len(_kinds(f"主动公开情况\n全年通过门户网站发布信息15500条，其中{items}。")) == 5
    assert _kinds(f"主动公开情况\n全年通过门户网站发布信息25500条，包含以下{items}。") == []


def test_the_names_of_the_codes_are_known_without_their_class_where_most_of_them_are_listed() -> None:
    items = "概况信息2条，计划总结信息6条，行政规范性文件信息8条，工作动态信息41条，其他信息28条"
    listed = _read(f"主动公开情况\n主动公开政府信息85条（含重点领域信息17条）。其中，{items}。")
    assert [(s.indicator, int(s.value or 0)) for s in listed.statistics] == [
        ("disclosed", 85),
        ("disclosed.priority_fields", 17),
        ("disclosed.category.overview", 2),
        ("disclosed.category.plans", 6),
        ("disclosed.category.normative_documents", 8),
        ("disclosed.category.activities", 41),
        ("disclosed.category.other", 28),
    ]
    few = _read("主动公开情况\n主动公开政府信息8条，其中人事信息2条，公示信息6条。")
    assert [s.indicator for s in few.statistics] == ["disclosed", "disclosed.category", "disclosed.category"]


def test_new_media_alone_are_not_all_ways() -> None:
    alone = "主动公开情况\n依托微信公众号、视频号等平台，全年发布各类政务信息100条。"
    assert "disclosed" not in _values(alone)
    among = "主动公开情况\n依托政府网站、微信公众号等平台，全年发布各类政务信息100条。"
    assert _values(among)["disclosed"] == 100


@pytest.mark.parametrize(
    "said",
    [
        "以县政府网站为主渠道，主动公开政府信息19条",
        "发挥政府网站第一平台作用，全年共公开各类政府信息19条",
        "在政府信息公开平台新增主动公开政府信息19条",
        "通过政府网站、政府信息公开平台主动公开政府信息19条",
    ],
)
def test_what_a_website_is_said_to_have_published_is_the_total_where_no_other_is_told(said: str) -> None:
    assert _values(f"主动公开情况\n{said}。")["disclosed"] == 19
    other = _values(f"主动公开情况\n{said}。\n总体情况\n全年主动公开政府信息40条。")
    assert other["disclosed"] == 40


@pytest.mark.parametrize(
    "said",
    [
        "通过政府网站主动公开政府信息19条，微信公众号推送信息30条",
        "通过政府网站主动公开政府信息19条。通过宣传栏等主动公开政府信息30条",
        "政府网站发布信息19条",
        "我局在市政府网站主动公开各类信息19条，另有新闻稿若干",
    ],
)
def test_what_a_website_published_is_no_total(said: str) -> None:
    read = _values(f"主动公开情况\n{said}。")
    assert read["disclosed.channel.website"] == 19
    assert "disclosed" not in read


def test_each_kind_may_have_a_sentence_of_its_own() -> None:
    text = "主动公开政府信息135条。其中：机构概况类信息5条，包括职能、领导等。政策法规类信息62条，占45.9%。"
    assert _kinds(f"主动公开情况\n{text}") == [("机构概况类信息", 5), ("政策法规类信息", 62)]


def test_named_columns_of_a_website_are_parts_of_what_it_published_and_no_ways() -> None:
    text = "门户网站发布政府信息1268条，其中“今日本市”栏目发布信息611条，“政务公开”栏目发布信息598条。"
    assert _kinds(f"主动公开情况\n{text}") == [("今日本市", 611), ("政务公开", 598)]
    assert _values(f"主动公开情况\n{text}")["disclosed.channel.website"] == 1268


def test_the_number_of_all_groups_is_of_what_was_counted_by_groups() -> None:
    text = "政府信息公开网站发布主动公开信息28大项、79小项，共计6657条。其中规范性文件类319条。"
    assert _values(f"主动公开情况\n{text}")["disclosed.channel.website"] == 6657


def test_a_numbered_paragraph_without_title_is_not_of_the_one_before() -> None:
    text = "1、按照政府网站信息公开平台建设要求，及时更新内容。\n2、截至2016年12月，共主动公开政府信息48条。"
    assert _values(f"一、工作情况\n{text}") == {"disclosed": 48}


def test_a_list_of_what_was_disclosed_in_many_years_has_no_kinds_of_this_one() -> None:
    items = "机构类信息12条，规划类信息6条"
    assert _kinds(f"二、主要类别\n在主动公开的政府信息中，{items}。") != []
    assert _kinds(f"二、主要类别\n在历年主动公开的政府信息中，{items}。") == []


def test_a_long_list_behind_its_announcement_has_kinds_without_a_total() -> None:
    items = "组织机构信息24条、规划计划类信息68条、重大决策28条、监督督察10条、统计信息11条"
    assert len(_kinds(f"主动公开情况\n5.法定主动公开信息情况：适时更新{items}。")) == 5


def test_kinds_may_stand_before_what_a_website_published() -> None:
    text = "局网站公开预决算信息128条、政府采购信息76条、惠企政策19条，共计223条。"
    assert _kinds(f"主动公开情况\n{text}") == [("预决算信息", 128), ("政府采购信息", 76), ("惠企政策", 19)]
    assert _kinds(f"主动公开情况\n主动公开政府信息40条。另{text}") == []


def test_digits_set_in_groups_are_one_number_where_a_unit_follows() -> None:
    text = "主动公开政府信息9 326条，其中政策法规类1 057条，公共服务类8 269条。"
    assert _kinds(f"主动公开情况\n{text}") == [("政策法规类", 1057), ("公共服务类", 8269)]
    assert _values(f"主动公开情况\n{text}")["disclosed"] == 9326


def test_what_was_disclosed_before_the_year_is_no_statistic_where_the_year_is_told_apart() -> None:
    text = "截至12月底，局门户网站已公开政府信息共3215条，其中2016年公开738条。"
    assert _values(f"主动公开情况\n{text}")["disclosed.channel.website"] == 738


def test_what_bodies_disclosed_are_no_kinds_whatever_it_is_called() -> None:
    items = "县政府办公室公开文件类信息212条，各乡镇公开1530条，县直部门公开3586条"
    assert _kinds(f"主动公开情况\n主动公开政府信息5328条。其中，{items}。") == []


def test_the_verb_of_publishing_names_no_table() -> None:
    figures = _read("主动公开情况\n我局在省级媒体发表42篇稿件，详见附表1。").figures
    assert [figure.value for figure in figures] == [42]


@pytest.mark.parametrize("ways", ["门户网站及微博、微信平台", "电视、政务大厅、局网站"])
def test_what_several_ways_published_is_the_total_where_kinds_add_up_to_it(ways: str) -> None:
    text = f"主动公开情况\n通过{ways}共计发布信息74条，其中工作动态32条，其他信息42条。"
    assert _values(text)["disclosed"] == 74
    assert _kinds(text) == [("工作动态", 32), ("其他信息", 42)]


def test_of_what_a_website_published_what_was_disclosed_may_be_told_apart() -> None:
    text = "主动公开情况\n局网站发布各类信息217条，访问量1846人次；其中主动公开政府信息数54条。"
    assert _values(text) == {"disclosed.channel.website": 217, "disclosed": 54}


def test_a_run_is_judged_as_a_whole_by_its_opening_its_sum_and_its_names() -> None:
    parts = "机构信息1条，公文法规3条，人事任免4条，工作动态59条"
    assert len(_kinds(f"主动公开情况\n局网站公开政府信息123条：{parts}。")) == 4
    assert len(_kinds(f"主动公开情况\n全镇主动公开政府信息共计四大类（其中{parts}）。")) == 4
    assert len(_kinds(f"二、主动公开情况\n公开的主要内容。{parts}，合计67条。")) == 4
    assert _kinds(f"三、其他工作\n编发材料123条：{parts}。") == []


def test_a_sum_behind_its_list_is_the_total_under_a_heading_of_disclosure() -> None:
    text = "（一）公开的主要内容。概况信息291条，工作动态140条，通知公告33条，共计464条。"
    assert _values(f"二、主动公开政府信息情况\n{text}")["disclosed"] == 464
    assert "disclosed" not in _values("二、培训情况\n学习资料140条，讲座通知33条，共计173条。")


def test_kinds_that_add_up_to_the_total_may_be_told_over_several_sentences() -> None:
    text = "概况信息2条、领导信息1条、法规文件类信息88条、业务动态类信息253条，包括会议动态等。网上办事31条。"
    found = _kinds(f"主动公开情况\n主动公开政府信息375条。{text}")
    assert [value for _, value in found] == [2, 1, 88, 253, 31]


def test_items_in_numbered_lines_are_one_list() -> None:
    lines = "从公开内容看：\n1、工作动态类信息160条。\n2、惠民事项信息87条。\n3、预算信息1条。"
    assert _kinds(f"主动公开情况\n主动公开政府信息300条。{lines}") == [
        ("工作动态类信息", 160),
        ("惠民事项信息", 87),
        ("预算信息", 1),
    ]


def test_what_was_typed_in_behind_the_scenes_is_no_kind() -> None:
    text = "主动公开政府信息4409条，其中公告40条，工作动态328条，后台录入数据72条。"
    assert _kinds(f"主动公开情况\n{text}") == [("公告", 40), ("工作动态", 328)]


def test_the_name_of_a_kind_may_stand_behind_its_number() -> None:
    text = "局网站公开信息160条，其中发布3条概况类信息，41条工作动态信息，12条通知公告。"
    assert _kinds(f"主动公开情况\n{text}") == [("概况类信息", 3), ("工作动态信息", 41), ("通知公告", 12)]


def test_a_list_that_nearly_fills_the_total_of_the_paragraph_before_has_its_kinds() -> None:
    total = "一、总体情况\n全区主动公开政府信息210条。\n（一）主动公开情况\n做好法定内容的发布。"
    kinds = [("政策文件", 8), ("财政信息", 31), ("执法信息", 22), ("项目公告", 130)]
    items = "，".join(f"发布{name}{count}条" for name, count in kinds)
    assert _kinds(f"{total}{items}。") == kinds
    assert _values(f"{total}{items}。")["disclosed"] == 210
    assert _kinds(f"{total}发布政策文件8条，发布财政信息31条，发布执法信息22条。") == []


def test_the_parts_of_one_kind_in_brackets_do_not_end_the_list() -> None:
    text = (
        "局网站发布信息38条，其中：机构信息4条，通知公告27条（其中行政处罚21条），人事信息2条，财政信息5条。"
    )
    assert _kinds(f"主动公开情况\n{text}") == [
        ("机构信息", 4),
        ("通知公告", 27),
        ("人事信息", 2),
        ("财政信息", 5),
    ]


def test_kinds_add_up_to_a_total_printed_without_its_unit() -> None:
    items = [("机构信息", 3), ("执行公开信息", 8), ("服务公开信息", 4), ("其他信息", 9)]
    told = "、".join(f"{name}{count}条" for name, count in items)
    text = f"主动公开情况\n我局主动公开政务动态信息24，其中{told}。"
    assert _kinds(text)[:3] == items[:3]
    assert _values(text).get("disclosed") != 8


def test_columns_and_what_opens_the_list_are_in_no_name() -> None:
    text = "主动公开信息210件，其中在区政府目录中公开信息43件。在主动公开的信息中统计类信息129条。"
    assert _kinds(f"主动公开情况\n{text}") == [("统计类信息", 129)]
    text = "局网站发布信息340条，通过专题专栏发布信息118条。"
    assert _kinds(f"主动公开情况\n{text}") == []


def test_what_was_told_by_classes_has_a_total_and_kinds() -> None:
    text = (
        "主动公开情况\n全年共发布12类文件共160条，其中，动态信息更新97条，公开预决算信息31条，政策解读20条。"
    )
    assert _values(text)["disclosed"] == 160
    assert _kinds(text)[:2] == [("动态信息更新", 97), ("预决算信息", 31)]


def test_a_long_list_that_misses_its_sum_by_a_slip_still_shows_the_total() -> None:
    counts = [32, 5, 52, 26, 287, 15, 84]
    names = ["机关简介类", "公告", "政策类", "预算", "公示", "通知类", "动态类"]
    items = "、".join(f"{name}信息{count}条" for name, count in zip(names, counts, strict=True))
    text = f"我委通过区政府网页和微信公众号，发布政务公开信息共计500条。其中，农委网页全年发布更新{items}。"
    assert _values(f"主动公开情况\n{text}")["disclosed"] == 500
    assert _kinds(f"主动公开情况\n{text}") == [
        (f"{name}信息", count) for name, count in zip(names, counts, strict=True)
    ]
    assert "disclosed" not in _values(f"主动公开情况\n{text.replace('500', '600')}")


def test_what_was_published_may_be_counted_in_times_where_kinds_add_up_to_it() -> None:
    text = "主动公开情况\n全年在门户网站发布信息52次，包括通知公告9次、服务民生12次、工作动态31次。"
    assert _values(text)["disclosed.channel.website"] == 52
    assert _kinds(text) == [("通知公告", 9), ("服务民生", 12), ("工作动态", 31)]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "行政复议案件10件，行政诉讼案件0件，结果维持4件，结果纠正6件",
            {"review.upheld": 4, "review.corrected": 6},
        ),
        ("行政复议0件，行政诉讼2件，维持2件", {"litigation.upheld": 2}),
    ],
)
def test_results_behind_both_totals_are_of_what_there_was(text: str, results: dict[str, int]) -> None:
    read = _values(f"五、行政复议和行政诉讼情况\n{text}。")
    assert {code: value for code, value in read.items() if not code.endswith(".total")} == results
