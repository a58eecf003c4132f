"""Tables → SDMX dataflows: which columns are dimensions, what their codes are, in which words SDMX says it.

An SDMX code has no dots, so `requests.received` is `requests-received`; `TOTAL` and "no further breakdown"
are SDMX's own `_T` and `_Z`. What is said of an observation in our words stands beside SDMX's OBS_STATUS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gateway.export.cells import text_of
from schema.dictionary.indicators import is_open
from schema.dictionary.units import UnknownUnit, sdmx
from schema.enums import Absence, Applicant, Comparability, Normalization, Qualifier

Cells = Mapping[str, object]
AGENCY, VERSION = "GONGKAI", "1.0.0"
TOTAL, NOT_APPLICABLE, UNSPECIFIED, PURE_NUMBER = "_T", "_Z", "_X", "PN"
PER_100K = "_P100K"
OBS_VALUE, TIME_PERIOD = "OBS_VALUE", "TIME_PERIOD"

# The statuses of SDMX's cross-domain code list that are used here.
STATUSES: Mapping[Absence, str] = {
    Absence.NOT_IN_FORMAT: "M",
    Absence.NOT_STATED: "O",
    Absence.NO_REPORT: "O",
    Absence.PORTAL_UNAVAILABLE: "L",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A dimension or an attribute: its concept, its code list (None: free text) and its text for a row."""

    concept: str
    codes: str | None
    text: Callable[[Cells], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A dataflow over one table; TIME_PERIOD is the last dimension, OBS_VALUE the measure."""

    id: str
    table: str
    zh: str
    en: str
    dimensions: tuple[Part, ...]
    value: Callable[[Cells], str]
    attributes: tuple[Part, ...]

    @property
    def structure(self) -> str:
        return f"{AGENCY}:{self.id}({VERSION})"


def cell(name: str) -> Callable[[Cells], str]:
    """The column as text, on one line."""
    return lambda row: " ".join(text_of(row[name]).split())


def indicator_code(code: str) -> str:
    return code.replace(".", "-")


def _indicator(row: Cells) -> str:
    return indicator_code(str(row["indicator"]))


def _applicant(row: Cells) -> str:
    return TOTAL if row["applicant"] == Applicant.TOTAL else str(row["applicant"])


def _entry(row: Cells) -> str:
    """Entries of an open breakdown are counted from 1."""
    if not is_open(str(row["indicator"])):
        return NOT_APPLICABLE
    entry = str(row["statistic_id"]).split("/")[3:]
    return str(int(entry[0]) + 1) if entry else "1"


def _body(row: Cells) -> str:
    """Whose report it is within its place: an organ by the digest of its name."""
    return str(row["report_id"]).removeprefix(f"{row['place_code']}.{row['year']}").lstrip(".") or TOTAL


def _unit(row: Cells) -> tuple[str, str]:
    word = str(row["unit"] or "")
    if row.get("normalize") == Normalization.SHARE_OF_TOTAL:
        return PURE_NUMBER, "0"
    per_people = row.get("normalize") == Normalization.PER_100K_PEOPLE
    try:
        measure, multiplier = sdmx(word.partition("/")[0] if per_people else word)
    except UnknownUnit:
        return UNSPECIFIED, "0"
    return measure + PER_100K * per_people, str(multiplier)


def _compared_status(row: Cells) -> str:
    if row["absence"] is not None:
        return STATUSES[Absence(str(row["absence"]))]
    if row["comparability"] == Comparability.BREAK:
        return "B"
    if row["qualifier"] not in {None, Qualifier.EXACT}:
        return "E"
    return "D" if row["comparability"] == Comparability.NEAR else "A"


def _stated_status(row: Cells) -> str:
    if row["value"] is None:
        return "O"
    return "A" if row["qualifier"] == Qualifier.EXACT else "E"


FREQ = Part("FREQ", "CL_FREQ", lambda _row: "A")
AREA = Part("REF_AREA", "CL_AREA", cell("place_code"))
INDICATOR = Part("INDICATOR", "CL_INDICATOR", _indicator)
APPLICANT = Part("APPLICANT", "CL_APPLICANT", _applicant)
TIME = Part(TIME_PERIOD, None, cell("year"))
UNIT = Part("UNIT_MEASURE", "CL_UNIT_MEASURE", lambda row: _unit(row)[0])
MULTIPLIER = Part("UNIT_MULT", "CL_UNIT_MULT", lambda row: _unit(row)[1])
PRINTED_UNIT = Part("UNIT_PRINTED", None, cell("unit"))
QUALIFIER = Part("QUALIFIER", "CL_QUALIFIER", cell("qualifier"))
ABSENCE = Part("ABSENCE", "CL_ABSENCE", cell("absence"))
REPORT = Part("REPORT", None, cell("report_id"))
SOURCE = Part("SOURCE_URL", None, cell("source_url"))

FLOWS: Mapping[str, Flow] = {
    "compare": Flow(
        id="DF_COMPARISON",
        table="values",
        zh="政府信息公开年报比较",
        en="Comparison of open-government annual reports",
        dimensions=(
            FREQ, AREA, INDICATOR, APPLICANT,
            Part("NORMALIZATION", "CL_NORMALIZATION", cell("normalize")), TIME,
        ),
        value=cell("value"),
        attributes=(
            Part("OBS_STATUS", "CL_OBS_STATUS", _compared_status),
            UNIT, MULTIPLIER, PRINTED_UNIT, QUALIFIER, ABSENCE,
            Part("COMPARABILITY", "CL_COMPARABILITY", cell("comparability")),
            Part("RANK", None, cell("rank")), Part("CHANGE", None, cell("change")),
            Part("NOTE", None, cell("note")), REPORT, SOURCE,
        ),
    ),
    "report": Flow(
        id="DF_REPORT",
        table="statistics",
        zh="一份政府信息公开年报的数据",
        en="Figures of one open-government annual report",
        dimensions=(
            FREQ, AREA, Part("REPORTING_BODY", None, _body), INDICATOR, APPLICANT,
            Part("BREAKDOWN_ENTRY", None, _entry), TIME,
        ),
        value=cell("value"),
        attributes=(
            Part("OBS_STATUS", "CL_OBS_STATUS", _stated_status), UNIT, MULTIPLIER, PRINTED_UNIT, QUALIFIER,
            Part("STATED_SHARE", None, cell("stated_share")), Part("INFERRED", None, cell("inferred")),
            Part("RECOGNISED", None, cell("recognised")), Part("CONFIDENCE", None, cell("confidence")),
            Part("LABEL", None, cell("label")), REPORT, Part("SOURCE_URL", None, cell("url")),
        ),
    ),
    "findings": Flow(
        id="DF_FINDINGS",
        table="findings",
        zh="年报核对提示",
        en="Findings on open-government annual reports",
        dimensions=(FREQ, AREA, Part("FINDING", None, cell("finding_id")), TIME),
        value=cell("stated"),
        attributes=(
            Part("OBS_STATUS", "CL_OBS_STATUS", lambda row: "O" if row["stated"] is None else "A"),
            Part("EXPECTED", None, cell("expected")), Part("RULE", None, cell("rule")),
            Part("SEVERITY", "CL_SEVERITY", cell("severity")),
            Part("DISPOSITION", "CL_DISPOSITION", cell("disposition")), REPORT, SOURCE,
        ),
    ),
    "coverage": Flow(
        id="DF_COVERAGE",
        table="coverage",
        zh="年报收录情况（1 在库，0 缺）",
        en="Coverage of open-government annual reports (1 held, 0 not)",
        dimensions=(FREQ, AREA, TIME),
        value=lambda row: "0" if row["report_id"] is None else "1",
        attributes=(
            Part("OBS_STATUS", "CL_OBS_STATUS", lambda _row: "A"), ABSENCE,
            Part("LATE", None, cell("late")), Part("DAYS_LATE", None, cell("days_late")), REPORT, SOURCE,
        ),
    ),
}  # fmt: skip
