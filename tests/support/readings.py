"""What a store says, and whether it says it whole; for stores that were left at any moment."""

from sqlalchemy import text

from gateway.store.engine import reading
from gateway.store.store import Store


def said(store: Store) -> list[tuple[object, ...]]:
    """Every figure with its report and hash, by what it says and not by when it came."""
    with reading(store.engine) as connection:
        return sorted(
            tuple(line)
            for line in connection.execute(
                text(
                    "SELECT e.report_id, e.title, e.content_hash, s.indicator, s.entry, s.value, s.quote"
                    " FROM extraction e JOIN statistic s ON s.extraction_id = e.id WHERE e.is_current"
                )
            )
        )


def half_reports(store: Store) -> int:
    """Reports without a reading, readings without figures or sections, documents without bytes."""
    with reading(store.engine) as connection:
        bare = connection.execute(
            text(
                "SELECT count(*) FROM report r WHERE NOT EXISTS"
                " (SELECT 1 FROM extraction e WHERE e.report_id = r.id AND e.is_current"
                "  AND EXISTS (SELECT 1 FROM statistic s WHERE s.extraction_id = e.id)"
                "  AND EXISTS (SELECT 1 FROM section p WHERE p.extraction_id = e.id))"
            )
        ).scalar_one()
        hashes = connection.execute(text("SELECT sha256 FROM document")).scalars().all()
    return int(bare) + sum(sha256 not in store.blobs for sha256 in hashes)
