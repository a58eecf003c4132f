"""Where a copy of a report came from, told by its address alone. The address decides nothing else."""

import re
from urllib.parse import urlsplit

from adapters.extract.heading.fields import rules
from schema.enums import Provenance


def provenance_of(url: str) -> Provenance:
    """A government host or a file of one's own is OFFICIAL; elsewhere REPOST if it reads so, else PROXY."""
    parts = urlsplit(url if "://" in url else f"//{url}")
    host = (parts.hostname or "").lower()
    if parts.scheme == "file" or ("://" not in url and not _is_host(host)):
        return Provenance.OFFICIAL
    if host == "gov.cn" or host.endswith(".gov.cn"):
        return Provenance.OFFICIAL
    if re.search(rules()["repost"]["pattern"], f"{host}{parts.path}"):
        return Provenance.REPOST
    return Provenance.PROXY


def _is_host(name: str) -> bool:
    """page.txt and ../page.txt are files, www.shanghai.gov.cn is a host."""
    return name.strip(".").count(".") > 1
