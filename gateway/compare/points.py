"""Arrays → the points of one series, made only when somebody reads them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """A sequence of known length whose items are built together at the first look at one of them."""

    __slots__ = ("_build", "_items", "_length")

    def __init__(self, length: int, build: Callable[[], list[T]]) -> None:
        self._length, self._build = length, build
        self._items: list[T] | None = None

    @property
    def items(self) -> list[T]:
        """The items as a list, built now if they were not."""
        if self._items is None:
            self._items = self._build()
        return self._items

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self.items[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.items == list(other)

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return repr(self.items)
