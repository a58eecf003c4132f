"""A copy says what it was made from; only an official address is believed."""

import pytest

from adapters.documents.open import open_document
from adapters.extract.original import original_of

PAGE = "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/201501/t20150102_80791.htm"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>原文链接：{PAGE}</p>", PAGE),
        (f"<p>来源地址: {PAGE}。</p>", PAGE),
        (f'<meta name="Url" content="{PAGE}"><p>正文</p>', PAGE),
        ("<p>原文链接：https://mirror.example/1.htm</p>", None),
        ("<p>原文链接：https://www.pingtan.gov.cn.mirror.example/1.htm</p>", None),
        ("<p>本报告电子版可在 www.pingtan.gov.cn 下载。</p>", None),
    ],
)
def test_the_original_is_what_the_copy_prints_if_it_is_official(html: str, expected: str | None) -> None:
    assert original_of(open_document(html.encode(), url="https://copy.example/a.html")) == expected
