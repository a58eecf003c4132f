"""Portals, what is known of their pages, and the ledger of harvests."""

import sqlalchemy as sa
from alembic import op

from gateway.store.types import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _fetch()
    _harvest_run()
    _portal()
    _visit()
    _harvest_failure()
    _harvest_portal()


def _fetch() -> None:
    op.create_table(
        "fetch",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=True),
        sa.Column("final_url", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("charset", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fetched_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_index("ix_fetch_portal", "fetch", ["portal"], unique=False)


def _harvest_run() -> None:
    op.create_table(
        "harvest_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _portal() -> None:
    op.create_table(
        "portal",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("adapter", sa.String(), nullable=False),
        sa.Column("healthy", sa.Boolean(), nullable=True),
        sa.Column("last_success_at", Moment(), nullable=True),
        sa.Column("last_new_report_at", Moment(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("last_error_code", sa.String(), nullable=True),
        sa.Column("expected_reports", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=True),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=True),
        sa.Column("failure_code", sa.String(), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("url"),
    )
    op.create_index("ix_visit_portal", "visit", ["portal"], unique=False)


def _harvest_failure() -> None:
    op.create_table(
        "harvest_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["harvest_run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_harvest_failure_run_id", "harvest_failure", ["run_id"], unique=False)


def _harvest_portal() -> None:
    op.create_table(
        "harvest_portal",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("portal", sa.String(), nullable=False),
        sa.Column("discovered", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["harvest_run.id"],
        ),
        sa.PrimaryKeyConstraint("run_id", "portal"),
    )
