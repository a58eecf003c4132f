"""Extraction → what to tell the people who write the report: figures, findings, and where each stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.extract.to_json import to_json
from schema.checks.assess import assess
from schema.checks.rulebook import find_rule
from schema.enums import CheckOutcome, Severity
from schema.records.check import Check
from schema.records.extraction import Extraction

MOST_EVIDENCE = 20
PLACED = (
    "indicator", "applicant", "label", "value", "unit",
    "section", "table", "row", "column", "page", "confidence", "quote",
)  # fmt: skip
WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "错误 ERROR",
    Severity.WARNING: "警告 WARNING",
    Severity.NOTICE: "提醒 NOTICE",
}


def checked(extraction: Extraction) -> dict[str, Any]:
    """As `gongkai extract` prints it, with the findings of every rule about one report, the figures they rest
    on, how many there are of each severity, and what could not be judged.
    """
    assessment = assess(extraction)
    judged = replace(extraction, findings=(*extraction.findings, *assessment.findings))
    told = to_json(judged)
    by_term: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in told["statistics"]:
        by_term.setdefault((one["indicator"], one["applicant"]), []).append(one)
    for finding, about in zip(told["findings"], judged.findings, strict=True):
        involved = [one for term in about.terms for one in by_term.get((term[0], term[1].value), ())]
        finding["quotes"] = list(about.quotes)
        finding["evidence"] = [{name: one[name] for name in PLACED} for one in involved[:MOST_EVIDENCE]]
    counts = Counter(finding["severity"] for finding in told["findings"])
    return {
        **told,
        "counts": {severity.value: counts[severity.value] for severity in Severity},
        "checks": [_check(one) for one in assessment.checks],
    }


def _check(one: Check) -> dict[str, Any]:
    about = find_rule(one.rule)
    return {
        "rule": one.rule,
        "name": about.name if about else one.rule,
        "name_en": about.name_en if about else one.rule,
        "outcome": one.outcome.value,
        "reason": one.reason or None,
        "reason_en": one.reason_en or None,
    }


def has_errors(told: Mapping[str, Any]) -> bool:
    return bool(told["counts"][Severity.ERROR.value])


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The findings for a person to read, the gravest first."""
    counts = "，".join(f"{word} {told['counts'][severity.value]}" for severity, word in WORDS.items())
    yield f"{told['title']}（{told['jurisdiction']}，{told['year']}，{told['format']}）"
    yield f"数据 figures {len(told['statistics'])}；{counts}"
    order = [severity.value for severity in WORDS]
    ranked = sorted(told["findings"], key=lambda finding: order.index(finding["severity"]))
    for number, finding in enumerate(ranked, 1):
        yield ""
        yield f"{number}. {WORDS[Severity(finding['severity'])]}  {finding['identity']}"
        yield f"   {finding['message']}"
        yield f"   {finding['message_en']}"
        yield from (f"   · 「{' '.join(quote.split())}」" for quote in finding["quotes"])
        yield from (f"   · {where(one)}" for one in finding["evidence"])
    yield from _open(told["checks"])


def _open(checks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """How many rules hold, and which could not be judged: that is not the same as well."""
    outcomes = Counter(one["outcome"] for one in checks)
    holds, unknown = outcomes[CheckOutcome.HOLDS.value], outcomes[CheckOutcome.NOT_ASSESSABLE.value]
    yield ""
    yield f"成立的规则 rules that hold {holds}；无从判断 not assessable {unknown}"
    for one in checks:
        if one["outcome"] == CheckOutcome.NOT_ASSESSABLE.value:
            yield f"   {one['rule']} {one['name']}：{one['reason'] or '—'}"


def where(one: Mapping[str, Any]) -> str:
    """`不予公开 = 38 件：「…38件」（三、…，第 2 表，行 …，列 …）`."""
    value = "空白 blank" if one["value"] is None else f"{one['value']} {one['unit']}"
    place = "，".join(_place(one))
    quote = " ".join(str(one["quote"]).split())
    return f"{one['label'] or one['indicator']} = {value}：「{quote}」" + (f"（{place}）" if place else "")


def _place(one: Mapping[str, Any]) -> Sequence[str]:
    named = (
        ("section", "{}"),
        ("page", "第 {} 页 page {}"),
        ("table", "第 {} 表 table {}"),
        ("row", "行 row {}"),
        ("column", "列 column {}"),
        ("confidence", "识别自图像 recognised {}"),
    )
    return [words.format(*[one[name]] * words.count("{}")) for name, words in named if one[name] is not None]
