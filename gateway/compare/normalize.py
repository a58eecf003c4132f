"""Values → values per head, or shares of the whole they are part of.

SHARE_OF_TOTAL divides by the whole that the official form itself adds up to, as a fraction of 1: the
nearest group above that is an indicator of the same unit (`requests.received` for
`requests.received.online`), else that group's `.total` (`outcome.total` for `outcome.granted`); some
groups add up to an indicator of another name. What has no whole of its own (`requests.received`) is,
for one kind of applicant, a share of all applicants. Where there is no whole there is no share.

PER_100K_PEOPLE divides counts by the population of the place in that very year, residents where they are
known; nothing is estimated for a year without a figure. Rates are already relative: neither applies to them.
"""

from dataclasses import replace

import numpy as np

from gateway.compare.columns import Columns, Floats
from gateway.compare.heads import heads
from gateway.compare.slab import Block, Window, block
from schema.dictionary import indicators
from schema.enums import Applicant, Normalization
from schema.errors import UnknownIndicator
from schema.records.comparison import CompareSpec
from schema.records.indicator import Indicator

PEOPLE = 100_000
RATE_UNIT = "%"
# Groups that add up to an indicator of another name. Channels overlap (one item is published on
# several of them), so they add up to nothing.
WHOLES: dict[str, str | None] = {
    "outcome_2008": "requests.answered",
    "disclosed.category": "disclosed",
    "disclosed.channel": None,
}


def normalize(columns: Columns, spec: CompareSpec, at: Window, cut: Block) -> Block:
    """The block with its values divided. Hedges stay: a share of an approximate figure is approximate."""
    if spec.normalize is Normalization.NONE:
        return cut
    if spec.normalize is Normalization.PER_100K_PEOPLE:
        now, before = (_per_head(spec, heads(spec, at, shift)) for shift in (0, -1))
    else:
        now, before = _wholes(columns, spec, at)
    values = _divide(cut.values, now)
    lost = np.isnan(values) & ~np.isnan(cut.values)
    return replace(cut, values=values, before=_divide(cut.before, before), lost=lost)


def is_additive(indicator: Indicator, normalize: Normalization) -> bool:
    """Whether values of several places may be added up."""
    return indicator.unit != RATE_UNIT and normalize is Normalization.NONE


def missing_note(spec: CompareSpec, indicator: Indicator, year: int) -> str | None:
    """Why a figure that is stated could not be normalised."""
    if spec.normalize is Normalization.PER_100K_PEOPLE and indicator.unit != RATE_UNIT:
        return f"没有 {year} 年人口数 / no population figure for {year}"
    if spec.normalize is Normalization.NONE:
        return None
    if indicator.unit == RATE_UNIT:
        return "比率不再折算 / a rate is not normalised again"
    return "表中没有可比的总数，或总数未填 / the report has no total that this is a share of"


def whole_of(indicator: Indicator, applicant: Applicant) -> tuple[str, Applicant] | None:
    """What a share is a share of: indicator and applicant; None where nothing adds up to a whole."""
    if indicator.unit == RATE_UNIT:
        return None
    group = indicator.code.rpartition(".")[0]
    while group:
        whole = WHOLES[group] if group in WHOLES else _same_unit(indicator, group, f"{group}.total")
        if whole is not None and whole != indicator.code:
            return whole, applicant
        group = "" if group in WHOLES else group.rpartition(".")[0]
    return None if applicant is Applicant.TOTAL else (indicator.code, Applicant.TOTAL)


def _same_unit(indicator: Indicator, *codes: str) -> str | None:
    for code in codes:
        try:
            if indicators.indicator(code).unit == indicator.unit:
                return code
        except UnknownIndicator:
            continue
    return None


def _wholes(columns: Columns, spec: CompareSpec, at: Window) -> tuple[Floats, Floats]:
    shape = (len(spec.indicators), len(spec.places), len(spec.years))
    now, before = np.full(shape, np.nan), np.full(shape, np.nan)
    for i, indicator in enumerate(spec.indicators):
        whole = whole_of(indicator, spec.applicant)
        if whole is not None:
            code, applicant = whole
            cut = block(columns, at, (indicators.indicator(code),), applicant, crosswalk=spec.crosswalk)
            now[i], before[i] = cut.values[0], cut.before[0]
    return now, before


def _per_head(spec: CompareSpec, people: Floats) -> Floats:
    """Hundreds of thousands of people over indicator × place × year; NaN for rates."""
    counts = np.array([np.nan if one.unit == RATE_UNIT else 1.0 for one in spec.indicators])
    per: Floats = counts[:, None, None] * people / PEOPLE
    return per


def _divide(values: Floats, by: Floats) -> Floats:
    quotient: Floats = values / np.where(by > 0, by, np.nan)
    return quotient
