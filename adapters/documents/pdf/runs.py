"""Letters of a PDF whose lines overlap in height → rows of letters. Under `pdf.lines`.

The columns of a table may have lines of their own: where a label of two lines stands beside one of three, a
letter is nearer to the line of another column than to its own neighbour. So what stands close is one run
first, and runs of one height are one row.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from adapters.documents.pdf.ink import Glyph
from adapters.documents.pdf.size import em_of, middle

# In ems.
_OVERLAP = 0.95
_SAME_LINE = 0.45
_SAME_RUN = 0.3
_CLOSE = 0.6
_BACK = -0.5
_STEP = 6.0  # points


def by_runs(rows: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """The same rows; those that overlap in height are made anew."""
    chain = [rows[0]]
    for above, row in pairwise(rows):
        if middle(row[0]) - middle(above[0]) >= _OVERLAP * em_of(row[0]):
            yield from _anew(chain)
            chain = []
        chain.append(row)
    yield from _anew(chain)


def _anew(chain: list[list[Glyph]]) -> list[list[Glyph]]:
    if len(chain) < 2:
        return chain
    rows: list[list[Glyph]] = []
    level = 0.0
    for height, run in sorted(
        ((median(map(middle, run)), run) for run in _runs([glyph for row in chain for glyph in row])),
        key=lambda each: each[0],
    ):
        if not rows or height - level > _SAME_LINE * max(map(em_of, run)):
            rows.append([])
            level = height
        rows[-1].extend(run)
    return rows


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters that follow each other on one height with hardly a gap."""
    runs: list[list[Glyph]] = []
    ends: dict[int, list[list[Glyph]]] = {}
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        step = int(middle(glyph) // _STEP)
        near = [
            run for at in (step - 1, step, step + 1) for run in ends.get(at, ()) if _follows(run[-1], glyph)
        ]
        if near:
            run = min(near, key=lambda run: abs(middle(run[-1]) - middle(glyph)))
            ends[int(middle(run[-1]) // _STEP)].remove(run)
        else:
            run = []
            runs.append(run)
        run.append(glyph)
        ends.setdefault(step, []).append(run)
    return runs


def _follows(last: Glyph, glyph: Glyph) -> bool:
    em = max(em_of(last), em_of(glyph))
    return (
        _BACK * em <= glyph.left - last.right <= _CLOSE * em
        and abs(middle(last) - middle(glyph)) <= _SAME_RUN * em
    )
