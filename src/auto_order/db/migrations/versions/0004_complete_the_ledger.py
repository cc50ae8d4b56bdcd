"""Complete the ledger: wallets can be paid from, and changed by hand."""

import sqlalchemy as sa
from alembic import op

from auto_order.db.migrations.reshaping import replace_check

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_adjustments_amount_is_not_zero")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_adjustments_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index("ix_adjustments_customer_id", "adjustments", ["customer_id"])
    replace_check(
        "ledger_transfers",
        "ck_ledger_transfers_postingkind",
        "kind IN ('payment', 'purchase', 'review', 'refund', 'refund_made', 'adjustment')",
    )
