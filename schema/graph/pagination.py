"""Pages of records → Relay connections. Cursors are opaque; `first` is 1 to 100, 20 when not given."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

import strawberry

from schema.graph.described import both, shown
from schema.graph.errors import BadInput, TooMuch
from schema.ports import Page

T = TypeVar("T")
R = TypeVar("R")

DEFAULT_FIRST = 20
MAX_FIRST = 100


@strawberry.type(description=both("分页信息（Relay 约定）。", "Where a page stands in the whole (Relay)."))
class PageInfo:
    """All four fields of the Relay specification."""

    has_next_page: bool = shown("后面是否还有。", "Whether more follows.")
    has_previous_page: bool = shown("前面是否还有。", "Whether something stands before.")
    start_cursor: str | None = shown(
        "本页首项的游标；空页为 null。", "Cursor of the first item; null on an empty page."
    )
    end_cursor: str | None = shown(
        "本页末项的游标，作为下一页的 after；空页为 null。",
        "Cursor of the last item, the `after` of the next page; null on an empty page.",
    )


@strawberry.type(description=both("分页中的一项及其游标。", "One item of a page, with its cursor."))
class Edge(Generic[T]):
    """An item beside the cursor that continues after it."""

    node: T = shown("这一项。", "The item.")
    cursor: str = shown("游标，内容不透明。", "The cursor; opaque.")


@strawberry.type(description=both("一页结果（Relay 连接）。", "A page of results (a Relay connection)."))
class Connection(Generic[T]):
    """Relay's edges, and the plain list for those who page by `pageInfo` alone."""

    edges: list[Edge[T]] = shown("各项及其游标。", "The items, each with its cursor.")
    nodes: list[T] = shown("各项，不带游标。", "The items without their cursors.")
    page_info: PageInfo = shown("分页信息。", "Where this page stands in the whole.")
    total_count: int = shown("不分页时的总数。", "How many there are without paging.")


def page_size(first: int | None) -> int:
    """Raises BadInput below 1 and TooMuch above 100."""
    if first is None:
        return DEFAULT_FIRST
    if first < 1:
        raise BadInput(
            "BAD_PAGE_SIZE",
            f"参数 first 为 {first}，应在 1 到 {MAX_FIRST} 之间",
            f"argument first is {first}, ask for 1 to {MAX_FIRST}",
            argument="first",
        )
    if first > MAX_FIRST:
        raise TooMuch(
            "PAGE_TOO_LARGE",
            f"参数 first 为 {first}，一页最多 {MAX_FIRST} 项，请用 after 翻页",
            f"argument first is {first}, a page holds at most {MAX_FIRST}: go on with after",
            argument="first",
            size=first,
            limit=MAX_FIRST,
        )
    return first


async def read_page(read: Awaitable[Page[T]], after: str | None) -> Page[T]:
    """The page, or BadInput (BAD_CURSOR): a reader answers a cursor it did not make with ValueError."""
    try:
        return await read
    except ValueError:
        if after is None:
            raise
        raise bad_cursor() from None


def connection(page: Page[T], node: Callable[[T], R]) -> Connection[R]:
    """The page as a connection, its items as the views read them."""
    nodes = [node(item) for item in page.items]
    edges = [Edge(node=item, cursor=cursor) for item, cursor in zip(nodes, page.cursors, strict=True)]
    info = PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=page.cursors[0] if page.cursors else None,
        end_cursor=page.cursors[-1] if page.cursors else None,
    )
    return Connection(edges=edges, nodes=nodes, page_info=info, total_count=page.total)


def page_of(items: Sequence[T], key: Callable[[T], str], first: int | None, after: str | None) -> Page[T]:
    """A page of a list at hand, in its order; a cursor names the item it stands behind."""
    start = 0 if after is None else 1 + _position(items, key, after)
    chosen = items[start : start + page_size(first)]
    return Page(
        items=chosen,
        cursors=[_cursor(key(item)) for item in chosen],
        has_next=start + len(chosen) < len(items),
        has_previous=start > 0,
        total=len(items),
    )


def bad_cursor() -> BadInput:
    return BadInput(
        "BAD_CURSOR",
        "参数 after 不是本接口给出的游标，请使用 pageInfo.endCursor",
        "argument after is not a cursor of this list, use pageInfo.endCursor",
        argument="after",
    )


def _cursor(key: str) -> str:
    return base64.urlsafe_b64encode(f"after:{key}".encode()).decode()


def _position(items: Sequence[T], key: Callable[[T], str], after: str) -> int:
    try:
        tag, _, wanted = base64.urlsafe_b64decode(after.encode("ascii")).decode().partition(":")
    except (binascii.Error, UnicodeError):  # not base64, or not UTF-8 inside
        raise bad_cursor() from None
    for position, item in enumerate(items if tag == "after" else ()):
        if key(item) == wanted:
            return position
    raise bad_cursor()
