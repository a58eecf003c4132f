"""What is asked for in Accept, Accept-Language and Authorization."""

import pytest
from starlette.requests import Request

from gateway.serve.keys import is_operator
from gateway.serve.language import preferred
from gateway.serve.negotiate import answer_type, wants_page

NEW, JSON = "application/graphql-response+json", "application/json"


def request(accept: str | None) -> Request:
    headers = [] if accept is None else [(b"accept", accept.encode())]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (NEW, NEW),
        (f"{NEW}, {JSON}", NEW),
        (f"{JSON}, {NEW};q=0.9", JSON),
        (f"{NEW};q=0, {JSON};q=0.1", JSON),
        (f"{NEW}; charset=utf-8", NEW),
        (f"{NEW};q=high", JSON),
    ],
)
def test_the_newer_media_type_goes_to_those_who_name_it(accept: str | None, answer: str) -> None:
    assert answer_type(request(accept)) == answer


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("*/*", False),
        ("", False),
        ("application/json, text/html;q=0.5", False),
        ("text/html;q=0", False),
    ],
)
def test_the_page_goes_to_browsers(accept: str, page: bool) -> None:
    assert wants_page(accept) is page


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("en", "en"),
        ("de,en;q=0.7", "en"),
        ("de", "zh"),
        ("*", "zh"),
    ],
)
def test_english_must_be_preferred(header: str | None, language: str) -> None:
    assert preferred(header) == language


KEY = "a-key-of-twenty-letters"


@pytest.mark.parametrize(
    ("header", "key", "operator"),
    [
        (f"Bearer {KEY}", KEY, True),
        (f"bearer  {KEY} ", KEY, True),
        (f"Bearer {KEY}x", KEY, False),
        (f"Basic {KEY}", KEY, False),
        (KEY, KEY, False),
        ("Bearer ", KEY, False),
        ("Bearer 密钥", KEY, False),
        (None, KEY, False),
        ("Bearer ", None, False),
        ("Bearer None", None, False),
        ("Bearer ", "", False),
    ],
)
def test_only_the_key_makes_an_operator(header: str | None, key: str | None, operator: bool) -> None:
    assert is_operator(header, key) is operator
