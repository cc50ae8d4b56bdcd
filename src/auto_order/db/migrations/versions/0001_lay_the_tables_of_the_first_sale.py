"""Lay the tables of the first sale."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

APPEND_ONLY = {
    "sqlite": [
        (
            "CREATE TRIGGER ledger_transfers_no_UPDATE BEFORE UPDATE ON ledger_transfers "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        ),
        (
            "CREATE TRIGGER ledger_transfers_no_DELETE BEFORE DELETE ON ledger_transfers "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        ),
    ],
    "postgresql": [
        (
            "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RAISE EXCEPTION ''the ledger is append-only''; END'"
        ),
        (
            "CREATE TRIGGER ledger_transfers_no_change BEFORE UPDATE OR DELETE ON ledger_transfers "
            "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
        ),
    ],
}


def where(condition: str) -> dict[str, Any]:
    """Say which rows a partial index holds, for both databases."""
    return {"postgresql_where": sa.text(condition), "sqlite_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "catalog_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_revision")),
    )
    op.create_table(
        "categories",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("name", name=op.f("uq_categories_name")),
    )
    op.create_table(
        "customers",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("is_blocked", sa.Boolean(), nullable=False),
        sa.Column("last_list", sa.Text(), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_customers_telegram_id")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("merges", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "dead",
                name="jobstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claims", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("losses", sa.BigInteger(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_due", "jobs", ["priority", "run_at", "id"], **where("status = 'queued'"))
    op.create_index("ix_jobs_queued_key", "jobs", ["key", "id"], **where("status = 'queued'"))
    op.create_index(
        "uq_jobs_merging", "jobs", ["name", "key"], unique=True, **where("status = 'queued' AND merges")
    )
    op.create_index("uq_jobs_running_key", "jobs", ["key"], unique=True, **where("status = 'running'"))

    op.create_table(
        "key_checks",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_checks")),
        sa.UniqueConstraint("check_value", name=op.f("uq_key_checks_check_value")),
    )
    op.create_table(
        "ledger_transfers",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("payment", name="postingkind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("leg", sa.SmallInteger(), nullable=False),
        sa.Column("debit_account", sa.Text(), nullable=False),
        sa.Column("credit_account", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_ledger_transfers_amount_is_positive")),
        sa.CheckConstraint(
            "debit_account <> credit_account", name=op.f("ck_ledger_transfers_accounts_differ")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_transfers")),
        sa.UniqueConstraint("kind", "source", "leg", name=op.f("uq_ledger_transfers_kind_source_leg")),
    )
    op.create_index("ix_ledger_transfers_credit_account", "ledger_transfers", ["credit_account", "id"])
    op.create_index("ix_ledger_transfers_debit_account", "ledger_transfers", ["debit_account", "id"])

    op.create_table(
        "posted_messages",
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_posted_messages")),
    )
    op.create_table(
        "orders",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("checkout", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "awaiting",
                "paid",
                "fulfilled",
                "expired",
                "canceled",
                "credited",
                "refund_due",
                "refunded",
                name="orderstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subtotal", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), nullable=False),
        sa.Column("service_fee", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("subtotal > 0 AND total > 0", name=op.f("ck_orders_amounts_are_positive")),
        sa.CheckConstraint("total = subtotal - discount + service_fee", name=op.f("ck_orders_total_adds_up")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index("ix_orders_customer_id", "orders", ["customer_id", "id"])
    op.create_index(
        "uq_orders_open_checkout",
        "orders",
        ["customer_id", "checkout"],
        unique=True,
        **where("status = 'awaiting'"),
    )

    op.create_table(
        "products",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("category_id", ROW_ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("warranty_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("price > 0", name=op.f("ck_products_price_is_positive")),
        sa.CheckConstraint("warranty_days >= 0", name=op.f("ck_products_warranty_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_products_category_id_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("code", name=op.f("uq_products_code")),
    )
    op.create_index("ix_products_category_id", "products", ["category_id"])
    op.create_index("ix_products_listed", "products", ["position", "id"], **where("NOT is_archived"))

    op.create_table(
        "wallets",
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_wallets_balance_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_wallets_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_wallets")),
    )
    op.create_table(
        "cart_lines",
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("product_id", ROW_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_cart_lines_quantity_is_positive")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_cart_lines_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_cart_lines_product_id_products")
        ),
        sa.PrimaryKeyConstraint("customer_id", "product_id", name=op.f("pk_cart_lines")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "blocked",
                "dead",
                name="deliverystatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_deliveries_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_deliveries_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("order_id", name=op.f("uq_deliveries_order_id")),
    )
    op.create_index("ix_deliveries_customer_id", "deliveries", ["customer_id"])

    op.create_table(
        "order_lines",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("product_id", ROW_ID, nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("warranty_days", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity_is_positive")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_order_lines_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
        sa.UniqueConstraint("order_id", "product_id", name=op.f("uq_order_lines_order_id_product_id")),
    )
    op.create_table(
        "payments",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "creating",
                "pending",
                "settled",
                "expired",
                "canceled",
                "failed",
                "review",
                name="paymentstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("txn_id", sa.Text(), nullable=True),
        sa.Column("fee", sa.BigInteger(), nullable=True),
        sa.Column("total_payment", sa.BigInteger(), nullable=True),
        sa.Column("qr_amount", sa.BigInteger(), nullable=True),
        sa.Column("qr_string", sa.Text(), nullable=True),
        sa.Column("pay_url", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_checks", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "used_for",
            sa.Enum(
                "order",
                "wallet",
                "suspense",
                name="use",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("review_reason", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('settled', 'review')) = (used_for IS NOT NULL)",
            name=op.f("ck_payments_use_is_known"),
        ),
        sa.CheckConstraint(
            "status <> 'settled' OR used_for IN ('order', 'wallet')", name=op.f("ck_payments_settled_use")
        ),
        sa.CheckConstraint(
            "status NOT IN ('pending', 'settled') OR txn_id IS NOT NULL",
            name=op.f("ck_payments_txn_id_is_known"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount_is_positive")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_payments_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("gateway", "reference", name=op.f("uq_payments_gateway_reference")),
        sa.UniqueConstraint("gateway", "txn_id", name=op.f("uq_payments_gateway_txn_id")),
    )
    op.create_index("ix_payments_order_id", "payments", ["order_id"])
    op.create_index(
        "uq_payments_open",
        "payments",
        ["order_id"],
        unique=True,
        **where("status IN ('creating', 'pending')"),
    )
    op.create_index(
        "uq_payments_paying", "payments", ["order_id"], unique=True, **where("used_for = 'order'")
    )

    op.create_table(
        "stock_batches",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("product_id", ROW_ID, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_batches_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_batches")),
    )
    op.create_index("ix_stock_batches_product_id", "stock_batches", ["product_id"])

    op.create_table(
        "gateway_events",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("payment_id", ROW_ID, nullable=False),
        sa.Column("txn_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_gateway_events_payment_id_payments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gateway_events")),
        sa.UniqueConstraint("gateway", "event_id", name=op.f("uq_gateway_events_gateway_event_id")),
    )
    op.create_index("ix_gateway_events_payment_id", "gateway_events", ["payment_id"])

    op.create_table(
        "stock_items",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("product_id", ROW_ID, nullable=False),
        sa.Column("batch_id", ROW_ID, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "free",
                "held",
                "sold",
                "void",
                name="stockstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("order_id", ROW_ID, nullable=True),
        sa.Column("order_line_id", ROW_ID, nullable=True),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'free') = (order_id IS NULL)", name=op.f("ck_stock_items_free_means_no_order")
        ),
        sa.CheckConstraint(
            "(order_id IS NULL) = (order_line_id IS NULL)",
            name=op.f("ck_stock_items_order_and_line_go_together"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["stock_batches.id"], name=op.f("fk_stock_items_batch_id_stock_batches")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_stock_items_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_stock_items_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_items_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_items")),
        sa.UniqueConstraint("product_id", "fingerprint", name=op.f("uq_stock_items_product_id_fingerprint")),
    )
    op.create_index(
        "ix_stock_items_free", "stock_items", ["product_id", "position"], **where("status = 'free'")
    )
    op.create_index("ix_stock_items_order", "stock_items", ["order_id"], **where("order_id IS NOT NULL"))
    op.create_index("ix_stock_items_sold", "stock_items", ["product_id"], **where("status = 'sold'"))

    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)
