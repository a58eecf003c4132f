"""Whose report it is where the title does not say: by the text's own words, never by the host."""

import pytest

from adapters.documents.document import Document
from adapters.documents.open import open_document
from adapters.errors import NotAReport
from adapters.extract.heading.heading import Heading, read_heading
from adapters.titles import read_title
from schema.enums import ReportScope

AREA, ORGAN = ReportScope.JURISDICTION, ReportScope.ORGAN
BODY = "一、主动公开情况\n2015年主动公开政府信息12条。"


def _document(title: str, text: str) -> Document:
    page = f"{title}\n{text}\n{BODY}\n"
    return open_document(page.encode(), url="https://www.luzhou.gov.cn/a.txt", media_type="text/plain")


def _heading(title: str, text: str) -> Heading:
    return read_heading(_document(title, text))


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("市卫生局2015年政府信息公开工作年度报告", "本报告由南平市卫生局编制。", "350700"),
        ("教育局2015年政府信息公开年报", "2015年，随州市教育局扎实做好公开工作。", "421300"),
        ("赤水镇2015年政府信息公开年报", "特向社会公布漳平市赤水镇政府信息公开情况。", "350881"),
        (
            "2015年政府信息公开年报",
            "根据《福建省政府信息公开办法》，现公布南平市延平区2015年年报。",
            "350702",
        ),
        ("2015年政府信息公开年报", "请与办公室联系（地址：福建省漳平市八一路，邮编：364400）。", "350881"),
        ("2015年政府信息公开年报", "电子版可在泰州市政府门户网站下载。", "321200"),
    ],
)
def test_a_place_that_the_title_does_not_name_is_the_texts_own(title: str, text: str, place: str) -> None:
    assert _heading(title, text).jurisdiction == place


def test_a_body_that_the_title_does_not_name_is_the_one_that_says_we() -> None:
    said = "根据条例要求，临邑县卫生局编制了2015年政府信息公开年度报告。"
    own = _heading("2015年政府信息公开年报", f"{said}我局重视公开工作。")
    assert (own.jurisdiction, own.scope, own.organ) == ("371424", ORGAN, "临邑县卫生局")
    everybodys = _heading("2015年政府信息公开年报", f"{said}全县各部门重视公开工作。")
    assert (everybodys.scope, everybodys.organ) == (AREA, None)


def test_the_code_at_the_foot_of_a_site_tells_the_place_where_nothing_else_does() -> None:
    page = (
        "<h1>易家街道办事处2015年政府信息公开工作年度报告</h1><div id='zoom'><p>一、主动公开情况</p>"
        "<p>2015年主动公开政府信息12条。</p></div>"
        "<div class='foot'>网站标识码：<a href='/'>4201040001</a></div>"
    )
    document = open_document(page.encode(), url="https://www.luzhou.gov.cn/a.html", media_type="text/html")
    assert read_heading(document).jurisdiction == "420104"


def test_a_text_that_names_no_place_or_several_is_refused_with_advice() -> None:
    for text in ("本报告由市卫生局编制。", "地址：泸州市江阳区。地址：南平市延平区。"):
        with pytest.raises(NotAReport, match="say which portal it comes from"):
            _heading("2015年政府信息公开年报", text)


@pytest.mark.parametrize(
    ("title", "place", "organ"),
    [
        ("青岛海关2015年政府信息公开工作年度报告", "370200", "青岛海关"),
        ("连云港海事局2015年政府信息公开工作年度报告", "320700", "连云港海事局"),
        ("广州海关2015年海关政府信息公开年度报告", "440100", "广州海关"),
        ("歙县2015年歙县财政局政府信息公开年度报告", "341021", "歙县财政局"),
    ],
)
def test_a_central_bodys_branch_serves_the_city_it_is_named_after(title: str, place: str, organ: str) -> None:
    read = read_title(title)
    assert read is not None
    assert (read.place, read.organ) == (place, organ)
