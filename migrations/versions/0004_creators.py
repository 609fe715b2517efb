"""tables of creators"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "creator_imports",
        sa.Column(
            "state",
            sa.Enum(
                "running", "done", "undone", name="importstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_imports")),
    )
    op.create_index(op.f("ix_creator_imports_due_at"), "creator_imports", ["due_at"], unique=False)
    op.create_table(
        "creators",
        sa.Column(
            "state",
            sa.Enum(
                "joined", "active", "paused", name="creatorstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("languages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("niches", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("adult", sa.Boolean(), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("avatar_seed", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creators")),
    )
    op.create_index(op.f("ix_creators_due_at"), "creators", ["due_at"], unique=False)
    op.create_index(op.f("ix_creators_state"), "creators", ["state"], unique=False)
    op.create_table(
        "creator_channels",
        sa.Column("id", sa.Uuid(), nullable=False),
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
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "verified_by",
            sa.Enum("bio_code", "import", name="verifiedby", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("verified_source", sa.Text(), nullable=True),
        sa.Column("proof_code", sa.Text(), nullable=False),
        sa.Column("proof_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "proof_problem",
            sa.Enum(
                "no_account",
                "no_code",
                "taken",
                name="proofproblem",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_creator_channels_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_channels")),
    )
    op.create_index(
        "uq_creator_channels_claim",
        "creator_channels",
        ["creator_id", "platform", sa.literal_column("lower(handle)")],
        unique=True,
    )
    op.create_index(
        "uq_creator_channels_verified",
        "creator_channels",
        ["platform", sa.literal_column("lower(handle)")],
        unique=True,
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )
    op.create_table(
        "creator_import_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["creator_imports.id"], name=op.f("fk_creator_import_changes_import_id_creator_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_import_changes")),
    )
    op.create_index(
        op.f("ix_creator_import_changes_creator_id"), "creator_import_changes", ["creator_id"], unique=False
    )
    op.create_index(op.f("ix_creator_import_changes_import_id"), "creator_import_changes", ["import_id"], unique=False)
    op.create_table(
        "creator_rates",
        sa.Column("id", sa.Uuid(), nullable=False),
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
        sa.Column(
            "format",
            sa.Enum("photo", "video", "live", name="format", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_creator_rates_price")),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_creator_rates_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_rates")),
        sa.UniqueConstraint(
            "creator_id",
            "platform",
            "format",
            "currency",
            name=op.f("uq_creator_rates_creator_id_platform_format_currency"),
        ),
    )
    op.create_table(
        "creator_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=True),
        sa.Column("following", sa.BigInteger(), nullable=True),
        sa.Column("posts", sa.BigInteger(), nullable=True),
        sa.Column("likes", sa.BigInteger(), nullable=True),
        sa.Column("saves", sa.BigInteger(), nullable=True),
        sa.Column("comments", sa.BigInteger(), nullable=True),
        sa.Column("shares", sa.BigInteger(), nullable=True),
        sa.Column("active_followers_ratio", sa.Double(), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.Column("audience", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["creator_channels.id"],
            name=op.f("fk_creator_figures_channel_id_creator_channels"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_figures")),
        sa.UniqueConstraint(
            "channel_id", "taken_on", "source", name=op.f("uq_creator_figures_channel_id_taken_on_source")
        ),
    )
    op.create_table(
        "creator_posts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("photo", "video", name="postkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("likes", sa.BigInteger(), nullable=False),
        sa.Column("saves", sa.BigInteger(), nullable=False),
        sa.Column("comments", sa.BigInteger(), nullable=False),
        sa.Column("shares", sa.BigInteger(), nullable=False),
        sa.Column("reads", sa.BigInteger(), nullable=True),
        sa.Column("sponsored", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["creator_channels.id"],
            name=op.f("fk_creator_posts_channel_id_creator_channels"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_posts")),
        sa.UniqueConstraint("channel_id", "external_id", name=op.f("uq_creator_posts_channel_id_external_id")),
    )
    op.create_index(
        "ix_creator_posts_latest", "creator_posts", ["channel_id", sa.literal_column("published_at DESC")], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_creator_posts_latest", table_name="creator_posts")
    op.drop_table("creator_posts")
    op.drop_table("creator_figures")
    op.drop_table("creator_rates")
    op.drop_index(op.f("ix_creator_import_changes_import_id"), table_name="creator_import_changes")
    op.drop_index(op.f("ix_creator_import_changes_creator_id"), table_name="creator_import_changes")
    op.drop_table("creator_import_changes")
    op.drop_index(
        "uq_creator_channels_verified",
        table_name="creator_channels",
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )
    op.drop_index("uq_creator_channels_claim", table_name="creator_channels")
    op.drop_table("creator_channels")
    op.drop_index(op.f("ix_creators_state"), table_name="creators")
    op.drop_index(op.f("ix_creators_due_at"), table_name="creators")
    op.drop_table("creators")
    op.drop_index(op.f("ix_creator_imports_due_at"), table_name="creator_imports")
    op.drop_table("creator_imports")
