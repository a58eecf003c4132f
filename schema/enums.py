"""The contract's enumerations, used alike in records, store, API and exports."""

from enum import StrEnum


class JurisdictionLevel(StrEnum):
    """GB/T 2260 level of a place; ZONE is a functional zone that reports for itself."""

    PROVINCE = "PROVINCE"
    PREFECTURE = "PREFECTURE"
    COUNTY = "COUNTY"
    ZONE = "ZONE"


class ReportScope(StrEnum):
    """Whose work a report covers: the whole place (全市汇总), or one organ (市政府办公室, 市教育局)."""

    JURISDICTION = "JURISDICTION"
    ORGAN = "ORGAN"


class ReportFormat(StrEnum):
    """Which official layout a report follows."""

    NARRATIVE_2008 = "NARRATIVE_2008"
    ANNEX_2014 = "ANNEX_2014"
    TABLES_2019 = "TABLES_2019"
    TABLES_2021 = "TABLES_2021"


class Applicant(StrEnum):
    """申请人情况: the columns of the request table. TOTAL also stands for figures without that split."""

    TOTAL = "TOTAL"
    NATURAL_PERSON = "NATURAL_PERSON"
    COMMERCIAL_ENTERPRISE = "COMMERCIAL_ENTERPRISE"
    RESEARCH_INSTITUTION = "RESEARCH_INSTITUTION"
    SOCIAL_ORGANIZATION = "SOCIAL_ORGANIZATION"
    LEGAL_SERVICE = "LEGAL_SERVICE"
    OTHER_ORGANIZATION = "OTHER_ORGANIZATION"


class Qualifier(StrEnum):
    """How exactly a figure is stated: 12000余 is MORE_THAN, 近7000 is NEARLY, 约 is ABOUT."""

    EXACT = "EXACT"
    ABOUT = "ABOUT"
    MORE_THAN = "MORE_THAN"
    NEARLY = "NEARLY"


class Absence(StrEnum):
    """Why a comparison has no value at a point."""

    NO_REPORT = "NO_REPORT"
    NOT_IN_FORMAT = "NOT_IN_FORMAT"
    NOT_STATED = "NOT_STATED"
    PORTAL_UNAVAILABLE = "PORTAL_UNAVAILABLE"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    NOTICE = "NOTICE"


class Disposition(StrEnum):
    """What became of a finding when a person looked at it."""

    OPEN = "OPEN"
    CONFIRMED = "CONFIRMED"
    EXPLAINED = "EXPLAINED"
    FALSE_ALARM = "FALSE_ALARM"


class Comparability(StrEnum):
    """How far two figures of different years or forms may be compared."""

    SAME = "SAME"
    NEAR = "NEAR"
    BREAK = "BREAK"


class CheckOutcome(StrEnum):
    """What a rule says of a report. NOT_ASSESSABLE is not the same as well."""

    HOLDS = "HOLDS"
    FAILS = "FAILS"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"


class RuleSubject(StrEnum):
    """What a rule looks at."""

    REPORT = "REPORT"
    YEARS = "YEARS"
    LEVELS = "LEVELS"
    PLACES = "PLACES"
    STORE = "STORE"
    READING = "READING"


class Provenance(StrEnum):
    """Where a copy of a report came from. A repost or proxy never replaces an official copy."""

    OFFICIAL = "OFFICIAL"
    REPOST = "REPOST"
    PROXY = "PROXY"
    UPLOAD = "UPLOAD"


class PopulationKind(StrEnum):
    """Which people a population figure counts."""

    RESIDENT = "RESIDENT"
    REGISTERED = "REGISTERED"


class Normalization(StrEnum):
    """What compared values are divided by."""

    NONE = "NONE"
    PER_100K_PEOPLE = "PER_100K_PEOPLE"
    SHARE_OF_TOTAL = "SHARE_OF_TOTAL"


class PortalCause(StrEnum):
    """Why a portal is unwell: what kept the last run from reading it whole."""

    UNREACHABLE = "UNREACHABLE"
    TOO_SLOW = "TOO_SLOW"
    PORTAL_BUSY = "PORTAL_BUSY"
    CHALLENGED = "CHALLENGED"
    ROBOTS_DENIED = "ROBOTS_DENIED"
    BAD_CERTIFICATE = "BAD_CERTIFICATE"
    OUTDATED_TLS = "OUTDATED_TLS"
    UNSAFE_ADDRESS = "UNSAFE_ADDRESS"
    TOO_LARGE = "TOO_LARGE"
    PAGE_MISSING = "PAGE_MISSING"
    LEFT_ALONE = "LEFT_ALONE"
    LAYOUT_CHANGED = "LAYOUT_CHANGED"
    LIST_SHRUNK = "LIST_SHRUNK"
    READINGS_LOST = "READINGS_LOST"
    CUT_SHORT = "CUT_SHORT"
    FETCH_ERROR = "FETCH_ERROR"
    OTHER = "OTHER"


class RunKind(StrEnum):
    """What set a run off."""

    ASKED = "ASKED"
    SCHEDULED = "SCHEDULED"
    REREAD = "REREAD"
    INBOX = "INBOX"


class RunState(StrEnum):
    """Whether a run is over; CUT_OFF is one whose process ended first."""

    RUNNING = "RUNNING"
    FINISHED = "FINISHED"
    CUT_OFF = "CUT_OFF"
