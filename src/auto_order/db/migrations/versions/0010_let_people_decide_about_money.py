"""Let people decide about money: cases for review, refunds, and units that replace others."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from auto_order.db.migrations.reshaping import add_foreign_key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

OLD_CASES = r"""
INSERT INTO review_cases (payment_id, faults, amount, txn_id, reference, is_test, opened_at)
SELECT p.id, p.review_reason, coalesce(t.amount, 0), coalesce(p.txn_id, ''), p.reference,
  coalesce(t.debit_account, '') LIKE '%\:test', p.closed_at
FROM payments p LEFT JOIN ledger_transfers t
  ON t.kind = 'payment' AND t.source = p.id AND t.credit_account = 'suspense'
WHERE p.status = 'review'
"""


def enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def where(condition: str) -> dict[str, Any]:
    """Say which rows a partial index holds, for both databases."""
    return {"postgresql_where": sa.text(condition), "sqlite_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "review_cases",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("payment_id", ROW_ID, nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("txn_id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            enum("delivered", "credited", "refunded", "dismissed", name="decision"),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_review_cases_decision_has_its_moment")
        ),
        sa.CheckConstraint(
            "NOT is_test OR decision IS NULL OR decision = 'dismissed'",
            name=op.f("ck_review_cases_test_money_buys_nothing"),
        ),
        refers("review_cases", "payment_id", "payments"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_cases")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_review_cases_payment_id")),
    )
    op.create_index("ix_review_cases_open", "review_cases", ["id"], **where("decision IS NULL"))
    # What was put into review before this table was: the amount is what went into suspense.
    op.execute(OLD_CASES)
    op.create_table(
        "refunds",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=True),
        sa.Column("payment_id", ROW_ID, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("way", enum("wallet", "outside", name="refundway"), nullable=False),
        sa.Column("status", enum("due", "made", name="refundstatus"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refunds_amount_is_positive")),
        sa.CheckConstraint(
            "(order_id IS NULL) <> (payment_id IS NULL)", name=op.f("ck_refunds_order_or_payment")
        ),
        sa.CheckConstraint(
            "(status = 'made') = (made_at IS NOT NULL)", name=op.f("ck_refunds_made_has_its_moment")
        ),
        sa.CheckConstraint(
            "way = 'wallet' OR status = 'due' OR evidence IS NOT NULL",
            name=op.f("ck_refunds_outside_is_shown"),
        ),
        refers("refunds", "customer_id", "customers"),
        refers("refunds", "order_id", "orders"),
        refers("refunds", "payment_id", "payments"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    op.create_index("ix_refunds_customer_id", "refunds", ["customer_id"])
    op.create_index("ix_refunds_due", "refunds", ["id"], **where("status = 'due'"))
    op.create_index("ix_refunds_order_id", "refunds", ["order_id"], **where("order_id IS NOT NULL"))
    op.create_index(
        "uq_refunds_payment_id", "refunds", ["payment_id"], unique=True, **where("payment_id IS NOT NULL")
    )
    op.add_column("stock_items", sa.Column("replaces_id", ROW_ID, nullable=True))
    add_foreign_key("stock_items", "fk_stock_items_replaces_id_stock_items", "replaces_id", "stock_items")
    op.create_index(
        "uq_stock_items_replaces_id",
        "stock_items",
        ["replaces_id"],
        unique=True,
        **where("replaces_id IS NOT NULL"),
    )
