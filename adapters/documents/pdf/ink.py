"""What is printed on one page of a PDF: letters with their boxes, ruled lines, and whether it is a picture.

Coordinates are points from the upper left corner of the page as it is read.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """A letter and its box. `turn` is its angle to the page's own text in quarters: 0 upright.

    `sure`, from 0 to 1, tells how sure a letter is that was recognised in a picture; None of all others.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    turn: int = 0
    sure: float | None = None


class Rule(NamedTuple):
    """A ruled line: where it lies (`at`) and from where to where it runs on the other axis.

    `painted`: it is no line but the edge of a painted area.
    """

    at: float
    start: float
    end: float
    painted: bool = False


@dataclass(slots=True)
class Ink:
    """What is printed on one page. `picture`: it is the image of a page, its text at best a guess."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    picture: bool = False
