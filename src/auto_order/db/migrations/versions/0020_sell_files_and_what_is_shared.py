"""Sell files, and what every buyer of a product gets."""

import sqlalchemy as sa
from alembic import op

from auto_order.db.migrations.reshaping import add_check

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('texts', 'files', 'shared')"


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(24), server_default="texts", nullable=False)
    op.add_column("products", kind)
    add_check("products", "ck_products_productkind", KINDS)
    op.create_table(
        "unit_files",
        sa.Column("item_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["stock_items.id"],
            name=op.f("fk_unit_files_item_id_stock_items"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_unit_files")),
    )
    op.create_table(
        "shared_contents",
        sa.Column("product_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("batch_id", ROW_ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("remaining >= 0", name=op.f("ck_shared_contents_remaining_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_shared_contents_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["stock_batches.id"], name=op.f("fk_shared_contents_batch_id_stock_batches")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_shared_contents")),
    )
