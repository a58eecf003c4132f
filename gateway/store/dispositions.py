"""What a person decides about a finding. It stays with the evidence, whatever reading finds that again."""

from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlmodel import Session

from gateway.store import queries, rows, version
from gateway.store.engine import writing
from gateway.store.store import Store
from gateway.store.tables import DispositionRow, table
from schema.enums import Disposition
from schema.ports import Keyed
from schema.records.finding import Finding

_DISPOSITION = table(DispositionRow)


def dispose(
    store: Store,
    finding: str,
    disposition: Disposition,
    note: str | None = None,
    *,
    at: datetime | None = None,
) -> Keyed[Finding]:
    """Record the decision; earlier ones are kept. Raises LookupError for a finding that no report has."""
    asked = queries.findings().where(queries.FINDING.c.key == finding)
    with writing(store.engine) as connection, Session(connection) as session:
        about = connection.execute(asked).first()
        if about is None:
            raise LookupError(f"no report has a finding {finding!r}; look it up under `findings`")
        same = (_DISPOSITION.c.finding_key == finding) & _DISPOSITION.c.is_current
        last = connection.execute(select(_DISPOSITION).where(same)).first()
        if last is None or (last.disposition, last.note) != (disposition, note):
            connection.execute(update(_DISPOSITION).where(same).values(is_current=False))
            session.add(
                rows.disposition_row(finding, disposition, note=note, decided_at=at or datetime.now(UTC))
            )
            session.flush()
            version.move(connection, [about.of_report])
        line = connection.execute(asked).one()
        return Keyed(id=line.key, report_id=line.of_report, record=rows.finding_of(line))
