"""Let wallets pay: an order knows the tap that bought it, and a voucher may make it free."""

import sqlalchemy as sa
from alembic import op

from auto_order.db.migrations.reshaping import replace_check

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("token", sa.Text(), nullable=True))
    op.create_index(
        "uq_orders_token",
        "orders",
        ["customer_id", "token"],
        unique=True,
        postgresql_where=sa.text("token IS NOT NULL"),
        sqlite_where=sa.text("token IS NOT NULL"),
    )
    replace_check("orders", "ck_orders_amounts_are_positive", "subtotal > 0 AND discount >= 0 AND total >= 0")
