"""Sections and tables of a report since 2019 → whether the form is filled in whole (S-SECT)."""

from collections.abc import Iterator, Mapping, Sequence

from schema.checks.rulebook import Checked, bounds, fails, open_question, parts, tables, worded
from schema.dictionary.indicators import indicator
from schema.enums import ReportFormat, Severity
from schema.records.finding import Finding
from schema.records.report import Section
from schema.records.statistic import Statistic

RULE = "S-SECT"
PROBLEMS = "五"
DOUBTS = frozenset({"R-FLAT", "R-CELL", "R-ROW"})  # what was not read is not missing
MOST_NAMED = 5
LEAST_TEXT = 5
ZH, EN = 0, 1

Texts = tuple[Mapping[str, object], Mapping[str, object]]


def check_parts(
    form: ReportFormat, sections: Sequence[Section], statistics: Sequence[Statistic], doubts: frozenset[str]
) -> Checked:
    """`doubts` are the rules by which the reader found something to doubt in this report."""
    headed = [(place, section) for section in sections if (place := _place(section)) is not None]
    if not headed or _is_excerpt(sections):
        return open_question(RULE)
    findings = [*_headings(headed)]
    if not doubts & DOUBTS:
        findings += _tables(form, {one.indicator for one in statistics if one.source.table is not None})
    return fails(RULE, findings)


def _is_excerpt(sections: Sequence[Section]) -> bool:
    return any(word in section.text for section in sections for word in bounds(RULE)["excerpt"])


def _place(section: Section) -> int | None:
    """Which part of the form a section is, by the words of its heading; the number decides among several."""
    fitting = [n for n, part in enumerate(parts()) if any(word in section.heading for word in part.words)]
    numbered = [n for n in fitting if parts()[n].number == section.number]
    return next(iter(numbered or fitting), None)


def _headings(headed: Sequence[tuple[int, Section]]) -> Iterator[Finding]:
    # Part one has heads of its own that name the other parts; the first mention of each stands for it.
    found = list(dict.fromkeys(place for place, _ in headed))
    if missing := [n for n in range(len(parts())) if n not in found]:
        yield _about("part_missing", Severity.WARNING, _names(missing))
    if found != sorted(found):
        yield _about("order", Severity.WARNING, _names(found))
    problems = [section for place, section in headed if parts()[place].number == PROBLEMS]
    if problems and all(len(section.text.strip()) < LEAST_TEXT for section in problems):
        yield _about("empty", Severity.WARNING, ({}, {}))


def _names(places: Sequence[int]) -> Texts:
    named = [parts()[place] for place in places]
    zh = "、".join(f"{part.number}、{part.name}" for part in named)
    return {"parts": zh}, {"parts": ", ".join(f"{part.name_en} ({part.number})" for part in named)}


def _tables(form: ReportFormat, printed: set[str]) -> Iterator[Finding]:
    expected = [(table, table.rows[form]) for table in tables()]
    gone = [table for table, rows in expected if not printed & set(rows)]
    if gone:
        texts = ({"tables": "、".join(t.name for t in gone)}, {"tables": ", ".join(t.name_en for t in gone)})
        yield _about("table_missing", Severity.ERROR, texts)
    for table, rows in expected:
        missing = [code for code in rows if code not in printed]
        if missing and table not in gone:
            zh, en = (_listed(missing, language) for language in (ZH, EN))
            number = len(missing)
            yield _about(
                "rows_missing",
                Severity.WARNING,
                (
                    {"table": table.name, "number": number, "rows": zh},
                    {"table": table.name_en, "number": number, "rows": en},
                ),
            )


def _listed(codes: Sequence[str], language: int) -> str:
    names = [(indicator(code).name, indicator(code).name_en)[language] for code in codes[:MOST_NAMED]]
    more = ("等", " and more")[language] if len(codes) > MOST_NAMED else ""
    return ("、", ", ")[language].join(names) + more


def _about(kind: str, severity: Severity, texts: Texts) -> Finding:
    assert kind in bounds(RULE), f"{RULE} has no wording {kind}"
    return worded(RULE, kind, severity, texts, kind)
