"""Keep what buyers write about what they bought: letters, proofs of terms, claims under a warranty."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "letters",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("customer_id", ROW_ID, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_letters_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    op.create_index("ix_letters_customer_id", "letters", ["customer_id"])
    op.create_table(
        "terms_proofs",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_line_id", ROW_ID, nullable=False),
        sa.Column("letter_id", ROW_ID, nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_terms_proofs_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_terms_proofs_letter_id_letters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_proofs")),
        sa.UniqueConstraint("order_line_id", name=op.f("uq_terms_proofs_order_line_id")),
    )
    op.create_table(
        "warranty_claims",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_id", ROW_ID, nullable=False),
        sa.Column("order_line_id", ROW_ID, nullable=False),
        sa.Column("letter_id", ROW_ID, nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "replaced",
                "refunded",
                "refused",
                name="claimstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'open') = (decided_at IS NULL)",
            name=op.f("ck_warranty_claims_decided_has_its_moment"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)",
            name=op.f("ck_warranty_claims_decided_has_its_person"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_warranty_claims_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_warranty_claims_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_warranty_claims_letter_id_letters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranty_claims")),
    )
    op.create_index("ix_warranty_claims_order_id", "warranty_claims", ["order_id"])
    open_claims = sa.text("status = 'open'")
    op.create_index(
        "uq_warranty_claims_open",
        "warranty_claims",
        ["order_line_id"],
        unique=True,
        postgresql_where=open_claims,
        sqlite_where=open_claims,
    )
    op.create_index(
        "ix_warranty_claims_open",
        "warranty_claims",
        ["id"],
        postgresql_where=open_claims,
        sqlite_where=open_claims,
    )
