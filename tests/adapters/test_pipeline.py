"""From a reference to an extraction: pages that go on, pages that wrap a file, pages that are none."""

import hashlib
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import Response
from support.portal import ROOT, Answer, Portal, fetcher, profile

from adapters.errors import DocumentUnreadable, NotAReport, PageMissing, TooLarge, UnsafeAddress
from adapters.families.base import ReportRef
from adapters.fetch.snapshot import NotModified, Validators
from adapters.pipeline import discover, read_file, read_url, take
from adapters.taken import Taken
from schema.records.extraction import Extraction

TITLE = "泸州市2017年政府信息公开工作年度报告"
URL = "/nb/201803/t20180309_7.html"
# The figures are those of the published report; the sentences are ours.
DISCLOSED = "<p>一、主动公开情况</p><p>2017年，全市主动公开政府信息80286条。</p>"
REQUESTS = "<p>二、依申请公开情况</p><p>2017年，全市共受理政府信息公开申请482件。</p>"


def article(*content: str) -> str:
    return f'<title>{TITLE}</title><h1>{TITLE}</h1><div class="TRS_Editor">{"".join(content)}</div>'


def take_one(portal: Portal, previous: Validators | None = None) -> Taken | NotModified:
    ref = ReportRef(portal="510500-luzhou", place="510500", url=ROOT + URL, title=TITLE)

    async def run() -> Taken | NotModified:
        async with fetcher(portal) as fetch:
            return await take(ref, profile(place="510500"), fetch, previous)

    return anyio.run(run)


def taken(pages: dict[str, Answer]) -> Taken:
    found = take_one(Portal(pages))
    assert isinstance(found, Taken)
    return found


def values(extraction: Extraction) -> dict[str, int]:
    return {each.indicator: int(each.value) for each in extraction.statistics if each.value is not None}


def test_a_report_is_taken_with_the_bytes_it_was_read_from() -> None:
    found = taken({URL: article(DISCLOSED, REQUESTS)})
    report = found.extraction.report
    assert (report.jurisdiction, report.year, report.source_url) == ("510500", 2017, ROOT + URL)
    assert report.content_hash == hashlib.sha256(found.body).hexdigest() == found.snapshot.sha256
    assert report.retrieved_at == found.snapshot.fetched_at
    assert values(found.extraction)["disclosed"] == 80286


def test_an_unchanged_page_is_not_read_again() -> None:
    def answer(request: Request) -> Response:
        assert request.headers["if-none-match"] == '"7"'
        return Response(status_code=304)

    assert isinstance(take_one(Portal({URL: answer}), Validators(etag='"7"')), NotModified)


def test_an_article_that_goes_on_is_read_to_its_end() -> None:
    script = '<script>createPageHTML(2, 0, "t20180309_7", "html");</script>'
    more = URL.replace(".html", "_1.html")
    found = taken({URL: article(DISCLOSED) + script, more: article(REQUESTS)})
    read = values(found.extraction)
    assert (read["disclosed"], read["requests.received"]) == (80286, 482)
    assert [each.final_url for each in found.read] == [ROOT + URL, ROOT + more]
    assert found.extraction.report.content_hash == hashlib.sha256(found.body).hexdigest()
    text = "".join(section.text for section in found.extraction.sections)
    assert text.count(TITLE) <= 1


def test_an_article_whose_end_is_missing_is_not_read_at_all() -> None:
    script = '<script>createPageHTML(2, 0, "t20180309_7", "html");</script>'
    with pytest.raises(PageMissing):
        take_one(Portal({URL: article(DISCLOSED) + script}))


def test_an_article_that_goes_on_without_end_is_stopped_at_the_cap_of_a_file() -> None:
    """Its script says how many pages there are, so it must not say how much is held in memory."""
    page = article(DISCLOSED, '<script>createPageHTML(400, 0, "t20180309_7", "html")</script>')
    portal = Portal({URL: page})
    further = Response(b" " * 6_000_000, media_type="text/html")
    portal.pages |= {URL.replace(".html", f"_{n}.html"): further for n in range(1, 400)}
    with pytest.raises(TooLarge, match="article goes on past 50000000 bytes"):
        take_one(portal)
    assert len(portal.asked) == 10


