"""How much of a file is read, and what is said past that. Shared by the openers of PDF, Word and Excel."""

MAX_BYTES = 64_000_000
MAX_CELLS = 20_000  # in one table

# PDF
MAX_PAGES = 300
MAX_SECONDS = 10
MAX_MEMORY = 1_000_000_000  # bytes of the process that reads
MAX_GLYPHS = 40_000  # on one page
MAX_OBJECTS = 60_000  # drawn on one page
MAX_POINTS = 20_000  # in one drawn path
MAX_RULES = 8_000  # on one page
MAX_LINES = 2_000  # on one page, after those that lie on each other are one
MAX_STREAM = 24_000_000  # bytes of one unpacked stream that is no image
MAX_UNPACKED = 400_000_000  # bytes of all unpacked streams

# Pictures whose letters are recognised
MAX_SEEN_PAGES = 60
MAX_SEEN_SECONDS = 900
MAX_SEEN_MEMORY = 2_000_000_000  # bytes of addresses of the process that recognises
MAX_PIXELS = 40_000_000  # of one picture

# Word
MAX_PARAGRAPHS = 60_000
MAX_SPAN = 100  # columns that one cell covers

# Excel
MAX_SHEETS = 60
MAX_POSITIONS = 2_000_000  # of a sheet, empty ones counted
MAX_FILLED = 60_000  # cells of all sheets that say something


class Overfull(Exception):
    """The file holds more than is read; the message says of what."""


def check_size(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise Overfull(f"it has {len(body)} bytes, more than {MAX_BYTES}")
