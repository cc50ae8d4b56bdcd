"""Keep uploads, and their units until all of them are in the stock."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stock_uploads",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("product_id", ROW_ID, nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "reading",
                "ready",
                "loading",
                "loaded",
                "canceled",
                "failed",
                name="uploadstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("fresh", sa.BigInteger(), nullable=False),
        sa.Column("repeated", sa.BigInteger(), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("problem_line", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_uploads_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_uploads")),
    )
    op.create_index("ix_stock_uploads_product_id", "stock_uploads", ["product_id"])
    op.create_table(
        "staged_units",
        sa.Column("upload_id", ROW_ID, nullable=False),
        sa.Column("line", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["stock_uploads.id"], name=op.f("fk_staged_units_upload_id_stock_uploads")
        ),
        sa.PrimaryKeyConstraint("upload_id", "line", name=op.f("pk_staged_units")),
    )
    op.create_table(
        "stock_alerts",
        sa.Column("product_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_stock_alerts_product_id_products")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_stock_alerts")),
    )
