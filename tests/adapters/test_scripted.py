"""Articles that stand in a script or in JSON are the pages that a browser would make of them."""

import json

import pytest

from adapters.documents.html.scripted import scripted_page
from adapters.documents.open import open_document

TITLE = "泸州市2017年政府信息公开工作年度报告"
# The figure is that of the published report.
CONTENT = "<p>2017年，全市主动公开政府信息80286条。</p>"
TOLD = {"title": TITLE, "content": CONTENT, "publisher": "市政府办公室", "created_at": "2018-03-09 10:00:00"}


@pytest.mark.parametrize(
    "page",
    [
        f"<script>window._CONFIG = {{ SID: '7', DETAIL: {json.dumps(TOLD)}, TREE: [] }}</script>",
        json.dumps(
            {"status": 200, "data": {**TOLD, "source": "市政府办公室", "publishedTime": "2018-03-09"}}
        ),
    ],
)
def test_the_article_of_a_script_is_opened_with_title_day_and_publisher(page: str) -> None:
    document = open_document(page.encode(), url="https://x.example/post_1.html")

    assert document.headline == TITLE
    assert "2017年，全市主动公开政府信息80286条。" in document.text
    assert document.meta["contentsource"] == "市政府办公室"
    assert document.meta["pubdate"].startswith("2018-03-09")


@pytest.mark.parametrize(
    "page",
    [
        "<p>一页普通的文章。</p>",
        '<script>var x = { DETAIL: {"title": </script>',
        'DETAIL: {"title": "无正文", "content": ""}',
        '{"data": [1, 2]}',
        '{"data": {"content": null}}',
        "{并非 JSON",
    ],
)
def test_any_other_page_is_left_as_it_is(page: str) -> None:
    assert scripted_page(page) is None


def test_a_title_in_a_script_is_text_and_not_markup() -> None:
    page = scripted_page(json.dumps({"data": {"title": "<b>年报</b>", "content": CONTENT}}))
    assert page is not None
    assert "<h1>&lt;b&gt;年报&lt;/b&gt;</h1>" in page
