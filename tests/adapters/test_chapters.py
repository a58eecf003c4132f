"""Where a report's chapters begin and end, in every shape that text comes in."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from adapters.documents.assemble import Piece, assemble
from adapters.documents.document import Document, Table
from adapters.documents.open import open_document
from adapters.extract import chapters as module
from adapters.extract.chapters import Chapter, chapters

LAYOUT = Path(module.__file__).parent / "layouts" / "headings.toml"
EXAMPLES = tomllib.loads(LAYOUT.read_text("utf-8"))["example"]
LEAD = "本报告根据政府信息公开条例编制，数据统计期限为2017年1月1日至2017年12月31日。"
BODY = [
    LEAD,
    "一、概述",
    "全市各级行政机关坚持以公开为常态，工作取得新成效。",
    "二、主动公开政府信息情况",
    "全市各级行政机关主动公开政府信息80286条，其中概况类9875条。",
    "三、政府信息依申请公开情况",
    "全市共受理政府信息公开申请482件，共办理答复482件。",
]


def document(*parts: str | list[Piece]) -> Document:
    return assemble(parts, body=b"", url="report.txt", media_type="text/plain")


def headed(*parts: str) -> list[tuple[str, str]]:
    return [(each.number, each.heading) for each in chapters(document(*parts))]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:12])
def test_the_examples_of_the_layout_hold(example: dict[str, Any]) -> None:
    assert [each.heading for each in chapters(document(example["text"]))][1:] == example["headings"]


def test_headings_on_their_own_lines_part_the_report_and_the_preamble_comes_first() -> None:
    parts = chapters(document("2017年报告", *BODY))
    assert [(each.number, each.heading) for each in parts] == [
        ("", ""),
        ("一", "概述"),
        ("二", "主动公开政府信息情况"),
        ("三", "政府信息依申请公开情况"),
    ]
    assert [block.text for block in parts[0].blocks] == ["2017年报告", LEAD]
    assert [block.text for block in parts[3].blocks] == [BODY[-1]]


def test_a_body_that_stands_twice_is_cut_at_its_second_beginning() -> None:
    once, twice = document("标题", *BODY), document("标题", *BODY, *BODY)
    assert chapters(twice)[-1].end == len(once.text) + 1
    assert [each.heading for each in chapters(twice)] == [each.heading for each in chapters(once)]


def test_a_body_that_stands_twice_in_one_line_is_cut_as_well() -> None:
    flat = " ".join(BODY)
    assert headed(f"{flat} {flat}") == headed(flat)


def test_a_sentence_said_twice_is_not_a_second_copy() -> None:
    parts = chapters(document(*BODY, "四、收费情况", BODY[2], "全年未收取任何费用，也没有减免。"))
    assert parts[-1].heading == "收费情况"
    assert len(parts[-1].blocks) == 2


@pytest.mark.parametrize(
    "line",
    ["一 、 概述", "一．概述", "一、概述：", "　一、概述"],
)
def test_headings_are_known_however_they_are_spaced(line: str) -> None:
    assert headed(line, "正文。")[1:] == [("一", "概述")]


def test_lists_that_start_again_and_first_steps_are_not_chapters() -> None:
    parts = ["一、概述", "一是健全制度。", "二、存在的问题", "一、人员不足", "二、经费不足", "三、下一步打算"]
    assert [heading for _, heading in headed(*parts)[1:]] == ["概述", "存在的问题", "下一步打算"]


def test_a_chapter_numbered_twice_is_two_chapters() -> None:
    assert [number for number, _ in headed("一、概述", "二、主动公开", "二、依申请公开", "三、收费")] == [
        *["", "一", "二", "二", "三"]
    ]


def test_a_table_of_contents_gives_way_to_the_chapters_it_announces() -> None:
    contents = ["一、概述", "二、主动公开情况"]
    parts = chapters(document("目录", *contents, "一、概述", "正文。", "二、主动公开情况", "公开36条。"))
    assert [(each.heading, len(each.blocks)) for each in parts[1:]] == [("概述", 1), ("主动公开情况", 1)]


def test_a_table_stays_whole_in_its_chapter_and_its_rows_are_no_headings() -> None:
    rows = [Piece("一、本年新收政府信息公开申请数量", 0, 0), Piece("26", 0, 1)]
    (_, chapter) = chapters(document("一、收到和处理政府信息公开申请情况", rows))
    assert [type(block) for block in chapter.blocks] == [Table]


def test_a_text_without_headings_is_all_preamble() -> None:
    assert chapters(document("全年公开36条。")) == (
        Chapter("", "", document("全年公开36条。").blocks, 0, len("全年公开36条。")),
    )


def test_every_block_of_a_chapter_stands_where_it_says() -> None:
    flat = document("标题 一、 概述 推进公开。 二、主动公开政府信息情况 公开36条。")
    for chapter in chapters(flat):
        for block in chapter.blocks:
            assert flat.text[block.start : block.start + len(block.text)] == block.text


def test_a_row_of_which_a_line_holds_only_the_beginning_is_no_chapter() -> None:
    table = "三、本年度办\n理结果\n四、结转下年度\n继续办理\n"
    text = f"一、总体情况\n略。\n三、收到和处理政府信息公开申请情况\n{table}"
    document = open_document(text.encode(), url="memory:", media_type="text/plain")
    assert [chapter.heading for chapter in chapters(document)] == [
        "",
        "总体情况",
        "收到和处理政府信息公开申请情况",
    ]
