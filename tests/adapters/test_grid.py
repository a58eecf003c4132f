"""How a cell is found by row and column, and when it is better not to say."""

from adapters.documents.assemble import Piece, assemble
from adapters.documents.document import Cell, Table
from adapters.extract.layout import layout
from adapters.extract.tables.grid import Heading, heading_at, parted
from adapters.extract.tables.placed_cells import cells_under

APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def table(*pieces: Piece) -> Table:
    (block,) = assemble([list(pieces)], body=b"", url="t", media_type="text/html").blocks
    assert isinstance(block, Table)
    return block


def rows(*lines: list[str]) -> Table:
    return table(
        *(Piece(text, row, column) for row, line in enumerate(lines) for column, text in enumerate(line))
    )


def heading(found: Table, upto: int) -> Heading:
    above = None
    for row in range(upto + 1):
        above = heading_at(found, row, layout(), above)
    assert above is not None
    return above


def test_a_heading_over_two_rows_keeps_the_names_of_both() -> None:
    found = table(
        Piece("勾稽关系", 0, 0, 2, 1),
        Piece("自然人", 0, 1, 2, 1),
        Piece("法人或其他组织", 0, 2, 1, 5),
        Piece("总计", 0, 7, 2, 1),
        *(Piece(name, 1, 2 + at) for at, name in enumerate(APPLICANTS[1:6])),
    )
    assert [leaf.name for leaf in heading(found, 1).leaves] == APPLICANTS


def test_a_heading_whose_columns_have_slipped_is_read_in_the_order_of_the_form() -> None:
    found = rows(["勾稽关系", "申请人情况"], ["自然人", "法人或其他组织", "总计"], APPLICANTS[1:6])
    slipped = heading(found, 2)
    assert ([leaf.name for leaf in slipped.leaves], slipped.positioned) == (APPLICANTS, False)


def test_a_row_of_data_is_no_heading() -> None:
    assert heading_at(rows(["（七）总计", "26", "0"]), 0, layout(), None) is None
    assert heading_at(rows(["3.其他", "287"]), 0, layout(), None) is None


def under(heading: Heading, values: list[Cell]) -> list[str | None]:
    return [cell and cell.text for cell in cells_under(heading, [], values, short=False)]


def test_the_order_counts_where_borders_have_shifted() -> None:
    shifted = table(
        *(Piece(name, 0, column, 1, span) for name, column, span in _COLUMNS_2019),
        Piece("行政许可", 1, 0),
        Piece("39", 1, 1, 1, 2),
        Piece("-35", 1, 3),
        Piece("181", 1, 4),
    )
    above = heading(shifted, 0)
    _, values = parted(shifted, 1, above)
    assert under(above, values) == ["39", "-35", "181"]


_COLUMNS_2019 = [("信息内容", 0, 1), ("上一年项目数量", 1, 1), ("本年增/减", 2, 2), ("处理决定数量", 4, 1)]


def test_the_position_counts_where_a_value_is_missing() -> None:
    found = table(
        *(Piece(name, 0, column, 1, span) for name, column, span in _COLUMNS_2019),
        Piece("行政许可", 1, 0),
        Piece("39", 1, 1),
        Piece("181", 1, 4),
    )
    above = heading(found, 0)
    _, values = parted(found, 1, above)
    assert under(above, values) == ["39", None, "181"]


def test_a_value_that_reaches_under_two_columns_belongs_to_neither() -> None:
    found = table(
        *(Piece(name, 0, column, 1, span) for name, column, span in _COLUMNS_2019),
        Piece("行政许可", 1, 0),
        Piece("39", 1, 1, 1, 3),
        Piece("181", 1, 4),
    )
    above = heading(found, 0)
    _, values = parted(found, 1, above)
    assert under(above, values) == [None, None, "181"]


def test_the_blocks_of_the_dispute_table_come_from_the_cells_above() -> None:
    found = table(
        Piece("行政复议", 0, 0, 1, 5),
        Piece("行政诉讼", 0, 5, 1, 10),
        *(Piece(name, 1, at, 2, 1) for at, name in enumerate(RESULTS)),
        Piece("复议后起诉", 1, 5, 1, 5),
        Piece("未经复议直接起诉", 1, 10, 1, 5),
        *(Piece(name, 2, 5 + at) for at, name in enumerate(RESULTS * 2)),
    )
    blocks = [leaf.block for leaf in heading(found, 2).leaves]
    assert blocks == ["review"] * 5 + ["litigation.after_review"] * 5 + ["litigation.direct"] * 5


def test_without_cells_above_the_blocks_follow_the_order_of_the_form() -> None:
    blocks = [leaf.block for leaf in heading(rows(RESULTS * 3), 0).leaves]
    assert blocks == ["review"] * 5 + ["litigation.direct"] * 5 + ["litigation.after_review"] * 5


def test_a_cut_heading_is_known_by_its_order_and_its_whole_word() -> None:
    names = [
        leaf.name for leaf in heading(rows(["信息内容", "本年新", "本年新", "对外公开总数量"]), 0).leaves
    ]
    assert names == ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
