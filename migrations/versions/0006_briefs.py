"""tables of briefs"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "briefs",
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "changes_wanted",
                "rejected",
                "approved",
                "funded",
                "open",
                "paused",
                "closed",
                "running",
                "wrapping",
                "archived",
                "cancelled",
                name="briefstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode", sa.Enum("call", name="mode", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "goal",
            sa.Enum(
                "awareness", "seeding", "conversion", name="goal", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("product_name", sa.Text(), nullable=False),
        sa.Column("product_url", sa.Text(), nullable=True),
        sa.Column("product_category", sa.Text(), nullable=True),
        sa.Column(
            "product_terms",
            sa.Enum("none", "lent", "given", name="productterms", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("purchase_link", sa.Boolean(), nullable=False),
        sa.Column("audience_countries", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("languages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("niches", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("keywords", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("must_say", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("must_never_say", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "platform",
            sa.Enum(
                "xiaohongshu",
                "douyin",
                "bilibili",
                "instagram",
                "tiktok",
                "youtube",
                name="platform",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "format",
            sa.Enum("photo", "video", "live", name="format", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("followers_min", sa.BigInteger(), nullable=True),
        sa.Column("followers_max", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("budget_minor", sa.BigInteger(), nullable=False),
        sa.Column("price_min_minor", sa.BigInteger(), nullable=False),
        sa.Column("price_max_minor", sa.BigInteger(), nullable=False),
        sa.Column("rights", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("review_rounds", sa.Integer(), nullable=False),
        sa.Column("outline_wanted", sa.Boolean(), nullable=False),
        sa.Column("days_of_use", sa.Integer(), nullable=False),
        sa.Column("apply_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publish_from", sa.Date(), nullable=False),
        sa.Column("publish_until", sa.Date(), nullable=False),
        sa.Column("clock_hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("review_note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("budget_minor > 0", name=op.f("ck_briefs_budget")),
        sa.CheckConstraint("price_min_minor <= price_max_minor", name=op.f("ck_briefs_price_range")),
        sa.CheckConstraint("retention_days BETWEEN 30 AND 365", name=op.f("ck_briefs_retention")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_briefs_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefs")),
    )
    op.create_index(op.f("ix_briefs_brand_id"), "briefs", ["brand_id"], unique=False)
    op.create_index(op.f("ix_briefs_due_at"), "briefs", ["due_at"], unique=False)
    op.create_index(op.f("ix_briefs_state"), "briefs", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_briefs_state"), table_name="briefs")
    op.drop_index(op.f("ix_briefs_due_at"), table_name="briefs")
    op.drop_index(op.f("ix_briefs_brand_id"), table_name="briefs")
    op.drop_table("briefs")
