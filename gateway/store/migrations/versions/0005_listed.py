"""What a list said of a report, so that its stored pages can be read again without asking the portal."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("title", sa.String(), nullable=True))
    op.add_column("visit", sa.Column("listed_on", sa.Date(), nullable=True))
    op.add_column("visit", sa.Column("column_year", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("place", sa.String(), nullable=True))
