"""Pages that a list calls reports and that are none: each is refused with a reason, no report is stored.

Their bytes are remembered with their validators, so that a portal is not asked for them again.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from support.harvesting import Town, fetcher_of, store_in, tagged

from gateway.harvest.runner import harvest
from gateway.store.engine import reading
from gateway.store.harvest_tables import HarvestFailureRow
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.tables import DocumentRow, ExtractionRow, table
from schema.ports import ReportFilter

PDF = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
LOGIN = "<html><title>用户登录</title><form>用户名<input name=u>密码<input type=password></form></html>"
NOTICE = (
    "<html><h1>关于做好2016年政府信息公开工作年度报告编制工作的通知</h1>"
    "<p>各单位：请于1月20日前报送2016年度报告。</p></html>"
)


def rows(store: Store, row: Any) -> int:
    with reading(store.engine) as connection:
        return len(connection.execute(select(table(row))).all())


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (PDF, "document_unreadable"),
        ("", "document_unreadable"),
        ("<html><body></body></html>", "document_unreadable"),
        (LOGIN, "not_a_report"),
        (NOTICE, "not_a_report"),
    ],
    ids=["pdf-named-html", "no-bytes", "empty-page", "login-page", "notice"],
)
def test_what_is_no_report_is_named_and_leaves_no_trace(tmp_path: Path, page: str, code: str) -> None:
    store, town = store_in(tmp_path), Town("510500", (2017,))
    town.put(2016, page=page)

    async def run() -> tuple[int, int]:
        async with fetcher_of([town]) as fetcher:
            summary = await harvest([town.profile()], store=store, fetcher=fetcher)
        return summary.counts.stored, summary.counts.failed

    stored, failed = asyncio.run(run())
    kept = asyncio.run(StoreReader(store.engine).report_page(ReportFilter(), 100, None))
    with reading(store.engine) as connection:
        (failure,) = connection.execute(select(table(HarvestFailureRow)))

    assert (stored, failed) == (1, 1)
    assert [report.id for report in kept.items] == ["510500.2017"]
    assert (rows(store, DocumentRow), rows(store, ExtractionRow)) == (1, 1)
    assert failure.code == code
    assert len(failure.message) > 20
    store.close()


def test_a_portal_that_turns_to_a_login_page_keeps_its_last_good_report(tmp_path: Path) -> None:
    store, town = store_in(tmp_path), Town("510500", (2017,))

    async def run() -> None:
        async with fetcher_of([town]) as fetcher:
            await harvest([town.profile()], store=store, fetcher=fetcher)

    asyncio.run(run())
    town.portal.pages["/nb/2017.html"] = tagged(LOGIN)
    asyncio.run(run())
    kept = asyncio.run(StoreReader(store.engine).report_page(ReportFilter(), 100, None))

    assert [report.id for report in kept.items] == ["510500.2017"]
    store.close()
