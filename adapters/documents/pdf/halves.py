"""A page of a PDF that holds two pages side by side → both of them. Under `from_pdf`."""

from collections.abc import Iterator, Sequence

from adapters.documents.pdf.ink import Glyph, Ink, Rule

_LEAST = 40  # letters on each half


def halves(ink: Ink) -> Iterator[Ink]:
    """The page itself, unless it is wider than high and nothing on it crosses its middle."""
    middle = ink.width / 2
    left = [glyph for glyph in ink.glyphs if glyph.right <= middle]
    right = [glyph for glyph in ink.glyphs if glyph.left >= middle]
    whole = len(left) + len(right) == len(ink.glyphs) and not any(
        _crosses(rule, middle) for rule in ink.across
    )
    if ink.width <= ink.height or min(len(left), len(right)) < _LEAST or not whole:
        yield ink
        return
    yield _half(ink, left, 0, middle)
    yield _half(ink, right, middle, ink.width)


def _crosses(rule: Rule, middle: float) -> bool:
    return not rule.painted and rule.start < middle < rule.end


def _half(ink: Ink, glyphs: Sequence[Glyph], start: float, end: float) -> Ink:
    return Ink(
        ink.number,
        end - start,
        ink.height,
        [glyph._replace(left=glyph.left - start, right=glyph.right - start) for glyph in glyphs],
        [
            rule._replace(start=rule.start - start, end=rule.end - start)
            for rule in ink.across
            if start <= (rule.start + rule.end) / 2 < end
        ],
        [rule._replace(at=rule.at - start) for rule in ink.down if start <= rule.at < end],
        ink.picture,
    )
