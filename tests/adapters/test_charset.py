"""How bytes become text, whatever was said about them."""

import codecs

import pytest

from adapters.documents.charset import decode, meta_charset, normalise, unmarked_utf16
from adapters.documents.sniff import sniff

TEXT = "本年新收政府信息公开申请数量：859件，结转72件。"


@pytest.mark.parametrize(
    ("body", "header", "charset"),
    [
        (TEXT.encode(), None, "utf-8"),
        (TEXT.encode("gb2312"), "gb2312", "gb18030"),
        (TEXT.encode("gbk"), "GBK", "gb18030"),
        (TEXT.encode("gb18030"), None, "gb18030"),
        (codecs.BOM_UTF8 + TEXT.encode(), "gbk", "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "gbk", "utf-16-le"),
        (TEXT.encode(), "iso-8859-1", "utf-8"),
        (TEXT.encode("gbk"), "iso-8859-1", "gb18030"),
        (TEXT.encode("gbk"), "no-such-charset", "gb18030"),
        (TEXT.encode("big5", "ignore"), "big5", "big5"),
    ],
)
def test_bytes_are_read_with_the_charset_that_proves_itself(
    body: bytes, header: str | None, charset: str | None
) -> None:
    assert decode(body, header=header).charset == charset


def test_utf8_is_believed_over_a_header_that_says_gbk_and_a_meta_that_says_utf8() -> None:
    body = f'<meta charset="utf-8"><p>{TEXT}</p>'.encode()
    assert TEXT in decode(body, header="gbk").text


def test_a_gbk_page_that_calls_itself_utf8_is_still_read() -> None:
    body = f'<meta charset="utf-8"><p>{TEXT}</p>'.encode("gbk")
    decoded = decode(body, header="utf-8")
    assert (decoded.charset, TEXT in decoded.text) == ("gb18030", True)


def test_a_rare_character_beyond_gb2312_survives_the_gb2312_label() -> None:
    assert decode("㑇镕".encode("gb18030"), header="gb2312").text == "㑇镕"


def test_one_stray_byte_costs_one_character_not_the_page() -> None:
    body = (TEXT * 50).encode() + b"\xff" + TEXT.encode()
    decoded = decode(body)
    assert (decoded.charset, decoded.damaged, decoded.text.count("\ufffd")) == ("utf-8", True, 1)


def test_garbage_never_raises() -> None:
    assert decode(bytes(range(256)) * 4).damaged


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        (b"<META charset='utf-8'/>", "utf-8"),
        (b"<meta charset=iso-8859-1>", None),
        (b"<p>charset=gbk</p>", None),
    ],
)
def test_the_meta_tag_is_found_in_its_usual_shapes(body: bytes, charset: str | None) -> None:
    assert meta_charset(body) == charset


@pytest.mark.parametrize(("label", "charset"), [(' "GBK" ', "gb18030"), (None, None), ("klingon", None)])
def test_labels_are_normalised(label: str | None, charset: str | None) -> None:
    assert normalise(label) == charset


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_chinese_text_saved_in_two_byte_letters_needs_no_mark_at_its_beginning(charset: str) -> None:
    text = "某市2023年政府信息公开工作年度报告\n一、总体情况\n新收申请12件。\n"
    assert sniff(text.encode(charset)) == "text"
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("body", [b"\x00\x01\x02\x03" * 40, bytes(range(256)) * 4, b"\x00" * 64])
def test_other_binary_data_is_no_text_in_two_byte_letters(body: bytes) -> None:
    assert unmarked_utf16(body) is None
