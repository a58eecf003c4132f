"""An old Excel workbook (.xls, .et) → Document. The XLS entry of the dispatch table in `open.py`."""

from python_calamine import CalamineError

from adapters.documents.assemble import assemble
from adapters.documents.document import Document
from adapters.documents.limits import Overfull, check_size
from adapters.documents.office.workbook import sheet_parts
from adapters.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.ms-excel"


def from_xls(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
    """Raises DocumentUnreadable for a file that is broken, locked, or past the limits.

    The format itself ends at 65,536 rows and 256 columns, which bounds what a sheet takes in memory.
    """
    try:
        check_size(body)
        parts = list(sheet_parts(body))
    except Overfull as error:
        raise DocumentUnreadable(f"this is an old Excel file past what is read: {error}", url=url) from error
    except (CalamineError, OSError, ValueError) as error:
        raise DocumentUnreadable(
            f"this is an old Excel file, broken or locked ({error}); fetch it again or save it as .xlsx",
            url=url,
        ) from error
    return assemble(parts, body=body, url=url, media_type=MEDIA_TYPE)
