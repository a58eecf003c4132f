"""The same script names the pages of a list and of a long article, in two vendors' ways of counting."""

import pytest

from adapters.families.paging import Paging, body_pages, pagings

LIST = "https://www.lizhou.example/nb/index.html"
ARTICLE = "https://www.lizhou.example/nb/201510/t20151009_67430.html"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('createPageHTML(3, 0, "index", "html");', ["index_1.html", "index_2.html"]),
        ("createPageHTML(2,0,'index','shtml',\"20\")", ["index_1.shtml"]),
        ("createPageHTML('page_div', 3, 1, 'list', 'shtml', 55)", ["list_2.shtml", "list_3.shtml"]),
        ('createPageHTML(1, 0, "index", "html");', []),
        ('createPageHTML(0, 0, "index", "html");', []),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){", []),
    ],
)
def test_a_script_names_the_other_pages(script: str, expected: list[str]) -> None:
    others = [url for paging in pagings(script) for url in paging.others(LIST)]
    assert others == [f"https://www.lizhou.example/nb/{name}" for name in expected]


def test_a_mad_number_of_pages_is_not_believed() -> None:
    [paging] = pagings('createPageHTML(999999999999, 0, "index", "html")')
    assert len(paging.others(LIST)) == 499


def test_a_script_is_read_into_its_parts() -> None:
    assert pagings('createPageHTML(3, 1, "index", "html")') == (
        Paging(total=3, first=1, name="index", extension="html"),
    )


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            'createPageHTML(3, 0, "t20151009_67430","html")',
            ["t20151009_67430_1.html", "t20151009_67430_2.html"],
        ),
        ('createPageHTML(3, 0, "index", "html")', []),
        ('createPageHTML(3, 0, "t20151009_1", "html")', []),
    ],
)
def test_an_article_goes_on_only_under_its_own_name(script: str, expected: list[str]) -> None:
    base = "https://www.lizhou.example/nb/201510/"
    assert body_pages(script, ARTICLE) == tuple(base + name for name in expected)


def test_a_page_without_a_file_name_does_not_go_on() -> None:
    assert body_pages('createPageHTML(3, 0, "index", "html")', "https://www.lizhou.example/nb/") == ()
