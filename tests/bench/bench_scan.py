"""`python tests/bench/bench_scan.py [MOST]`: how scans are recognised, from good to bad, and at what cost.

Each line is one made-up report of two pages, drawn at a resolution, askew, with noise, pale, out of focus,
packed as JPEG: how many of its numbers are read right and how many otherwise (none may be: the exit code
is 1 then), how many are refused, and seconds of one core a page. MOST bounds the scans, all by default.
"""

import io
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from adapters.documents.from_pdf import document_of
from adapters.documents.pdf.ink import Ink
from adapters.documents.scan.recognition import NEEDED
from adapters.errors import AdapterError
from adapters.extract.extract import extract
from tests.support import scanned
from tests.support.flat_form import terms
from tests.support.scanned import Scanner


@dataclass(frozen=True, slots=True)
class Copy:
    """A scan; `blur` in pixels, `quality` of its JPEG."""

    how: Scanner
    blur: float = 0.0
    quality: int = 95


COPIES = (
    Copy(Scanner(300, skew=0.6, noise=6)),
    Copy(Scanner(300, turn=3, skew=-1.5, noise=6)),
    Copy(Scanner(200, skew=-0.6, noise=8), 0.6, 75),
    Copy(Scanner(200, noise=25, black=0.8), 1.0, 50),
    Copy(Scanner(150, noise=5), 0.0, 80),
    Copy(Scanner(150, skew=1.5, noise=12), 0.6, 60),
    Copy(Scanner(300, noise=40, black=0.6), 2.0, 50),
    Copy(Scanner(120, noise=10), 0.5, 60),
    Copy(Scanner(100)),
)


def packed(body: bytes, copy: Copy) -> bytes:
    from PIL import Image, ImageFilter

    pages = []
    for picture in scanned.pictures(body, copy.how):
        held = io.BytesIO()
        blurred = Image.fromarray(picture).filter(ImageFilter.GaussianBlur(copy.blur))
        blurred.save(held, "JPEG", quality=copy.quality)
        pages.append(Image.open(held))
    made = io.BytesIO()
    pages[0].save(made, "PDF", resolution=copy.how.dpi, save_all=True, append_images=pages[1:])
    return made.getvalue()


def values(seed: int) -> dict[tuple[str, str], str]:
    """Numbers of one to five digits in every cell."""
    chance = Random(seed)
    spans = ((0, 0), (0, 9), (10, 99), (100, 999), (1_000, 99_999))
    return {term: str(chance.randint(*chance.choice(spans))) for term in terms(2021)}


def main(arguments: list[str]) -> int:
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        sys.stdout.write(f"scans: {' and '.join(missing)} not installed (make ocr)\n")
        return 0
    from adapters.documents.scan.engine import Engine
    from adapters.documents.scan.page import read_page
    from adapters.documents.scan.picture import pictures

    engine, misread = Engine(), 0
    for seed, copy in enumerate(COPIES[: int(arguments[0]) if arguments else None]):
        printed = values(seed)
        body = packed(scanned.report(printed), copy)
        started = time.process_time()
        inks = [read_page(picture, number, engine) for number, picture in pictures(body, ())]
        took = (time.process_time() - started) / len(inks)
        wrong, told = judged(inks, body, printed)
        misread += wrong
        sys.stdout.write(f"{copy}\n    {told}, {took:.1f} s a page\n")
    return 1 if misread else 0


def judged(inks: list[Ink], body: bytes, printed: dict[tuple[str, str], str]) -> tuple[int, str]:
    """How many numbers are wrong, and what to say of all."""
    try:
        read = extract(document_of(inks, body=body, url="scan.pdf", media_type="application/pdf"))
    except AdapterError as refusal:
        return 0, f"refused: {refusal}"
    stated = {(one.indicator, one.applicant.value): str(one.value) for one in read.statistics}
    right = sum(stated.get(term) == value for term, value in printed.items())
    wrong = sum(value != printed[term] for term, value in stated.items() if term in printed)
    return wrong, f"{right} of {len(printed)} right, {wrong} wrong, {len(printed) - right - wrong} refused"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
