"""When a report last changed, and when the data version last moved."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from gateway.store.types import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When older reports changed was not kept: for who asks what is new, they all changed now."""
    now = datetime.now(UTC)
    op.add_column("report", sa.Column("updated_at", Moment(), nullable=True))
    op.create_index("ix_report_updated", "report", ["updated_at", "id"], unique=False)
    op.add_column("data_version", sa.Column("moved_at", Moment(), nullable=True))
    report = sa.table("report", sa.column("updated_at", Moment()))
    data_version = sa.table("data_version", sa.column("moved_at", Moment()), sa.column("value", sa.Integer()))
    op.execute(report.update().values(updated_at=now))
    op.execute(data_version.update().where(data_version.c.value > 0).values(moved_at=now))
