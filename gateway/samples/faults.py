"""A sample portal that misbehaves: an ASGI app around another, with faults switched on by name.

What portals do to whoever reads them (slow answers, broken connections, challenges, moved lists, bodies
without end) can so be shown against any sample portal. Bodies without end are made while they are sent.
Breaking off a connection needs a real server; an expired certificate is that server's, not the app's.
"""

import asyncio
import re
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from adapters.documents.charset import decode

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

ALL_BUT_ROBOTS = r"(?!/robots\.txt)"
PIECE = b"<p>" + b" " * 65_000
HUGE = 2 * 1024**3
CHALLENGE = "<html><head><script>$_ts=window['$_ts'];</script></head></html>"
MISSING = "<html><title>提示</title><body><p>对不起，您要访问的页面不存在或已删除</p></body></html>"
HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Answer:
    """What the app would have said, to be said differently."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes

    @property
    def text(self) -> str:
        return decode(self.body).text

    def rewritten(self, text: str) -> "Answer":
        """The same page with other text, in UTF-8; validators of the old text would be a lie."""
        kept = {name: value for name, value in self.headers.items() if name != b"etag"}
        return Answer(self.status, kept | {b"content-type": HTML.encode()}, text.encode())


@dataclass(slots=True, kw_only=True)
class Fault:
    """A fault that is on. `left` counts the requests it is still to hit, None for all."""

    name: str
    paths: re.Pattern[str]
    left: int | None
    options: Mapping[str, Any]

    def hits(self, path: str) -> bool:
        return self.left != 0 and self.paths.match(path) is not None

    def used(self) -> None:
        if self.left is not None:
            self.left -= 1


@dataclass(slots=True)
class Faulty:
    """An ASGI app. Without faults it is the app it stands around; the fault switched on last goes first."""

    app: App
    faults: dict[str, Fault] = field(default_factory=dict)

    def on(
        self, name: str, paths: str = ALL_BUT_ROBOTS, *, times: int | None = None, **options: Any
    ) -> "Faulty":
        """Let a fault hit paths that match; `options` are those of its function below. Raises KeyError."""
        FAULTS[name]
        self.faults[name] = Fault(name=name, paths=re.compile(paths), left=times, options=options)
        return self

    def off(self, name: str) -> None:
        del self.faults[name]

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        fault = next((one for one in reversed(self.faults.values()) if one.hits(path)), None)
        if scope["type"] != "http" or fault is None:
            await self.app(scope, receive, send)
            return
        fault.used()

        async def well() -> Answer:
            return await _answer(self.app, scope, receive)

        await FAULTS[fault.name](Hit(scope, send, well), **fault.options)


@dataclass(slots=True)
class Hit:
    """One request that a fault hits: `well` asks the app for what it would answer."""

    scope: Message
    send: Send
    well: Callable[[], Awaitable[Answer]]

    async def answer(self, answer: Answer) -> None:
        length = {b"content-length": str(len(answer.body)).encode()}
        await self.start(answer.status, answer.headers | length)
        await self.send({"type": "http.response.body", "body": answer.body})

    async def page(self, text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        named = {"content-type": HTML, **(headers or {})}
        await self.answer(Answer(status, {k.encode(): v.encode() for k, v in named.items()}, text.encode()))

    async def start(self, status: int, headers: Mapping[bytes, bytes]) -> None:
        lines = list(headers.items())
        await self.send({"type": "http.response.start", "status": status, "headers": lines})

    async def stream(self, pieces: AsyncIterator[bytes], headers: Mapping[str, str]) -> None:
        """A body of a length that is not announced."""
        await self.start(200, {name.encode(): value.encode() for name, value in headers.items()})
        async for piece in pieces:
            await self.send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(0)
        await self.send({"type": "http.response.body", "body": b""})


async def slow(hit: Hit, seconds: float = 5.0) -> None:
    """The answer comes, but late."""
    await asyncio.sleep(seconds)
    await hit.answer(await hit.well())


async def drip(hit: Hit, seconds: float = 1.0) -> None:
    """A byte at a time: never late enough for a read deadline, and never done."""
    answer = await hit.well()
    await hit.start(answer.status, answer.headers)
    for byte in answer.body:
        await hit.send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
        await asyncio.sleep(seconds)
    await hit.send({"type": "http.response.body", "body": b""})


async def cut_off(hit: Hit) -> None:
    """The whole length is announced, half of it sent; a server closes the connection over that."""
    answer = await hit.well()
    length = {b"content-length": str(len(answer.body)).encode()}
    await hit.start(answer.status, answer.headers | length)
    half = answer.body[: len(answer.body) // 2]
    await hit.send({"type": "http.response.body", "body": half, "more_body": True})


async def broken(hit: Hit, status: int = 500) -> None:
    """An error of the server."""
    await hit.page("<h1>Internal Server Error</h1>", status)


async def busy(hit: Hit, retry_after: str = "1") -> None:
    """429 with the time after which to come again."""
    await hit.page("<h1>Too Many Requests</h1>", 429, {"retry-after": retry_after})


async def wrong_charset(hit: Hit, charset: str = "gb18030", label: str = "utf-8") -> None:
    """The page is written in one charset, and header and page say another."""
    answer = await hit.well()
    text = re.sub(r"charset=[\w-]+", f"charset={label}", answer.text)
    answer = answer.rewritten(text)
    answer.headers[b"content-type"] = f"text/html; charset={label}".encode()
    answer.body = text.encode(charset, "replace")
    await hit.answer(answer)


async def challenge(hit: Hit, status: int = 412) -> None:
    """A script in the page's place, which only a browser could answer."""
    await hit.page(CHALLENGE, status)


