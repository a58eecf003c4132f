"""Every marker recognises its own examples and leaves its counterexamples alone."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from adapters.fetch.challenge import challenge, markers, soft_404

DATA = tomllib.loads(files("adapters.fetch").joinpath("challenge.toml").read_text("utf-8"))
KINDS = {"challenge": challenge, "soft_404": soft_404}
ENTRIES = [(kind, entry) for kind in KINDS for entry in DATA[kind]]
CHARSETS = ("utf-8", "gb18030")


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize(
    ("kind", "entry"), ENTRIES, ids=lambda given: given["name"] if isinstance(given, dict) else given
)
def test_a_marker_knows_its_examples(kind: str, entry: dict[str, Any], charset: str) -> None:
    marker = next(each for each in markers(kind) if each.name == entry["name"])
    for example in entry["examples"]:
        assert marker.matches(example["status"], example.get("headers", {}), example["body"].encode(charset))
    for example in entry["counterexamples"]:
        answer = example["status"], example.get("headers", {}), example["body"].encode(charset)
        assert not marker.matches(*answer)
        assert KINDS[kind](*answer) is None


def test_a_long_page_that_speaks_of_missing_pages_is_a_page() -> None:
    assert soft_404(200, {}, ("<p>本年度整改页面不存在问题3个</p>" + "正文" * 2000).encode()) is None
