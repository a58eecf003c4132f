"""The way to the column of annual reports, by the names of links and the shapes of addresses."""

import re
import tomllib

import pytest

from adapters.families.links import tree
from adapters.families.options import CatalogueOptions
from adapters.scout.candidates import known_interfaces
from adapters.scout.column import RULES, article_title, columns_of, is_column, step, ways

TABLE = tomllib.loads(RULES.read_text("utf-8"))
STEPS = [
    pytest.param(text, (number, row.get("column", False)), id=text)
    for number, row in enumerate(TABLE["step"])
    for text in row["examples"]
]
NEVER = [pytest.param(text, id=text) for row in TABLE["step"] for text in row["never"]]
ARTICLES = [
    pytest.param(*example, id=row["family"]) for row in TABLE["article"] for example in row["examples"]
]


@pytest.mark.parametrize(("text", "found"), STEPS)
def test_a_link_is_named_like_its_step(text: str, found: tuple[int, bool]) -> None:
    assert step(f" {text} > ") == found


@pytest.mark.parametrize("text", NEVER)
def test_a_link_that_only_sounds_alike_is_no_step(text: str) -> None:
    assert step(text) is None


@pytest.mark.parametrize("text", TABLE["named"]["examples"])
def test_a_page_says_that_it_is_the_column(text: str) -> None:
    assert is_column(tree(f"<html><title>{text}</title><p>x"))


@pytest.mark.parametrize("text", [*TABLE["named"]["never"], "2020年政府信息公开工作年度报告"])
def test_a_page_about_something_else_is_no_column(text: str) -> None:
    assert not is_column(tree(f"<html><title>{text}</title><p>x"))


@pytest.mark.parametrize(("article", "column"), ARTICLES)
def test_the_address_of_an_article_leads_to_its_column(article: str, column: str) -> None:
    assert column in [way.url for way in columns_of(article)]


def test_a_page_with_the_title_of_a_report_is_that_report() -> None:
    page = "<html><head><title>泸州市2017年政府信息公开工作年度报告_泸州市人民政府</title></head><p>x"
    assert article_title(tree(page)) == "泸州市2017年政府信息公开工作年度报告_泸州市人民政府"
    assert article_title(tree("<html><title>政府信息公开年报</title><p>x")) is None


def test_ways_are_the_named_links_and_the_frames_of_the_same_host() -> None:
    page = """<html><body><a href="/zwgk/">政务公开</a><a href="/news/">新闻</a>
      <a href="/zwgk/gknb/">政府信息公开年报</a><iframe src="/frame.html"></iframe>
      <iframe src="https://elsewhere.example/"></iframe></body></html>"""
    found = [(way.url, way.rank, way.column) for way in ways(tree(page), "https://x.example/")]
    assert found == [
        ("https://x.example/zwgk/", 2, False),
        ("https://x.example/zwgk/gknb/", 0, True),
        ("https://x.example/frame.html", 0, False),
    ]


@pytest.mark.parametrize(
    ("name", "example"),
    [
        pytest.param(row["name"], each, id=row["name"])
        for row in TABLE["interface"]
        for each in row["examples"]
    ],
)
def test_a_known_interface_is_asked_for_what_the_page_says(name: str, example: dict[str, str]) -> None:
    said = {key: value for key, value in example.items() if key not in {"page", "url"}}
    (found,) = known_interfaces(example["page"], "https://www.example.gov.cn/gknb/index.html")
    assert (found.family, found.trace, found.url) == ("catalogue", name, example["url"])
    assert isinstance(found.options, CatalogueOptions)
    assert found.options.form.items() >= said.items()
    assert found.options.referer == "https://www.example.gov.cn/gknb/index.html"


def test_patterns_do_not_fit_everything() -> None:
    assert not [row for row in TABLE["step"] if re.search(row["pattern"], "")]
