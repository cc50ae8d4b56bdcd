"""Keep who wants to be told when there is stock again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stock_wishes",
        sa.Column("product_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("customer_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_wishes_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_stock_wishes_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("product_id", "customer_id", name=op.f("pk_stock_wishes")),
    )
