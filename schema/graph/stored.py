"""Keyed record → one object with the record's attributes and its key, as a view can read it."""

from typing import Any, Generic, TypeVar

from schema.ports import Keyed

T = TypeVar("T")


class Stored(Generic[T]):
    """A record from the store: `id` and `report_id` are its key's, every other attribute is the record's."""

    __slots__ = ("id", "record", "report_id")

    def __init__(self, keyed: Keyed[T]) -> None:
        self.id = keyed.id
        self.report_id = keyed.report_id
        self.record = keyed.record

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)


def holding(record: type) -> Any:
    """The `is_type_of` of a view over stored records of this class."""

    def is_type_of(answer: object, _info: object) -> bool:
        return isinstance(answer, Stored) and isinstance(answer.record, record)

    return staticmethod(is_type_of)
