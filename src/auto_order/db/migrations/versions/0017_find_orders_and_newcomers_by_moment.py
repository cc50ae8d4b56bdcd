"""Find orders and newcomers by their moments, for reports."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    paid = sa.text("paid_at IS NOT NULL")
    op.create_index("ix_orders_placed_at", "orders", ["placed_at"])
    op.create_index("ix_orders_paid_at", "orders", ["paid_at"], postgresql_where=paid, sqlite_where=paid)
    op.create_index("ix_customers_met_at", "customers", ["met_at"])
