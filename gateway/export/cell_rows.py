"""Cells of comparisons and of coverage → rows, one function a table. Pure: a row is made of what is given."""

from gateway.export.shape import Row, shape
from schema.enums import Normalization
from schema.records.comparison import CompareSpec, CoverageCell, Lateness, Point, Series, Summary
from schema.records.report import Report
from schema.records.statistic import Statistic


def value(
    series: Series, point: Point, spec: CompareSpec, printed: Statistic | None, report: Report | None
) -> Row:
    """`report` is the one that states the value, or from which it was worked out."""
    place, indicator, people = series.jurisdiction, series.indicator, point.population
    stands = report if point.value is not None else None
    return shape("values").row(
        place_code=place.code,
        place=place.name,
        indicator=indicator.code,
        indicator_name=indicator.name,
        year=point.year,
        value=point.value,
        unit=unit_of(indicator.unit, spec.normalize),
        absence=point.absence,
        rank=point.rank,
        change=point.change,
        comparability=point.comparability,
        note=point.note,
        source_url=stands.source_url if stands else None,
        place_en=place.name_en,
        indicator_name_en=indicator.name_en,
        applicant=spec.applicant,
        normalize=spec.normalize,
        qualifier=printed.qualifier if printed else None,
        report_id=stands.id if stands else None,
        statistic_id=point.statistic_id,
        ranked_among=point.ranked_among,
        lower=point.lower,
        upper=point.upper,
        bridge=point.bridge.formula if point.bridge else None,
        population=people.value if people else None,
        population_year=people.year if people else None,
        population_kind=people.kind if people else None,
        population_source=people.source if people else None,
        reported_by=point.reported_by.code if point.reported_by else None,
    )


def unit_of(unit: str, normalize: Normalization) -> str:
    """The unit of a compared value; shares are fractions of 1."""
    if normalize is Normalization.SHARE_OF_TOTAL:
        return "1"
    return f"{unit}/100000人" if normalize is Normalization.PER_100K_PEOPLE else unit


def summary(one: Summary, normalize: Normalization) -> Row:
    return shape("summary").row(
        indicator=one.indicator.code,
        indicator_name=one.indicator.name,
        year=one.year,
        unit=unit_of(one.indicator.unit, normalize),
        reporting=one.reporting,
        sum=one.sum,
        mean=one.mean,
        median=one.median,
        min=one.min,
        max=one.max,
        indicator_name_en=one.indicator.name_en,
        lower_quartile=one.lower_quartile,
        upper_quartile=one.upper_quartile,
    )


def comparability(series: Series, point: Point) -> Row:
    return shape("comparability").row(
        place_code=series.jurisdiction.code,
        place=series.jurisdiction.name,
        indicator=series.indicator.code,
        indicator_name=series.indicator.name,
        year=point.year,
        comparability=point.comparability,
        absence=point.absence,
        note=point.note,
    )


def coverage(cell: CoverageCell, found: Report | None) -> Row:
    place, (zh, en) = cell.jurisdiction, cell.cause or (None, None)
    return shape("coverage").row(
        place_code=place.code,
        place=place.name,
        place_en=place.name_en,
        level=place.level,
        year=cell.year,
        report_id=cell.report_id,
        absence=cell.absence,
        late=cell.late,
        published_on=found.published_on if found else None,
        deadline=cell.deadline,
        days_late=cell.days_late,
        source_url=found.source_url if found else None,
        date_doubtful=cell.doubtful,
        cause=zh,
        cause_en=en,
    )


def lateness(one: Lateness) -> Row:
    return shape("lateness").row(
        place_code=one.jurisdiction.code,
        place=one.jurisdiction.name,
        place_en=one.jurisdiction.name_en,
        rank=one.rank,
        reports=one.reports,
        on_time=one.on_time,
        late=one.late,
        undated=one.undated,
        missing=one.missing,
        days_late=one.days_late,
        most_days_late=one.most_days_late,
    )
