"""One report and what stands around it → what every rule says of it, in the order of the rulebook."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sqlalchemy import Connection

from gateway.audit.around import Around, earlier_ids, peers_of
from gateway.audit.likeness import likeness
from gateway.store.audits import Audited, Key, Stated, Verdict, twins
from schema.checks.assess import assess
from schema.checks.chains import chains_judged, check_chains
from schema.checks.jumps import check_jumps, watched_codes
from schema.checks.levels import check_levels
from schema.checks.rulebook import Checked, all_rules, fails, find_rule, open_question, worded
from schema.dictionary import crosswalk
from schema.enums import Comparability, ReportFormat, Severity
from schema.places import registry
from schema.records.check import Check
from schema.records.finding import Finding
from schema.records.report import Report


def judge(connection: Connection, around: Around, now: Audited, earlier: Mapping[str, Audited]) -> Verdict:
    """`earlier` holds the reports of the year before by id, those of other bodies too."""
    report = now.said.report
    alone = assess(now.said, doubtful=report.id in around.doubtful)
    more = list(_beyond(connection, around, now, earlier))
    checks = {check.rule: check for check in (*alone.checks, *(one.check for one in more))}
    findings = (*alone.findings, *(finding for one in more for finding in one.findings))
    return Verdict(now, findings, _in_order(checks))


def _beyond(
    connection: Connection, around: Around, now: Audited, earlier: Mapping[str, Audited]
) -> Iterator[Checked]:
    """What takes more than the report itself."""
    key = key_of(now.said.report)
    before = next((earlier[one] for one in earlier_ids(key) if one in earlier), None)
    yield from _chains(now, before)
    yield _jumps(around, key)
    yield _levels(around, key)
    yield likeness(connection, around, now, earlier_ids(key))
    yield _same_document(connection, now)


def key_of(report: Report) -> Key:
    return Key(report.id, report.jurisdiction, report.organ, report.year)


def _chains(now: Audited, before: Audited | None) -> Iterator[Checked]:
    """Without the report of the year before nothing can be judged, which is not the same as well."""
    earlier = () if before is None else before.said.statistics
    findings = check_chains(earlier, now.said.statistics, year=now.said.report.year)
    form = now.said.report.format
    for rule, judged in chains_judged(earlier, now.said.statistics).items():
        if not _applies(rule, form):
            continue
        found = [one for one in findings if one.rule == rule]
        if before is None:
            yield open_question(rule, "没有上年年报", "there is no report of the year before")
        else:
            yield fails(rule, found) if judged else open_question(rule)


def _applies(rule: str, form: ReportFormat) -> bool:
    found = find_rule(rule)
    return found is not None and form in found.formats


def _jumps(around: Around, key: Key) -> Checked:
    now, before = around.year(key.year).get(key.id), around.before(key)
    if now is None or before is None:
        return open_question("O-JUMP")
    years = {code: pair for code in watched_codes() if (pair := _pair(code, before, now)) is not None}
    peers = _peers(around, key) if key.organ is None else []
    return check_jumps(
        years,
        {code: [p for one, two in peers if (p := _pair(code, one, two)) is not None] for code in years},
    )


def _pair(code: str, before: Stated, now: Stated) -> tuple[Decimal, Decimal] | None:
    """The figures of two years, where the forms count the same."""
    if code not in before.values or code not in now.values:
        return None
    if crosswalk.grade(code, before.format, now.format).comparability is not Comparability.SAME:
        return None
    return before.values[code], now.values[code]


def _peers(around: Around, key: Key) -> list[tuple[Stated, Stated]]:
    codes = peers_of(registry.place(key.jurisdiction), key.year)
    both = ((around.before(one.key), one) for one in around.whole_places(key.year, codes))
    return [(before, now) for before, now in both if before is not None]


def _levels(around: Around, key: Key) -> Checked:
    now = around.year(key.year).get(key.id)
    if now is None or key.organ is not None:
        return open_question(
            "H-SUM", "只核对全域年报", "only reports on whole places are held against others"
        )
    inside = [place.code for place in registry.children(key.jurisdiction, year=key.year)]
    if not inside:
        return open_question("H-SUM", "此地之下没有单独报告的地区", "no place in it reports for itself")
    below = around.whole_places(key.year, inside)
    own = around.organs(key.year, key.jurisdiction)
    return check_levels(
        now.values,
        [one.values for one in below],
        [one.values for one in own],
        complete=len(below) == len(inside),
    )


def _same_document(connection: Connection, now: Audited) -> Checked:
    others = twins(connection, [now.id]).values()
    return fails("S-SAME", [_twin(key) for key in others])


def _twin(key: Key) -> Finding:
    place = registry.place(key.jurisdiction)
    names = (
        key.organ or place.name,
        place.name_en if key.organ is None else f"{key.organ} ({place.name_en})",
    )
    texts = [{"name": name, "year": key.year} for name in names]
    return worded(
        "S-SAME", "same_document", Severity.WARNING, (texts[0], texts[1]), related=(key.id,), basis=(key.id,)
    )


def _in_order(checks: Mapping[str, Check]) -> tuple[Check, ...]:
    return tuple(checks[rule.id] for rule in all_rules() if rule.id in checks)
