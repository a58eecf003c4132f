"""An Excel workbook (.xlsx) → Document. The XLSX entry of the dispatch table in `open.py`."""

import io
import re
import zipfile

from python_calamine import CalamineError

from adapters.documents.assemble import assemble
from adapters.documents.document import Document
from adapters.documents.limits import MAX_POSITIONS, Overfull, check_size
from adapters.documents.office.workbook import sheet_parts
from adapters.documents.office.xlsx_hidden import hidden_places
from adapters.documents.safe_zip import UnsafeZip, check_zip
from adapters.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def from_xlsx(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
    """Raises DocumentUnreadable for a file that is broken, locked, or past the limits."""
    try:
        check_size(body)
        check_zip(body)
        _check_extent(body)
        parts = list(sheet_parts(body, hidden_places(body)))
    except (UnsafeZip, Overfull) as error:
        raise DocumentUnreadable(f"this is an Excel workbook past what is read: {error}", url=url) from error
    except (CalamineError, OSError, ValueError) as error:
        raise DocumentUnreadable(
            f"this is an Excel workbook whose parts are broken ({error}); fetch it again", url=url
        ) from error
    return assemble(parts, body=body, url=url, media_type=MEDIA_TYPE)


def _check_extent(body: bytes) -> None:
    """One cell at XFD1048576 makes a sheet of milliards of positions, which are laid out in memory."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                cells = _REFERENCE.findall(archive.read(name))
                rows = max((int(row) for _, row in cells), default=0)
                columns = max((_column(letters) for letters, _ in cells), default=0)
                if rows * columns > MAX_POSITIONS:
                    raise Overfull(f"a sheet spans more than {MAX_POSITIONS} positions")


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
