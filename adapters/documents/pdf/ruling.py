"""Segments of a PDF page → the ruled lines in its ink, turned as it is read. Under `pdf.page`."""

from adapters.documents.limits import MAX_RULES, Overfull
from adapters.documents.pdf.ink import Ink, Rule
from adapters.documents.pdf.rules import Matrix, Point, Segment

_DOTTED = 3.0  # from dot to dot
_LEVEL = 0.3


class Frame:
    """The page's own corners, and the quarters by which it must be turned to be read."""

    def __init__(self, left: float, bottom: float, right: float, top: float, turn: int) -> None:
        size = (right - left, top - bottom)
        self.size: Point = (size[1], size[0]) if turn % 2 else size
        self._read: Matrix = (
            (1, 0, 0, -1, -left, top),
            (0, 1, 1, 0, -bottom, -left),
            (-1, 0, 0, 1, right, -bottom),
            (0, -1, -1, 0, top, right),
        )[turn]

    def place(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self._read
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, right, top, bottom as read."""
        (x, y), (u, v) = self.place(left, bottom), self.place(right, top)
        if x > u:
            x, u = u, x
        return (x, u, v, y) if y > v else (x, u, y, v)


class Ruling:
    """Puts segments into an ink as rules; dots that follow each other are one."""

    def __init__(self, frame: Frame, ink: Ink) -> None:
        self._frame, self._ink = frame, ink
        self._dot: Point | None = None
        self._painted = 0

    def add(self, segment: Segment, *, painted: bool = False) -> None:
        """Raises Overfull past the limit of lines; painted areas past it are left out."""
        first, last = (self._frame.place(*point) for point in segment)
        if first == last:
            before, self._dot = self._dot, first
            if before and _in_line(before, first):
                self._rule(before, first)
        elif not painted:
            self._rule(first, last)
        elif self._painted < MAX_RULES:
            self._painted += 1
            self._rule(first, last, painted=True)

    def _rule(self, first: Point, last: Point, *, painted: bool = False) -> None:
        (x, y), (u, v) = first, last
        if abs(y - v) <= abs(x - u):
            _add(self._ink.across, Rule((y + v) / 2, min(x, u), max(x, u), painted))
        else:
            _add(self._ink.down, Rule((x + u) / 2, min(y, v), max(y, v), painted))
        if len(self._ink.across) + len(self._ink.down) - self._painted > MAX_RULES:
            raise Overfull(f"page has more than {MAX_RULES} ruled lines")


def _in_line(dot: Point, following: Point) -> bool:
    apart = sorted((abs(dot[0] - following[0]), abs(dot[1] - following[1])))
    return apart[0] <= _LEVEL and apart[1] <= _DOTTED


def _add(rules: list[Rule], rule: Rule) -> None:
    """A line that goes on where the last one ends is one with it."""
    last = rules[-1] if rules else None
    if last and _goes_on(last, rule):
        rules[-1] = last._replace(start=min(last.start, rule.start), end=max(last.end, rule.end))
    else:
        rules.append(rule)


def _goes_on(last: Rule, rule: Rule) -> bool:
    return (
        last.at == rule.at
        and last.painted == rule.painted
        and max(last.start, rule.start) - min(last.end, rule.end) <= _DOTTED
    )
