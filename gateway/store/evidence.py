"""Reading → digest, finding → key: what makes two readings or two findings the same. Called by `writer`.

Equal means equal in what is said, not in where it stands: a page whose visit counter has moved is
another document with the same reading.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, TypeVar

import orjson

from schema.enums import Applicant
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.statistic import Figure, Statistic

Term = tuple[str, Applicant]
Printed = TypeVar("Printed", Statistic, Figure)


def digest(extraction: Extraction) -> str:
    """The hash of everything that was read, without bytes, moments, offsets, the reader's version and how
    sure a recogniser was, which machines tell a hair differently.
    """
    about = replace(extraction.report, content_hash="", retrieved_at=None)
    said = (
        {one.name: getattr(about, one.name) for one in fields(about) if one.compare},
        extraction.sections,
        _unplaced(extraction.statistics),
        _unplaced(extraction.figures),
        extraction.findings,
    )
    return _hash(said)


def finding_key(report_id: str, finding: Finding, values: Mapping[Term, Sequence[Decimal | None]]) -> str:
    """`510500.2017/A-REFU/1f0c…`: the rule, and a hash of the figures that it was judged by."""
    if finding.basis:
        return f"{report_id}/{finding.rule}/{_hash([finding.kind, finding.basis])[:12]}"
    evidence: list[Any] = [finding.kind, finding.stated, finding.expected]
    evidence += [
        (indicator, applicant, values.get((indicator, applicant))) for indicator, applicant in finding.terms
    ]
    if evidence[1:] == [None, None]:
        evidence.append(finding.message)  # nothing but its words tells it from others of its rule
    return f"{report_id}/{finding.rule}/{_hash(evidence)[:12]}"


def values_by_term(statistics: Iterable[Statistic]) -> dict[Term, list[Decimal | None]]:
    """The printed values of each indicator and applicant, in order."""
    values: dict[Term, list[Decimal | None]] = {}
    for statistic in statistics:
        values.setdefault((statistic.indicator, statistic.applicant), []).append(statistic.value)
    return values


def _unplaced(printed: Sequence[Printed]) -> list[Printed]:
    return [
        replace(one, source=replace(one.source, start=None, end=None, confidence=None)) for one in printed
    ]


def _hash(said: Any) -> str:
    """What never counts is not in the bytes, so that they are those of before it was there."""
    plain = orjson.dumps(said, default=_digits).replace(b',"confidence":null', b"")
    return hashlib.sha256(plain).hexdigest()


def _digits(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(f"{type(value).__name__} has no place in evidence")
