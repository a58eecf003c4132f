"""Which columns answer while the store moves on."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from support.columns import Figures

from gateway.compare.current import ColumnStore
from gateway.compare.source import Readings

LUZHOU, RECEIVED = "510500", "requests.received"


def test_columns_are_built_at_the_first_look_and_kept() -> None:
    figures = Figures().state(LUZHOU, 2022, RECEIVED, 5)
    store = ColumnStore(figures)
    assert not store.ready
    first = store.current()
    assert store.ready
    assert store.current() is first


def test_a_moved_version_brings_new_columns_and_an_unmoved_one_does_not() -> None:
    figures = Figures().state(LUZHOU, 2022, RECEIVED, 5)
    store = ColumnStore(figures, interval=0)
    first = store.load()

    async def refresh() -> None:
        await store.refresh()

    asyncio.run(refresh())
    assert store.current() is first
    figures.state(LUZHOU, 2023, RECEIVED, 6).version = 2
    asyncio.run(refresh())
    assert (store.current().version, len(store.current().years)) == (2, 2)
    assert len(first.years) == 1


def test_the_version_is_not_looked_at_more_often_than_the_interval() -> None:
    figures = Figures()
    store = ColumnStore(figures, interval=60)
    first = store.load()
    figures.version = 2
    asyncio.run(store.refresh())
    assert store.current() is first


class SlowFigures(Figures):
    """A source that reads until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    @contextmanager
    def readings(self) -> Iterator[Readings]:
        self.go.wait(10)
        with super().readings() as readings:
            yield readings


def test_a_long_rebuild_goes_on_behind_while_the_old_columns_answer() -> None:
    figures = SlowFigures()
    figures.go.set()
    store = ColumnStore(figures, interval=0, patience=0.01)
    store.load()
    figures.go.clear()
    figures.version = 2

    async def meanwhile() -> tuple[int, int]:
        await store.refresh()
        during = store.current().version
        figures.go.set()
        await store.close()
        return during, store.current().version

    assert asyncio.run(meanwhile()) == (1, 2)


class FailingFigures(Figures):
    """A source whose database has gone."""

    def data_version(self) -> int:
        raise OSError("no route to host")


def test_a_failed_look_leaves_the_old_columns_and_is_told() -> None:
    failures: list[bool] = []
    store = ColumnStore(FailingFigures(), interval=0, on_failure=lambda: failures.append(True))
    first = store.load()
    asyncio.run(store.refresh())
    assert store.current() is first
    assert failures == [True]


@pytest.mark.parametrize("waiters", [20])
def test_requests_that_come_together_share_one_rebuild(waiters: int) -> None:
    built: list[int] = []

    class Counted(Figures):
        """A source that counts how often it is read."""

        @contextmanager
        def readings(self) -> Iterator[Readings]:
            built.append(self.version)
            with super().readings() as readings:
                yield readings

    figures = Counted()
    store = ColumnStore(figures, interval=0)
    store.load()
    figures.version = 2

    async def all_at_once() -> None:
        await asyncio.gather(*(store.refresh() for _ in range(waiters)))

    asyncio.run(all_at_once())
    assert built == [1, 2]
