"""Lists of reports for tests of families: entries of one town's reports, and what a family finds of them."""

from collections.abc import Mapping

import anyio
from support.portal import Answer, Portal, fetcher

from adapters.families.base import ReportRef
from adapters.pipeline import discover
from adapters.profiles import Profile


def find(pages: Mapping[str, Answer], given: Profile, portal: Portal | None = None) -> list[ReportRef]:
    """Every report that a portal of these pages leads to. Raises what `discover` raises."""

    async def run() -> list[ReportRef]:
        async with fetcher(portal or Portal(pages)) as fetch:
            return await discover(given, fetch)

    return anyio.run(run)


def title(year: int) -> str:
    return f"泸州市{year}年政府信息公开工作年度报告"


def entry(year: int, url: str, listed_on: str = "") -> str:
    return f'<li><a href="{url}">{title(year)}</a><span>{listed_on}</span></li>'


def years(found: list[ReportRef]) -> list[str]:
    return [ref.title[3:7] for ref in found]
