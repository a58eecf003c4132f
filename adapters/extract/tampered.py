"""Document and heading → a finding where a copy has overwritten the name of the body. Called by extract.

Hosts that proxy portals put the names of betting sites, or digits, in place of whoever reports.
"""

import re
from collections.abc import Iterator

from adapters.documents.document import Document
from adapters.extract.heading.fields import body_name, rules
from adapters.extract.heading.heading import Heading
from schema.enums import Provenance, Severity
from schema.records.finding import Finding


def overwritten(document: Document, heading: Heading) -> Iterator[Finding]:
    """By the words themselves; on a host that is no government's also by a name that no body bears."""
    found = re.search(rules()["overwritten"]["pattern"], f"{heading.title}\n{document.text}", re.IGNORECASE)
    if found:
        yield _finding(found[0])
    elif heading.provenance is not Provenance.OFFICIAL and heading.organ and not body_name(heading.organ):
        yield _finding(heading.organ)


def _finding(words: str) -> Finding:
    return Finding(
        rule="V-PLACE",
        kind="body_replaced",
        severity=Severity.WARNING,
        message=f"文中“{words}”不是政府机关的名称，疑为被改动的副本",
        message_en=f"{words!r} is no name of a government body; the copy seems to be tampered with",
    )
