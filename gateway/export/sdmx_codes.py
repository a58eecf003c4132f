"""Code lists and concepts of the SDMX structures, out of the enumerations, the dictionary, the registry."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from gateway.export.sdmx_flows import PER_100K, PURE_NUMBER, TOTAL, UNSPECIFIED, indicator_code
from schema.dictionary.indicators import all_indicators, parent
from schema.graph.enums import (
    Absence,
    Applicant,
    Comparability,
    Disposition,
    Normalization,
    Qualifier,
    Severity,
)
from schema.places.registry import all_places


class Code(NamedTuple):
    """A code with its names; `parent` is a code of the same list."""

    id: str
    zh: str
    en: str
    parent: str | None = None


CONCEPTS: Mapping[str, tuple[str, str]] = {
    "FREQ": ("频率", "Frequency"),
    "REF_AREA": ("地区", "Reference area"),
    "REPORTING_BODY": ("报告主体", "Reporting body"),
    "INDICATOR": ("指标", "Indicator"),
    "APPLICANT": ("申请人情况", "Kind of applicant"),
    "NORMALIZATION": ("换算方式", "Normalization"),
    "BREAKDOWN_ENTRY": ("开放分类的序号", "Entry of an open breakdown"),
    "FINDING": ("提示编号", "Finding"),
    "TIME_PERIOD": ("报告年度", "Year reported on"),
    "OBS_VALUE": ("数值", "Observation value"),
    "OBS_STATUS": ("观测状态", "Observation status"),
    "UNIT_MEASURE": ("计量单位", "Unit of measure"),
    "UNIT_MULT": ("单位乘数（10 的幂）", "Unit multiplier (power of ten)"),
    "UNIT_PRINTED": ("原文单位", "Unit as printed"),
    "QUALIFIER": ("精确程度", "How exactly it is stated"),
    "ABSENCE": ("缺项原因", "Why there is no value"),
    "COMPARABILITY": ("可比性", "Comparability with the latest earlier value"),
    "RANK": ("名次", "Rank among the compared places"),
    "CHANGE": ("比上年变动", "Change against the year before, as a fraction"),
    "NOTE": ("说明", "Note"),
    "STATED_SHARE": ("原文所附百分比", "Percentage printed beside it"),
    "INFERRED": ("由勾稽关系确定", "Inferred from the form's identities"),
    "RECOGNISED": ("识别自图像", "Recognised in a scan or picture"),
    "CONFIDENCE": ("识别把握", "How sure the recogniser was, 0 to 1"),
    "LABEL": ("原文用词", "Words the report uses"),
    "EXPECTED": ("应有的数", "What the other figures make it"),
    "RULE": ("规则", "Rule"),
    "SEVERITY": ("严重程度", "Severity"),
    "DISPOSITION": ("复核结论", "What a person decided"),
    "LATE": ("是否迟发", "Whether it was late"),
    "DAYS_LATE": ("迟发天数", "Days after the deadline"),
    "REPORT": ("年报编号", "Report"),
    "SOURCE_URL": ("年报网址", "Where the report stands"),
}
LISTS: Mapping[str, tuple[str, str]] = {
    "CL_FREQ": ("频率", "Frequencies"),
    "CL_AREA": ("地区", "Places"),
    "CL_INDICATOR": ("指标", "Indicators"),
    "CL_APPLICANT": ("申请人情况", "Kinds of applicant"),
    "CL_NORMALIZATION": ("换算方式", "Normalizations"),
    "CL_OBS_STATUS": ("观测状态", "Observation statuses"),
    "CL_UNIT_MEASURE": ("计量单位", "Units of measure"),
    "CL_UNIT_MULT": ("单位乘数", "Unit multipliers"),
    "CL_QUALIFIER": ("精确程度", "Qualifiers"),
    "CL_ABSENCE": ("缺项原因", "Absences"),
    "CL_COMPARABILITY": ("可比性", "Comparabilities"),
    "CL_SEVERITY": ("严重程度", "Severities"),
    "CL_DISPOSITION": ("复核结论", "Dispositions"),
}
_STATUSES = (
    Code("A", "正常", "Normal value"),
    Code("B", "口径断裂", "Time series break"),
    Code("D", "定义有别", "Definition differs"),
    Code("E", "约数", "Estimated value: the report hedges it"),
    Code("L", "存在而未取得", "Missing value; data exist but were not collected"),
    Code("M", "不可能有", "Missing value; data cannot exist"),
    Code("O", "缺失", "Missing value"),
)
_UNITS = (
    Code("NR", "个数", "Number"),
    Code("PS", "人数", "Persons"),
    Code("CNY", "人民币元", "Yuan renminbi"),
    Code("PT", "百分比", "Percent"),
    Code("PP", "百分点", "Percentage points"),
    Code("D", "天", "Days"),
)


def codes_of(name: str) -> Iterable[Code]:
    """The codes of a list, in its order. Raises KeyError for a list that is not there."""
    return _MAKERS[name]()


def _areas() -> Iterable[Code]:
    # The schema of SDMX 3.0 does not let a parent begin with a digit; GB/T 2260 codes say it themselves.
    return (Code(one.code, one.name, one.name_en) for one in all_places())


def _indicators() -> Iterable[Code]:
    """In the order of the dictionary."""
    for one in all_indicators():
        above = parent(one.code)
        yield Code(
            indicator_code(one.code), one.name, one.name_en, indicator_code(above.code) if above else None
        )


def _units() -> Iterable[Code]:
    """The measures, each also for 100,000 people; fractions of 1; words that no measure has."""
    yield from _UNITS
    yield from (
        Code(f"{id_}{PER_100K}", f"每十万人{zh}", f"{en} per 100,000 people") for id_, zh, en, _ in _UNITS
    )
    yield Code(PURE_NUMBER, "比例", "Pure number")
    yield Code(UNSPECIFIED, "其他", "Unspecified")


def _named(enum: type[StrEnum]) -> Iterable[Code]:
    """With the texts of the GraphQL contract."""
    definition: Any = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        zh, _, en = value.description.partition("\n")
        yield Code(value.name, zh.rstrip("。"), en.rstrip("."))


def _applicants() -> Iterable[Code]:
    return (one._replace(id=TOTAL) if one.id == Applicant.TOTAL else one for one in _named(Applicant))


_MAKERS: Mapping[str, Callable[[], Iterable[Code]]] = {
    "CL_FREQ": lambda: [Code("A", "年度", "Annual")],
    "CL_AREA": _areas,
    "CL_INDICATOR": _indicators,
    "CL_APPLICANT": _applicants,
    "CL_NORMALIZATION": lambda: _named(Normalization),
    "CL_OBS_STATUS": lambda: _STATUSES,
    "CL_UNIT_MEASURE": _units,
    "CL_UNIT_MULT": lambda: [Code(str(n), f"10 的 {n} 次方", f"Ten to the power {n}") for n in range(13)],
    "CL_QUALIFIER": lambda: _named(Qualifier),
    "CL_ABSENCE": lambda: _named(Absence),
    "CL_COMPARABILITY": lambda: _named(Comparability),
    "CL_SEVERITY": lambda: _named(Severity),
    "CL_DISPOSITION": lambda: _named(Disposition),
}
