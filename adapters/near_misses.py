"""Pages of a list → for each year, what stands there that nearly was its report, and why it was not taken."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from adapters.families.links import Link, host_of, links, page_text, tree
from adapters.fetch.guard import listed
from adapters.fetch.snapshot import Snapshot
from adapters.profile import Profile
from adapters.titles import plain_title, read_title, refusal, years_in

_LIKE = re.compile(r"公开.*(?:报告|年报)")


def near_misses(pages: Iterable[Snapshot], profile: Profile, today: date) -> dict[int, str]:
    """One reason a year; a report that was left out comes before a title that is none."""
    left_out: dict[int, str] = {}
    refused: dict[int, str] = {}
    for link in _links(pages):
        title = read_title(link.text, within=profile.place)
        if title is None:
            for year in _years(link.text):
                refused.setdefault(year, f"no list leads to it; “{link.text}” is none: {refusal(link.text)}")
        elif title.year is not None and (reason := _left_out(link, profile, today)):
            left_out.setdefault(title.year, reason)
    return refused | left_out


def _links(pages: Iterable[Snapshot]) -> Iterator[Link]:
    for page in pages:
        if "html" in page.media_type:
            yield from links(tree(page_text(page)), page.final_url)


def _years(text: str) -> tuple[int, ...]:
    """Of what is at least called like a report; news of a year are no near misses."""
    return years_in(plain_title(text)) if _LIKE.search(text) else ()


def _left_out(link: Link, profile: Profile, today: date) -> str | None:
    pattern, host = profile.title_pattern, host_of(link.url)
    if pattern is not None and not pattern.search(link.text):
        return f"title_pattern {pattern.pattern!r} leaves “{link.text}” out"
    if listed(host, profile.hosts):
        return None
    ended = next((alias for alias in profile.aliases if alias.host == host and not alias.holds(today)), None)
    if ended is not None:
        return f"“{link.text}” stands on {host}, an alias that ended on {ended.until}: {link.url}"
    return f"“{link.text}” stands on {host}, which is not among the hosts: {link.url}"