def test_a_page_that_wraps_its_report_leads_to_the_file() -> None:
    wrapper = article('<p>全文见附件。</p><p><a href="P0201803.txt">' + TITLE + ".txt</a></p>")
    text = f"{TITLE}\n一、主动公开情况\n2017年，全市主动公开政府信息80286条。\n"
    file = Response(text.encode(), media_type="text/plain; charset=utf-8")
    found = taken({URL: wrapper, "/nb/201803/P0201803.txt": file})
    assert found.snapshot.final_url == ROOT + URL
    assert [each.final_url for each in found.read] == [ROOT + "/nb/201803/P0201803.txt"]
    assert values(found.extraction) == {"disclosed": 80286}


def test_a_page_that_wraps_what_cannot_be_opened_says_so() -> None:
    wrapper = article(f'<p>全文见附件。</p><p><a href="P0201803.docx">{TITLE}</a></p>')
    file = Response(b"\x00\x01\x02\x03" * 99, media_type="application/octet-stream")
    with pytest.raises(DocumentUnreadable, match="cannot be opened"):
        take_one(Portal({URL: wrapper, "/nb/201803/P0201803.docx": file}))


@pytest.mark.parametrize(
    "shown",
    [
        '<iframe src="/pdfjs/web/viewer.html?file=/nb/201803/P1.txt"></iframe>',
        '<embed src="P1.txt">',
        '<object data="/nb/201803/P1.txt"></object>',
        '<iframe src="/login.html"></iframe><iframe src="https://m.example/"></iframe><iframe src="P1.txt">',
    ],
)
def test_a_page_that_shows_its_report_in_a_viewer_or_a_frame_leads_to_it(shown: str) -> None:
    text = f"{TITLE}\n一、主动公开情况\n2017年，全市主动公开政府信息80286条。\n"
    file = Response(text.encode(), media_type="text/plain; charset=utf-8")
    found = taken({URL: article("<p>年度报告如下。</p>") + shown, "/nb/201803/P1.txt": file})
    assert [each.final_url for each in found.read] == [ROOT + "/nb/201803/P1.txt"]
    assert values(found.extraction) == {"disclosed": 80286}


def test_a_page_without_figures_or_file_is_no_report() -> None:
    with pytest.raises(NotAReport):
        take_one(Portal({URL: article("<p>内容正在整理。</p>")}))


def test_the_line_runs_from_a_profile_to_extractions() -> None:
    listing = f'<ul><li><a href="201803/t20180309_7.html">{TITLE}</a><span>2018-03-09</span></li></ul>'
    portal = Portal({"/nb/": listing, URL: article(DISCLOSED, REQUESTS)})
    given = profile(place="510500")

    async def run() -> list[Taken | NotModified]:
        async with fetcher(portal) as fetch:
            return [await take(ref, given, fetch) for ref in await discover(given, fetch)]

    [found] = anyio.run(run)
    assert isinstance(found, Taken)
    assert found.extraction.report.id == "510500.2017"
    assert str(found.extraction.report.published_on) == "2018-03-09"


def test_an_address_is_read_from_its_own_host_only() -> None:
    async def run(url: str) -> Taken:
        pages: dict[str, Answer] = {
            "/a.html": article(DISCLOSED),
            "/b.html": Response(status_code=302, headers={"location": "https://elsewhere.example/"}),
        }
        async with fetcher(Portal(pages)) as fetch:
            return await read_url(url, fetch)

    assert values(anyio.run(run, f"{ROOT}/a.html").extraction) == {"disclosed": 80286}
    for url in (f"{ROOT}/b.html", "ftp://x.example/", "https://a:port/", "notes.txt"):
        with pytest.raises(UnsafeAddress):
            anyio.run(run, url)


def test_a_file_is_read_from_disk_or_from_memory(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(article(DISCLOSED), "utf-8")
    assert values(read_file(path)) == {"disclosed": 80286}
    assert values(read_file(path.read_bytes(), "report.html", place="510500")) == {"disclosed": 80286}
    with pytest.raises(DocumentUnreadable, match="file cannot be read: No such file"):
        read_file(tmp_path / "none.html")
