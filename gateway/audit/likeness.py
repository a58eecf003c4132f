"""Reports → which others their text repeats: last year's own, and other bodies' of that year or before."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from gateway.audit.around import Around
from gateway.store.audits import Audited, Key, audited_reports
from gateway.store.engine import reading, writing
from gateway.store.sentences import Sharing, hashes_of, keep_sentences, numbers, sharing, uncommon
from gateway.store.store import Store
from schema.checks.likeness import Alike, check_likeness, sentences
from schema.checks.rulebook import Checked, bounds
from schema.places import registry
from schema.records.report import Report

RULE = "S-DUP"
MOST_NAMED = 3  # other bodies
MOST_QUOTED = 3


def index_sentences(store: Store, keys: Sequence[Key]) -> None:
    """Keep the sentences of reports, so that others can be held against them."""
    with reading(store.engine) as connection:
        found = audited_reports(connection, [key.id for key in keys])
    hashes = {
        one.reading: (one.id, sentences(one.said.sections, _names(one.said.report)).keys()) for one in found
    }
    with writing(store.engine) as connection:
        keep_sentences(connection, hashes)


def likeness(connection: Connection, around: Around, audited: Audited, earlier: Collection[str]) -> Checked:
    """`earlier` are the ids that the body's report of the year before may have."""
    report = audited.said.report
    told = sentences(audited.said.sections, _names(report))
    own = around.uncommon(connection, told)
    least = len(own) * min(bounds(RULE)["own_notice"], bounds(RULE)["other_warning"]) / 100
    found = [one for one in sharing(connection, report.id, own, least) if _counts(one, report, earlier)]
    kept = [one for one in found if one.report_id in earlier]
    kept += [one for one in found if one.report_id not in earlier][:MOST_NAMED]
    theirs = hashes_of(connection, [one.report_id for one in kept])
    quotes = {
        one.report_id: tuple(told[hash_] for hash_ in own if hash_ in theirs[one.report_id])[:MOST_QUOTED]
        for one in kept
    }
    return check_likeness(len(own), [_alike(one, earlier) for one in kept], quotes)


def likened(connection: Connection, keys: Sequence[Key]) -> set[str]:
    """Reports of that year or later that may be found to repeat a changed one."""
    found: set[str] = set()
    share, common_to = bounds(RULE)["other_warning"] / 100, bounds(RULE)["common_to"]
    for key in keys:
        hashes = uncommon(connection, hashes_of(connection, [key.id]).get(key.id, ()), common_to)
        others = [one for one in sharing(connection, key.id, hashes, 0) if one.year >= key.year]
        sizes = numbers(connection, [one.report_id for one in others])
        found |= {one.report_id for one in others if one.shared > share * sizes[one.report_id] / 2}
    return found


def _counts(one: Sharing, report: Report, earlier: Collection[str]) -> bool:
    """Last year's own, or another body's that came no later; a body's older reports say nothing new."""
    if one.report_id in earlier:
        return True
    other_body = (one.jurisdiction, one.organ) != (report.jurisdiction, report.organ)
    return other_body and one.year <= report.year


def _alike(one: Sharing, earlier: Collection[str]) -> Alike:
    place = registry.place(one.jurisdiction)
    return Alike(
        report_id=one.report_id,
        name=one.organ or place.name,
        name_en=place.name_en if one.organ is None else f"{one.organ} ({place.name_en})",
        year=one.year,
        shared=one.shared,
        own=one.report_id in earlier,
    )


def _names(report: Report) -> set[str]:
    place = registry.place(report.jurisdiction)
    return {place.name, place.short_name, *({report.organ} if report.organ else ())}
