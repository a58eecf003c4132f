"""What is kept of a page, what is left out, and where it stands."""

import pytest

from adapters.documents.document import Document, Paragraph, Table
from adapters.documents.open import open_document
from adapters.errors import DocumentUnreadable

URL = "https://www.example.gov.cn/xxgk/gknb/202401/t20240117_1.html"
FILLER = "本单位按照条例做好主动公开和依申请公开，按期答复，接受监督。" * 6


def opened(html: str) -> Document:
    return open_document(html.encode(), url=URL)


def lines(html: str) -> list[str]:
    return opened(html).text.split("\n")


def rows(html: str) -> list[list[str | None]]:
    (table,) = [block for block in opened(html).blocks if isinstance(block, Table)]
    return [[cell.text if cell else None for cell in row] for row in table.grid]


def test_inline_elements_join_without_a_space_and_no_digit_changes() -> None:
    html = (
        "<p><span>时限为</span><font>20</font><b>23</b><span>年</span>1<font>月</font>，共<i>1,808</i>件</p>"
    )
    assert lines(html) == ["时限为2023年1月，共1,808件"]


def test_all_kinds_of_blank_become_one_space_and_invisible_marks_go() -> None:
    assert lines("<p>\u3000\u3000公开&nbsp;&nbsp;\u20032543\u200b条<o:p> </o:p></p>") == ["公开 2543条"]


def test_breaks_and_blocks_end_a_line() -> None:
    assert lines("<div>一<br>二<p>三</p>四</div>") == ["一", "二", "三", "四"]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="TRS_Editor">{}</div>',
        '<div class="trs_editor_view big">{}</div>',
        '<div id="zoom">{}</div>',
        '<div id="vsb_content"><div class="v_news_content">{}</div></div>',
        '<div class="zfxxgk_zw_content">{}</div>',
        '<div class="wzzw-article">{}</div>',
        "<table><tr><td id='td_DocContent'>{}</td></tr></table>",
        "<UCAPCONTENT>{}</UCAPCONTENT>",
        '<div class="no-known-name"><div>{}</div></div>',
    ],
)
def test_the_article_is_found_in_every_family_and_by_density_elsewhere(box: str) -> None:
    article = box.format(f"<p>一、总体情况</p><p>{FILLER}</p><p>公开36条。</p>")
    html = (
        "<html><body><div class='nav'><a href='/'>首页</a><a href='/xxgk'>政府信息公开</a></div>"
        f"<div><div>栏目</div>{article}</div>"
        "<div class='footer'>主办：某市人民政府办公室 网站标识码：3213220037</div>"
        "<script>var n = 99;</script></body></html>"
    )
    kept = [line for line in lines(html) if line != "栏目"]
    assert kept == ["一、总体情况", FILLER, "公开36条。"]


def test_an_article_stitched_from_several_boxes_keeps_all_of_them() -> None:
    html = (
        f"<body><div class='TRS_Editor'><!--ewebeditor:page title=\"\"--><p>一、概述</p><p>{FILLER}</p></div>"
        f"<div class='TRS_Editor'><p>二、主动公开情况</p><p>{FILLER}</p></div></body>"
    )
    assert [line for line in lines(html) if "、" in line[:2]] == ["一、概述", "二、主动公开情况"]


@pytest.mark.parametrize("mark", ["#PAGE_BREAK#", "<pagebreak></pagebreak>", "<!--ewebeditor:page-->"])
def test_page_breaks_inside_one_file_leave_no_trace(mark: str) -> None:
    assert lines(f"<div id='zoom'><p>第一页</p>{mark}<p>第二页</p></div>") == ["第一页", "第二页"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>前言</p></body></html><p>正文</p>",
        "<html><body><p>前言</p></HTML><div>正文</div></body></html>",
        "<div>前言</div></body></html><html><body><p>正文</p></body></html>",
    ],
)
def test_what_stands_behind_an_early_end_of_the_page_is_read_as_browsers_show_it(page: str) -> None:
    assert lines(page) == ["前言", "正文"]


def test_chrome_inside_the_article_is_left_out_but_not_a_sentence_like_it() -> None:
    html = (
        "<div id='zoom'><p>公开36条。</p><p>【打印】【关闭】</p><p>分享到：</p><style>.a{}</style>"
        "<div class='share'>微信 微博</div><p style='display:none'>9999</p><p>上一篇：2022年报告</p>"
        "<p>打印申请书36份，关闭账号2个。</p></div>"
    )
    assert lines(html) == ["公开36条。", "打印申请书36份，关闭账号2个。"]


def test_what_follows_a_script_a_share_bar_or_a_table_is_not_lost() -> None:
    table = "<table><tr><td>规章<script>x</script>一</td><td>0</td></tr></table>"
    html = (
        f"<div id='zoom'>公开<script>n()</script>36条<div class='share'>微信</div>其中网络20条{table}完</div>"
    )
    assert lines(html) == ["公开36条", "其中网络20条", "规章一 | 0", "完"]


