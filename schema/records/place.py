"""A place of the registry: a GB/T 2260 division or a functional zone that reports for itself."""

from dataclasses import dataclass

from schema.enums import JurisdictionLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`code` is text: six digits, or a zone's `<division>-<pinyin>`. Validity is in calendar years.

    `valid_from` and `valid_to` are the first and last year the code stands for this place, None for
    "since before 2008" and "still". `successors` are the codes that took over when it ended.
    """

    code: str
    name: str
    short_name: str
    name_en: str
    level: JurisdictionLevel
    parent: str | None
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()
