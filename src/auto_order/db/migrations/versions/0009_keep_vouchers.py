"""Keep vouchers, their uses, and who chose or guessed which."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "vouchers",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", enum("percent", "rupiah", name="voucherkind"), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("most_discount", sa.BigInteger(), nullable=True),
        sa.Column("uses_in_total", sa.Integer(), nullable=True),
        sa.Column("uses_per_customer", sa.Integer(), nullable=True),
        sa.Column("least_spend", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value > 0", name=op.f("ck_vouchers_value_is_positive")),
        sa.CheckConstraint(
            "kind <> 'percent' OR value <= 100", name=op.f("ck_vouchers_percent_is_at_most_100")
        ),
        sa.CheckConstraint("least_spend >= 0", name=op.f("ck_vouchers_least_spend_is_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("code", name=op.f("uq_vouchers_code")),
    )
    for table, column, other in (
        ("voucher_products", "product_id", "products"),
        ("voucher_categories", "category_id", "categories"),
    ):
        op.create_table(
            table,
            sa.Column("voucher_id", ROW_ID, nullable=False),
            sa.Column(column, ROW_ID, nullable=False),
            refers(table, "voucher_id", "vouchers"),
            refers(table, column, other),
            sa.PrimaryKeyConstraint("voucher_id", column, name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "voucher_uses",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("voucher_id", ROW_ID, nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("status", enum("held", "used", "released", name="usestatus"), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("discount > 0", name=op.f("ck_voucher_uses_discount_is_positive")),
        refers("voucher_uses", "voucher_id", "vouchers"),
        refers("voucher_uses", "customer_id", "customers"),
        refers("voucher_uses", "order_id", "orders"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_uses")),
        sa.UniqueConstraint("order_id", name=op.f("uq_voucher_uses_order_id")),
    )
    op.create_index("ix_voucher_uses_voucher_id", "voucher_uses", ["voucher_id", "customer_id"])
    op.create_table(
        "chosen_vouchers",
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("voucher_id", ROW_ID, nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        refers("chosen_vouchers", "customer_id", "customers"),
        refers("chosen_vouchers", "voucher_id", "vouchers"),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_chosen_vouchers")),
    )
    op.create_table(
        "voucher_guesses",
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=False),
        refers("voucher_guesses", "customer_id", "customers"),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_voucher_guesses")),
    )
