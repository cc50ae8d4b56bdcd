"""Let customers say how they want to be called and where they can be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("display_name", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("whatsapp", sa.Text(), nullable=True))
