"""No known system: the links on a page, a link named 下一页 to the next, or page names that are tried.

Without such a link, and behind a list long enough to have a second page, the usual names of a second
page are tried in turn. The first that shows reports of the same column (the same first two steps of the
path) is kept; without that rule a wrong name strays into other columns (常州新北, 沭阳). Names that a
portal's robots.txt forbids or that fail otherwise end the trial. Traces: none of the other families'.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import Link, references
from adapters.families.list_page import list_page
from adapters.families.options import PlainOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

# What a second page is called beside the first: {stem} and {ext} are those of the first page's name, {n} is
# its number counted from 1, {m} from 0. {m} is tried first: where index_1 is the second page, index_2 is the
# third.
_FILES = ("{stem}_{m}.{ext}", "{stem}_{n}.{ext}", "{stem}-{n}.{ext}", "{stem}/{n}.{ext}", "?page={n}")
_FOLDERS = (
    "index_{m}.html",
    "index_{n}.html",
    "index_{m}.shtml",
    "index_{n}.shtml",
    "list_{n}.html",
    "{n}",
    "?page={n}",
)
_LEAST = 10
_STEPS = 2


class Plain:
    """Lists of portals whose system is not known or is its own."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        shown = list_page(page)
        tried = dict(parse_qsl(urlsplit(page.url).fragment))
        if "pattern" in tried:
            yield from references(_beside(shown.links, tried["under"]), profile, column=shown.year)
            yield from _named(profile, tried, number=int(tried["page"]) + 1)
            return
        reports, further = list(shown.reports(profile)), list(shown.following())
        yield from reports
        yield from further
        if page.url in profile.lists and not further:
            yield from _guesses(shown.links, reports, page.url, profile)


def _guesses(
    found: Sequence[Link], reports: Sequence[ReportRef], url: str, profile: Profile
) -> Iterator[NextPage]:
    """The second page under every name it may have."""
    options = _options(profile)
    under = _column(url)
    if not any(_beside(found, under)):
        # The articles stand elsewhere: in the column that most of the reports share.
        shared = Counter(_column(report.url) for report in reports).most_common(1)
        under = shared[0][0] if shared else under
    if options.pages == "none" or (not options.pages and len(list(_beside(found, under))) < _LEAST):
        return
    for pattern in range(len(_patterns(url, options))):
        tried = {"list": str(profile.lists.index(url)), "pattern": str(pattern), "under": under}
        yield from _named(profile, tried, number=2)


def _named(profile: Profile, tried: Mapping[str, str], *, number: int) -> Iterator[NextPage]:
    """A page by its number: the second ones are tried against each other, the later ones one by one."""
    url, options = profile.lists[int(tried["list"])], _options(profile)
    name = _patterns(url, options)[int(tried["pattern"])]
    trial = tried["list"] if number == 2 else f"{tried['list']}/{number}"
    address = urljoin(url, _filled(name, url, number - 2 + options.second))
    note = urlencode({**tried, "page": number})
    yield NextPage(url=f"{address}#{note}", referer=url, optional=True, trial=trial)


def _patterns(url: str, options: PlainOptions) -> Sequence[str]:
    if options.pages:
        return (options.pages,)
    return _FILES if "." in urlsplit(url).path.rpartition("/")[2] else _FOLDERS


def _filled(name: str, url: str, number: int) -> str:
    stem, _, extension = urlsplit(url).path.rpartition("/")[2].rpartition(".")
    return name.format(stem=stem, ext=extension, n=number, m=number - 1)


def _column(url: str) -> str:
    """Host and first two folders of an address."""
    parts = urlsplit(url)
    return "/".join((parts.netloc, *parts.path.split("/")[1:-1][:_STEPS], ""))


def _beside(found: Iterable[Link], under: str) -> Iterator[Link]:
    return (link for link in found if link.url.partition("://")[2].startswith(under))


def _options(profile: Profile) -> PlainOptions:
    assert isinstance(profile.options, PlainOptions)
    return profile.options
