"""tables of orders"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "declined",
                "expired",
                "await_product",
                "in_transit",
                "in_use",
                "outline_due",
                "outline_review",
                "draft_due",
                "compliance_check",
                "brand_review",
                "revision_due",
                "approved",
                "live_check",
                "fix_required",
                "acceptance",
                "settled",
                "retention",
                "completed",
                "cancel_requested",
                "disputed",
                "cancelled",
                "breached",
                name="orderstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("brand_fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("creator_fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("terms_hash", sa.Text(), nullable=False),
        sa.Column("terms_version", sa.Integer(), nullable=False),
        sa.Column("rounds_used", sa.Integer(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_asked_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("tracking", sa.Text(), nullable=True),
        sa.Column("outline", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_orders_price")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_orders_application_id_applications")
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_orders_brand_id_brands")),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_orders_brief_id_briefs")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_orders_creator_id_creators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_brand_id"), "orders", ["brand_id"], unique=False)
    op.create_index(op.f("ix_orders_brief_id"), "orders", ["brief_id"], unique=False)
    op.create_index(op.f("ix_orders_creator_id"), "orders", ["creator_id"], unique=False)
    op.create_index(op.f("ix_orders_due_at"), "orders", ["due_at"], unique=False)
    op.create_index(op.f("ix_orders_state"), "orders", ["state"], unique=False)
    op.create_index(
        "uq_orders_live_pair",
        "orders",
        ["brief_id", "creator_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('declined', 'expired', 'cancelled')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_orders_live_pair",
        table_name="orders",
        postgresql_where=sa.text("state NOT IN ('declined', 'expired', 'cancelled')"),
    )
    op.drop_index(op.f("ix_orders_state"), table_name="orders")
    op.drop_index(op.f("ix_orders_due_at"), table_name="orders")
    op.drop_index(op.f("ix_orders_creator_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_brief_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_brand_id"), table_name="orders")
    op.drop_table("orders")
