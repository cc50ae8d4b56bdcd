"""Let payments top up wallets: a payment has a purpose, and may belong to no order."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from auto_order.db.migrations.reshaping import add_check, add_column, allow_null, replace_check

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def where(condition: str) -> dict[str, Any]:
    """Say which rows a partial index holds, for both databases."""
    return {"postgresql_where": sa.text(condition), "sqlite_where": sa.text(condition)}


def upgrade() -> None:
    add_column("payments", sa.Column("purpose", sa.String(24), nullable=True), fill="'order'")
    add_check("payments", "ck_payments_purpose", "purpose IN ('order', 'topup')")
    allow_null("payments", "order_id")
    add_check(
        "payments", "ck_payments_order_is_paid_or_wallet", "(purpose = 'order') = (order_id IS NOT NULL)"
    )
    add_check("payments", "ck_payments_topup_buys_nothing", "purpose = 'order' OR used_for <> 'order'")
    replace_check(
        "payments",
        "ck_payments_txn_id_is_known",
        "status NOT IN ('pending', 'settled') OR txn_id IS NOT NULL OR review_reason IS NOT NULL",
    )
    op.drop_index("uq_payments_open", "payments")
    op.create_index(
        "uq_payments_open",
        "payments",
        ["order_id"],
        unique=True,
        **where("status IN ('creating', 'pending') AND gateway <> 'manual'"),
    )
    op.create_index(
        "uq_payments_open_topup",
        "payments",
        ["customer_id", "gateway"],
        unique=True,
        **where("status IN ('creating', 'pending') AND purpose = 'topup'"),
    )
    op.create_index("ix_payments_customer_id", "payments", ["customer_id", "id"])
