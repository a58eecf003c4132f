"""Pages of one article become one document: one text, one numbering, one header."""

from adapters.documents.document import Paragraph, Table
from adapters.documents.open import open_document
from adapters.stitch import stitch

HEADER = "<p>索引号：008380/2018-1</p>"
ROWS = "<tr><td rowspan='2'>申请</td><td>新收</td><td>{}</td></tr><tr><td>结转</td><td>0</td></tr>"
TABLE = f"<table>{ROWS}</table>"


def test_offsets_and_table_numbers_run_through_all_pages() -> None:
    bodies = [
        f"<div class='TRS_Editor'>{HEADER}<p>{text}</p>{TABLE.format(value)}</div>".encode()
        for text, value in (("第一页的话。", 482), ("第二页的话。", 86))
    ]
    pages = [open_document(body, url=f"https://x.example/t1_{n}.html") for n, body in enumerate(bodies)]
    whole = stitch(pages, b"".join(bodies))
    tables = [block for block in whole.blocks if isinstance(block, Table)]
    assert [table.number for table in tables] == [1, 2]
    assert whole.url == "https://x.example/t1_0.html"
    assert whole.text.count("索引号") == 1
    for block in whole.blocks:
        assert whole.text[block.start :].startswith(block.text)
    for table in tables:
        for cell in (cell for row in table.grid for cell in row if cell):
            assert whole.text[cell.start :].startswith(cell.text)
    assert [cell.text if cell else None for cell in tables[1].grid[1]] == ["申请", "结转", "0"]
    assert [block.text for block in whole.blocks if isinstance(block, Paragraph)][-1] == "第二页的话。"
