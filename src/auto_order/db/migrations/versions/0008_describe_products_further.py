"""Describe products further: a photo, wholesale prices; units that are files or the same for everyone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("products", sa.Column("photo", sa.Text(), nullable=True))
    op.add_column("products", sa.Column("price_steps", sa.Text(), server_default="", nullable=False))
