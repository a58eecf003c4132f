"""What rules say of reports, the sentences they share, and what findings rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything is audited anew: what older audits said of a report was findings only."""
    op.add_column("extraction", sa.Column("told_twice", sa.JSON(), nullable=True))
    op.add_column("finding", sa.Column("related", sa.JSON(), nullable=True))
    op.add_column("finding", sa.Column("quotes", sa.JSON(), nullable=True))
    op.create_table(
        "assessment",
        sa.Column("extraction_id", sa.Integer(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["extraction_id"], ["extraction.id"]),
        sa.PrimaryKeyConstraint("extraction_id"),
    )
    op.create_table(
        "sentence",
        sa.Column("extraction_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["extraction_id"], ["extraction.id"]),
        sa.PrimaryKeyConstraint("extraction_id", "hash"),
    )
    op.create_index("ix_sentence_hash", "sentence", ["hash"], unique=False)
    data_version = sa.table("data_version", sa.column("audited", sa.BigInteger()))
    op.execute(data_version.update().values(audited=0))
