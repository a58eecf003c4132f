"""Numbers that no indicator covers, and digits that count nothing."""

from decimal import Decimal

import pytest

from adapters.documents.document import Document, Paragraph
from adapters.extract.chapters import Chapter
from adapters.extract.prose.figures import read_figures
from adapters.extract.prose.mention import mentions
from adapters.extract.prose.passage import passages
from adapters.extract.prose.topic import load_topics
from schema.enums import Qualifier
from schema.records.statistic import Figure


def _figures(text: str) -> list[Figure]:
    block = Paragraph(text=text, start=0)
    document = Document(url="memory:", media_type="text/plain", sha256="", blocks=(block,), text=text)
    chapter = Chapter("一", "概述", (block,), 0, len(text))
    found = [mention for passage in passages(chapter, load_topics()) for mention in mentions(passage)]
    return list(read_figures(found, document))


KEPT = [
    ("专栏全年访问量达69598人次。", "69598", "人次", Qualifier.EXACT),
    ("目前已汇集60多个单位。", "60", "个", Qualifier.MORE_THAN),
    ("公众号用户已突破550万。", "5500000", "人", Qualifier.MORE_THAN),
    ("申请量同比增长70.3%。", "70.3", "%", Qualifier.EXACT),
    ("整合了二十项便民措施。", "20", "项", Qualifier.EXACT),
    ("收取2950元。", "2950", "元", Qualifier.EXACT),
]

NOTHING = [
    "2017年1月1日至12月31日。",
    "依据泸市府办发〔2017〕55号和国务院令第492号。",
    "联系电话：0830—3115719；邮编：646000；传真23131679。",
    "网址：http://www.example.gov.cn/2017/12.html，邮箱 a12345@163.com。",
    "推进“五公开”，落实《2017年政务公开工作要点30条》。",
    "拨打12345市民热线，110和120联动。",
    "报告由六个部分组成，从三个方面推进。",
    "在20个工作日内答复，3日内公布，每天24小时开放。",
    "连续12个季度、近3年、召开第74次常务会议。",
    "一是加强领导；二是完善机制。1.组织到位。",
    "做到一件不漏、一次告知、一站办理。",
    "比例为16.7:55.2:28.1，于15:42发布。",
]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), KEPT, ids=[row[0] for row in KEPT])
def test_a_real_number_is_kept(text: str, value: str, unit: str | None, qualifier: Qualifier) -> None:
    (figure,) = _figures(text)
    assert (figure.value, figure.unit, figure.qualifier) == (Decimal(value), unit, qualifier)
    assert figure.source.quote in text
    assert text[figure.source.start : figure.source.end] == figure.source.quote


@pytest.mark.parametrize("text", NOTHING)
def test_digits_that_count_nothing_are_left_out(text: str) -> None:
    assert [(figure.label, figure.value, figure.unit) for figure in _figures(text)] == []


def test_a_share_follows_the_number_it_belongs_to() -> None:
    figures = _figures("各乡镇公开856条，占34%。")
    assert [(figure.value, figure.unit) for figure in figures] == [(856, "条"), (34, "%")]
