"""How much of a file is read, and what is said past that. Shared by the openers of PDF."""

MAX_BYTES = 64_000_000
MAX_PAGES = 300
MAX_SECONDS = 20
MAX_GLYPHS = 40_000  # on one page
MAX_OBJECTS = 60_000  # drawn on one page
MAX_POINTS = 20_000  # in one drawn path
MAX_RULES = 8_000  # on one page
MAX_LINES = 2_000  # on one page, after those that lie on each other are one
MAX_CELLS = 20_000  # in one table
MAX_STREAM = 24_000_000  # bytes of one unpacked stream that is no image
MAX_UNPACKED = 400_000_000  # bytes of all unpacked streams


class Overfull(Exception):
    """A page or a file holds more than is read; the message says of what."""
