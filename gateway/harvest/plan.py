"""Profiles and references → what is due. Pure; `runner` does it."""

import hashlib
from collections.abc import Collection, Sequence

from adapters.documents.scan.recognition import is_on
from adapters.errors import DocumentUnreadable
from adapters.extract.extract import READER
from adapters.families.base import ReportRef
from adapters.profiles import Profile
from gateway.store.memory import Visit
from schema.records.portal import PortalStatus


def status_of(profile: Profile) -> PortalStatus:
    """What a profile says of its portal before anything was fetched."""
    return PortalStatus(
        code=profile.code,
        jurisdiction=profile.place,
        name=profile.name,
        url=profile.url,
        adapter=profile.family,
        expected_reports=profile.expect.min_reports,
        scope=profile.scope,
        expected_years=profile.expect.years,
    )


def due(refs: Sequence[ReportRef], years: Collection[int] | None) -> list[ReportRef]:
    """The references on those years, and those whose year cannot be told without reading them."""
    if years is None:
        return list(refs)
    return [ref for ref in refs if ref.year is None or ref.year in years]


def reading_mark(ref: ReportRef, *, refused: bool = False) -> str:
    """What a reading depends on besides the bytes: the readers' version and what the list says; of a document
    that was refused also whether letters of pictures are recognised.
    """
    listed = (ref.place, ref.title, ref.listed_on, ref.column_year)
    seen = "/seen" if refused and is_on() else ""
    return f"{READER}/{hashlib.sha256(repr(listed).encode()).hexdigest()[:8]}{seen}"


def is_current(visit: Visit, ref: ReportRef) -> bool:
    """Whether reading again what a visit brought would bring the same."""
    return visit.reader == reading_mark(ref, refused=visit.failure_code == DocumentUnreadable.code)
