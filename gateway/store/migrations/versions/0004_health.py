"""When pages were last looked at, when runs were at a portal, and what portals are expected to have."""

import sqlalchemy as sa
from alembic import op

from gateway.store.types import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ADDED = {
    "portal": (
        ("scope", sa.String()),
        ("last_attempt_at", Moment()),
        ("last_full_at", Moment()),
        ("failed_runs", sa.Integer()),
        ("expected_years", sa.JSON()),
    ),
    "visit": (("checked_at", Moment()),),
    "harvest_run": (
        ("kind", sa.String()),
        ("years", sa.JSON()),
        ("alive_at", Moment()),
    ),
    "harvest_portal": (
        ("listed", sa.Integer()),
        ("started_at", Moment()),
        ("finished_at", Moment()),
    ),
}


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index("ix_harvest_portal_portal", "harvest_portal", ["portal", "started_at"], unique=False)
    op.create_index("ix_harvest_run_started_at", "harvest_run", ["started_at"], unique=False)
