"""tables of authenticity"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authenticity_readings",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
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
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=True),
        sa.Column("posts", sa.BigInteger(), nullable=False),
        sa.Column("engagement_median", sa.Double(), nullable=True),
        sa.Column("weeks_active_ratio", sa.Double(), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.Column("last_post_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("measures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("p_authentic", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["creator_channels.id"],
            name=op.f("fk_authenticity_readings_channel_id_creator_channels"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_authenticity_readings_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_authenticity_readings")),
    )
    op.create_index(op.f("ix_authenticity_readings_creator_id"), "authenticity_readings", ["creator_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_authenticity_readings_creator_id"), table_name="authenticity_readings")
    op.drop_table("authenticity_readings")
