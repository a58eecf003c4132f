"""How surely a number was recognised in a picture."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is stored was said by the documents themselves: no number of it was recognised."""
    op.add_column("statistic", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("figure", sa.Column("confidence", sa.Float(), nullable=True))