async def soft_404(hit: Hit) -> None:
    """A page with status 200 that says there is no page."""
    await hit.page(MISSING)


async def moved_list(hit: Hit, to: str | None = None) -> None:
    """The column is gone: 404, or a redirect to where it, or just the home page, is now."""
    if to is None:
        await hit.page("<h1>404 Not Found</h1>", 404)
    else:
        await hit.page("", 301, {"location": to})


async def changed_layout(hit: Hit) -> None:
    """The links are still there, but their titles are now drawn by a script."""
    answer = await hit.well()
    bare = re.sub(r"<a [^>]*?href=(\"[^\"]*\")[^>]*>.*?</a>", r"<a href=\1><i></i>详情</a>", answer.text)
    await hit.answer(answer.rewritten(bare))


async def lost_figures(hit: Hit) -> None:
    """The page is still the report's, but its numbers are now pictures."""
    answer = await hit.well()
    pictures = re.sub(r"(?<![\d年\"/-])\d+(?=[条件人次元个])", '<img alt="">', answer.text)
    await hit.answer(answer.rewritten(pictures))


async def duplicates(hit: Hit) -> None:
    """Every link of the list stands there twice, under two addresses of one page."""
    answer = await hit.well()
    twice = re.sub(r"(<a [^>]*?href=\")([^\"]+)(\"[^>]*>.*?</a>)", r"\1\2\3 \1\2?from=home\3", answer.text)
    await hit.answer(answer.rewritten(twice))


async def private_redirect(hit: Hit, to: str = "http://127.0.0.1/admin") -> None:
    """A redirect to where no portal is."""
    await hit.page("", 302, {"location": to})


async def endless_list(hit: Hit, title: str = "第{n}号公告", size: int = 0) -> None:
    """Every page of the list, so large at least, leads to another one that nobody has seen yet."""
    query = hit.scope.get("query_string", b"").decode()
    now = int(query.partition("page=")[2] or 0)
    path = hit.scope["path"]
    items = "".join(
        f'<li><a href="{path}a{n}.html">{title.format(n=n)}</a></li>' for n in range(now * 20, now * 20 + 20)
    )
    script = f'<script>createPageHTML(1000000, {now}, "index", "html")</script>'
    await hit.page(f'<ul>{items}</ul><a href="{path}?page={now + 1}">下一页</a>{script}{" " * size}')


async def huge_body(
    hit: Hit, size: int = HUGE, media_type: str = "text/html", announced: bool = False
) -> None:
    """Gigabytes, made while they are sent."""
    headers = {"content-type": media_type, **({"content-length": str(size)} if announced else {})}

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, size, len(PIECE)):
            yield PIECE[: size - start]

    await hit.stream(pieces(), headers)


async def bomb(hit: Hit, size: int = HUGE, layers: int = 1) -> None:
    """Gigabytes packed into megabytes, and with two layers into kilobytes."""
    head, unit, holds = b"", PIECE, len(PIECE)
    for _ in range(layers):
        packer = zlib.compressobj(9, wbits=31)
        head = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
        # After a full flush nothing refers back: the same block can be sent again and again.
        unit = packer.compress(unit * 16) + packer.flush(zlib.Z_FULL_FLUSH)
        holds *= 16

    async def pieces() -> AsyncIterator[bytes]:
        yield head
        for _ in range(0, size, holds):
            yield unit

    coding = ", ".join(["gzip"] * layers)
    await hit.stream(pieces(), {"content-type": "text/html", "content-encoding": coding})


FAULTS: Mapping[str, Callable[..., Awaitable[None]]] = {
    fault.__name__: fault
    for fault in (
        slow, drip, cut_off, broken, busy, wrong_charset, challenge, soft_404, moved_list, changed_layout,
        lost_figures, duplicates, private_redirect, endless_list, huge_body, bomb,
    )
}  # fmt: skip


async def _answer(app: App, scope: Message, receive: Receive) -> Answer:
    """The app's own answer, whole. Conditions of the request are taken away: the fault wants the page."""
    headers = [(k, v) for k, v in scope["headers"] if k not in {b"if-none-match", b"if-modified-since"}]
    said: list[Message] = []

    async def hear(message: Message) -> None:
        said.append(message)

    await app({**scope, "headers": headers}, receive, hear)
    body = b"".join(message.get("body", b"") for message in said[1:])
    return Answer(said[0]["status"], dict(said[0]["headers"]), body)
