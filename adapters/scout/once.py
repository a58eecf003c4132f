"""A fetcher that asks for nothing twice, as long as one look at a portal lasts."""

from collections.abc import Mapping
from typing import Any

from adapters.errors import FetchError
from adapters.fetch.client import Fetcher
from adapters.fetch.snapshot import NotModified, Snapshot

Answer = Snapshot | NotModified


class OnceFetcher:
    """Has the two methods of a fetcher that reading a portal needs. A refusal is remembered too."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._answers: dict[str, Answer | FetchError] = {}

    @property
    def pages(self) -> tuple[Snapshot, ...]:
        """Everything that was answered, in its order."""
        return tuple(answer for answer in self._answers.values() if isinstance(answer, Snapshot))

    @property
    def asked(self) -> int:
        return len(self._answers)

    async def get(self, url: str, **how: Any) -> Answer:
        if url not in self._answers:
            self._answers[url] = await _tried(self._fetcher.get(url, **how))
        return _given(self._answers[url])

    async def post(self, url: str, *, data: Mapping[str, Any], **how: Any) -> Answer:
        key = f"{url} {sorted(data.items())}"
        if key not in self._answers:
            self._answers[key] = await _tried(self._fetcher.post(url, data=data, **how))
        return _given(self._answers[key])


async def _tried(question: Any) -> Answer | FetchError:
    try:
        answer: Answer = await question
    except FetchError as error:
        return error
    return answer


def _given(answer: Answer | FetchError) -> Answer:
    if isinstance(answer, FetchError):
        raise answer
    return answer
