"""`schema.enums` → GraphQL enums, with what each value means in both languages.

Importing this module registers the enums; every type module that shows one imports them from here.
"""

from collections.abc import Mapping
from enum import EnumMeta

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from schema.enums import (
    Absence,
    Applicant,
    CheckOutcome,
    Comparability,
    Disposition,
    JurisdictionLevel,
    Normalization,
    PopulationKind,
    Provenance,
    Qualifier,
    ReportFormat,
    ReportScope,
    RuleSubject,
    Severity,
)
from schema.graph.described import both

__all__ = [
    "Absence",
    "Applicant",
    "CheckOutcome",
    "Comparability",
    "Disposition",
    "JurisdictionLevel",
    "Normalization",
    "PopulationKind",
    "Provenance",
    "Qualifier",
    "ReportFormat",
    "ReportScope",
    "RuleSubject",
    "Severity",
]

Text = tuple[str, str]


def register(enum: EnumMeta, zh: str, en: str, values: Mapping[str, Text]) -> None:
    """Make a GraphQL enum of a plain one; a value without a text is a KeyError at import."""
    strawberry.enum(enum, description=both(zh, en))
    definition: StrawberryEnumDefinition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = both(*values[value.name])


register(
    JurisdictionLevel,
    "行政层级，依 GB/T 2260。",
    "Level of a place by GB/T 2260.",
    {
        "PROVINCE": ("省、自治区、直辖市。", "A province, autonomous region or municipality."),
        "PREFECTURE": ("地级市、地区、自治州、盟。", "A prefecture-level city, prefecture or league."),
        "COUNTY": ("县、县级市、市辖区、旗。", "A county, county-level city, district or banner."),
        "ZONE": (
            "单独发布年报的功能区（高新区、综合实验区等）。",
            "A functional zone that reports for itself (high-tech zone, experimental zone and the like).",
        ),
    },
)
register(
    ReportScope,
    "年报覆盖的范围：全域汇总，或单个机关。两者从不混在一个序列里。",
    "Whose work a report covers: the whole place or one organ. The two are never mixed in a series.",
    {
        "JURISDICTION": ("全域汇总（如全市）。", "The whole place, summed up (全市汇总)."),
        "ORGAN": (
            "单个机关（如市政府办公室、市教育局）。",
            "One organ, such as the government's office or the education bureau.",
        ),
    },
)
register(
    ReportFormat,
    "年报所用的官方格式。",
    "Which official layout a report follows.",
    {
        "NARRATIVE_2008": (
            "2008 年《条例》下的文字年报（2008 年起）。",
            "Free prose under the 2008 Regulations (from 2008).",
        ),
        "ANNEX_2014": (
            "附《政府信息公开情况统计表》（国办发〔2014〕32号，2014—2018 年度）。",
            "With the statistical annex of 国办发〔2014〕32号 (reports on 2014 to 2018).",
        ),
        "TABLES_2019": (
            "国办公开办函〔2019〕60号的试行表格（2019、2020 年度）。",
            "The trial tables of 国办公开办函〔2019〕60号 (reports on 2019 and 2020).",
        ),
        "TABLES_2021": (
            "国办公开办函〔2021〕30号的表格（2021 年度起）。",
            "The tables of 国办公开办函〔2021〕30号 (reports on 2021 and later).",
        ),
    },
)
register(
    Applicant,
    "申请人情况：申请表的各列。未按申请人区分的数据也归入 TOTAL。",
    "The columns of the request table. Figures without that split are TOTAL as well.",
    {
        "TOTAL": ("总计。", "All applicants together."),
        "NATURAL_PERSON": ("自然人。", "Natural persons."),
        "COMMERCIAL_ENTERPRISE": ("商业企业。", "Commercial enterprises."),
        "RESEARCH_INSTITUTION": ("科研机构。", "Research institutions."),
        "SOCIAL_ORGANIZATION": ("社会公益组织。", "Social and public-benefit organizations."),
        "LEGAL_SERVICE": ("法律服务机构。", "Legal service providers."),
        "OTHER_ORGANIZATION": ("其他法人或组织。", "Other legal persons and organizations."),
    },
)
register(
    Qualifier,
    "原文数字的精确程度。",
    "How exactly a report states a figure.",
    {
        "EXACT": ("精确数。", "Stated exactly."),
        "ABOUT": ("约数（约、左右、上下）。", "About that much (约, 左右)."),
        "MORE_THAN": ("多于（余、多、逾、以上）：12000余。", "More than that: 12000余 is more than 12,000."),
        "NEARLY": ("接近而不足（近、不足）：近7000。", "Nearly that much: 近7000 is just under 7,000."),
    },
)
register(
    Absence,
    "比较中某一点为何没有数值；从不猜测。",
    "Why a comparison has no value at a point; never guessed.",
    {
        "NO_REPORT": ("没有找到该年年报。", "No report of that year was found."),
        "NOT_IN_FORMAT": (
            "该年所用格式没有这一项。",
            "The form in use that year does not ask for this figure.",
        ),
        "NOT_STATED": ("年报未给出该数。", "The report does not state the figure."),
        "PORTAL_UNAVAILABLE": (
            "网站无法访问，尚不能判断。",
            "The portal could not be reached, so nothing can be said yet.",
        ),
    },
)
register(
    Severity,
    "提示的严重程度。",
    "How much a finding matters.",
    {
        "ERROR": ("数据自相矛盾。", "The report contradicts itself."),
        "WARNING": ("数据可疑，使用前请核对。", "The figure is doubtful; check it before use."),
        "NOTICE": ("值得知道，不影响数据。", "Worth knowing; the figures stand."),
    },
)
register(
    Disposition,
    "人工复核后的结论；证据不变则结论保留。",
    "What a person decided about a finding; it stays while the evidence is the same.",
    {
        "OPEN": ("尚未复核。", "Nobody has looked at it yet."),
        "CONFIRMED": ("属实：原文有误。", "True: the report itself is wrong."),
        "EXPLAINED": ("有合理解释。", "There is a good explanation."),
        "FALSE_ALARM": ("误报。", "A false alarm."),
    },
)
register(
    Comparability,
    "相邻年份可否相比：表式于 2014、2019、2021 年变更。",
    "How far neighbouring years may be compared: the forms changed in 2014, 2019 and 2021.",
    {
        "SAME": ("口径相同。", "The same definition."),
        "NEAR": ("口径相近，比较需谨慎。", "Nearly the same definition; compare with care."),
        "BREAK": ("口径断裂，不可直接相比。", "A break in the series; not comparable as it stands."),
    },
)
register(
    Provenance,
    "年报副本的来源。转载或代理副本从不取代官方副本。",
    "Where a copy of a report came from. A repost or proxy never replaces an official copy.",
    {
        "OFFICIAL": ("政府网站原件。", "The government portal itself."),
        "REPOST": ("其他网站转载。", "A repost on another site."),
        "PROXY": ("经代理或存档取得。", "Through a proxy or an archive."),
        "UPLOAD": ("人工上传。", "Uploaded by a person."),
    },
)
register(
    Normalization,
    "比较值除以什么。",
    "What compared values are divided by.",
    {
        "NONE": ("不换算。", "As stated."),
        "PER_100K_PEOPLE": ("每十万人口。", "For each 100,000 inhabitants."),
        "SHARE_OF_TOTAL": (
            "占该指标所属总数之比（0—1）。",
            "As a share of the total the indicator belongs to (0 to 1).",
        ),
    },
)
register(
    PopulationKind,
    "人口数的口径。",
    "Which people a population figure counts.",
    {
        "RESIDENT": ("常住人口。", "Residents (常住人口)."),
        "REGISTERED": ("户籍人口。", "Persons registered there (户籍人口)."),
    },
)
register(
    CheckOutcome,
    "一条规则对一份年报的结论。",
    "What a rule says of a report.",
    {
        "HOLDS": ("成立。", "It holds."),
        "FAILS": ("不成立，详见提示。", "It fails; findings say how."),
        "NOT_ASSESSABLE": ("无从判断，不等于成立。", "It cannot be judged, which is not the same as well."),
    },
)
register(
    RuleSubject,
    "规则核对的对象。",
    "What a rule looks at.",
    {
        "REPORT": ("一份年报本身。", "One report by itself."),
        "YEARS": ("同一机关的前后两年。", "Two neighbouring years of one body."),
        "LEVELS": ("一地与其下各地。", "A place and the places in it."),
        "PLACES": ("不同机关的年报。", "Reports of different bodies."),
        "STORE": ("同一网站的页面与日期。", "Pages and dates of one portal."),
        "READING": ("读取时的疑问。", "What the reader itself doubts."),
    },
)