def test_header_fields_above_the_article_are_kept_and_navigation_is_not() -> None:
    html = (
        "<body><div><a href='/'>首页</a></div><div class='box'><table>"
        "<tr><td>索 引 号</td><td>014314799/2024-00002</td><td>发布机构</td><td>某县发展和改革局</td></tr>"
        "<tr><td>文号</td><td></td><td>公开日期</td><td>2024-01-17</td></tr></table>"
        f"<p>来源：某县人民政府 时间：2024-01-17 00:00</p><div id='zoom'><p>{FILLER}</p></div></div></body>"
    )
    document = opened(html)
    assert isinstance(document.blocks[0], Table)
    assert document.blocks[0].text.split("\n")[1] == "文号 |  | 公开日期 | 2024-01-17"
    assert document.blocks[1].text == "来源：某县人民政府 时间：2024-01-17 00:00"
    assert "首页" not in document.text


def test_metadata_is_read_by_lower_case_name_and_the_headline_from_the_visible_title() -> None:
    html = (
        "<html><head><title>某县2023年政府信息公开工作年度报告_某县人民政府</title>"
        "<meta content='3213220037' name='SiteIDCode'><meta name='Keywords' content=''>"
        "<META NAME='PubDate' CONTENT='2024-01-17 09:30'></head><body><h1>政府信息公开</h1>"
        "<h1><ucaptitle>某县2023年政府信息公开工作年度报告</ucaptitle></h1>"
        f"<publishtime>2024-01-17</publishtime><div id='zoom'><p>{FILLER}</p></div></body></html>"
    )
    document = opened(html)
    assert document.headline == "某县2023年政府信息公开工作年度报告"
    assert document.meta == {
        "siteidcode": "3213220037",
        "pubdate": "2024-01-17 09:30",
        "title": "某县2023年政府信息公开工作年度报告_某县人民政府",
        "ucaptitle": "某县2023年政府信息公开工作年度报告",
        "publishtime": "2024-01-17",
    }


def test_attachments_are_listed_with_absolute_addresses() -> None:
    links = "<a href='./P020240117.pdf'>年报 全文</a><a href='/list.html'>列表</a>"
    html = f"<div id='zoom'><p>附件</p>{links}</div>"
    assert opened(html).links == (
        ("年报 全文", "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.pdf"),
    )


def test_spans_are_resolved_and_a_cell_stands_at_every_position_it_covers() -> None:
    html = (
        "<table><tr><td rowspan='2' colspan='2'>申请人</td><td>自然人</td></tr><tr><td>26</td></tr>"
        "<tr><td>甲</td><td>乙</td><td>丙</td></tr></table>"
    )
    assert rows(html) == [["申请人", "申请人", "自然人"], ["申请人", "申请人", "26"], ["甲", "乙", "丙"]]


def test_paragraphs_in_a_cell_join_and_two_numbers_do_not_run_together() -> None:
    html = (
        "<table><tr><td><p>商业</p>\n<p>企业</p></td><td>本年新<br/>制作数量</td>"
        "<td><p>12</p><p>34</p></td></tr></table>"
    )
    assert rows(html) == [["商业企业", "本年新制作数量", "12 34"]]


def test_hostile_spans_are_cut_to_the_table() -> None:
    first = "<tr><td rowspan='4000' colspan='0'>甲</td><td rowspan='0'>乙</td></tr>"
    html = f"<table>{first}<tr><td>丙</td></tr></table>"
    assert rows(html) == [["甲", "乙", None], ["甲", "乙", "丙"]]


def test_a_layout_table_is_walked_through_to_the_tables_it_holds() -> None:
    inner = "<table><tr><td>规章</td><td>0</td></tr><tr><td>行政许可</td><td>12</td></tr></table>"
    html = f"<table><tr><td><p>二、主动公开</p>{inner}<p>三、申请</p></td></tr></table>"
    document = opened(html)
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert document.blocks[1].text == "规章 | 0\n行政许可 | 12"


def test_every_block_and_cell_stands_where_it_says() -> None:
    html = (
        "<div id='zoom'><p>一、概述</p><table><tr><td>甲</td><td></td></tr>"
        "<tr><td></td><td>36</td></tr></table><p>完</p></div>"
    )
    document = opened(html)
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
    table = document.blocks[1]
    assert isinstance(table, Table)
    cells = [cell for row in table.grid for cell in row if cell]
    assert [document.text[cell.start : cell.start + len(cell.text)] for cell in cells] == ["甲", "", "", "36"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "<div>" * 3000 + "x",
        "<table>" + "<tr><td>1</td></tr>" * 20_001 + "</table>",
        "<table><tr>"
        + "<td rowspan='3000' colspan='100'>1</td>" * 30
        + "</tr>"
        + "<tr></tr>" * 3000
        + "</table>",
    ],
)
def test_markup_past_the_limits_is_refused(html: str) -> None:
    with pytest.raises(DocumentUnreadable):
        opened(html)
