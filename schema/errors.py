"""What can go wrong with the shared language.

SchemaError
├── UnknownPlace        no place has this code or name
├── AmbiguousPlace      several places have this name; the candidates are named
├── UnknownIndicator    no indicator has this code
└── DataError           a file under schema/data contradicts itself
"""


class SchemaError(Exception):
    """Base of all errors raised by this package."""


class UnknownPlace(SchemaError):
    """No place has this code or name."""


class AmbiguousPlace(SchemaError):
    """Several places have this name; `candidates` are their codes."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class UnknownIndicator(SchemaError):
    """No indicator has this code; the message offers the nearest ones."""


class DataError(SchemaError):
    """A data file under `schema/data` is malformed; the message names file, row and what to do."""
