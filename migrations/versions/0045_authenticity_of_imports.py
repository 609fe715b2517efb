"""comments and followers are imported, authenticity is judged from them, creators answer"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

NOBODY_COUNTED = """
    UPDATE creator_posts SET uncounted = uncounted || '["{count}"]'::jsonb
    WHERE channel_id IN (SELECT channel_id FROM creator_posts GROUP BY channel_id HAVING max({count}) = 0)
"""


def upgrade() -> None:
    op.add_column(
        "creator_posts", sa.Column("uncounted", postgresql.JSONB(), nullable=False, server_default=sa.text("'[]'"))
    )
    op.alter_column("creator_posts", "uncounted", server_default=None)
    for count in ("likes", "saves", "comments", "shares"):
        op.execute(NOBODY_COUNTED.format(count=count))
    op.create_table(
        "creator_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("said_at", UtcDateTime(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        _of_channel("creator_comments"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_comments")),
        sa.UniqueConstraint("channel_id", "external_id", name=op.f("uq_creator_comments_channel_id_external_id")),
    )
    op.create_index(op.f("ix_creator_comments_author"), "creator_comments", ["author"])
    op.create_table(
        "creator_followers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("account", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        _of_channel("creator_followers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creator_followers")),
        sa.UniqueConstraint("channel_id", "mark", name=op.f("uq_creator_followers_channel_id_mark")),
    )
    # Readings are worked out anew within minutes: they are of another method.
    op.execute("DELETE FROM authenticity_readings")
    op.alter_column("authenticity_readings", "low", new_column_name="p_low")
    op.alter_column("authenticity_readings", "high", new_column_name="p_high")
    op.add_column("authenticity_readings", sa.Column("known", sa.Double(), nullable=False))
    op.create_table(
        "authenticity_remarks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        _of_channel("authenticity_remarks"),
        sa.ForeignKeyConstraint(
            ["creator_id"],
            ["creators.id"],
            name=op.f("fk_authenticity_remarks_creator_id_creators"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["persons.id"], name=op.f("fk_authenticity_remarks_decided_by_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticity_remarks")),
    )
    op.create_index(op.f("ix_authenticity_remarks_channel_id"), "authenticity_remarks", ["channel_id"])
    op.create_index(op.f("ix_authenticity_remarks_creator_id"), "authenticity_remarks", ["creator_id"])
    op.create_index(
        "uq_authenticity_remarks_open",
        "authenticity_remarks",
        ["channel_id", "sign"],
        unique=True,
        postgresql_where=sa.text("due_at IS NOT NULL AND decided_at IS NULL"),
    )
    levels = ("excellent", "ordinary", "abnormal")
    op.create_table(
        "authenticity_months",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(*levels, name="health", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("p_authentic", sa.Double(), nullable=False),
        sa.Column("fixed_at", UtcDateTime(), nullable=False),
        _of_channel("authenticity_months"),
        sa.PrimaryKeyConstraint("channel_id", "month", name=op.f("pk_authenticity_months")),
    )
    op.create_table(
        "authenticity_rings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("members", postgresql.JSONB(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(), nullable=False),
        sa.Column("pairs", postgresql.JSONB(), nullable=False),
        sa.Column("scripts", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticity_rings")),
    )


def downgrade() -> None:
    op.drop_table("authenticity_rings")
    op.drop_table("authenticity_months")
    op.drop_table("authenticity_remarks")
    op.execute("DELETE FROM authenticity_readings")
    op.drop_column("authenticity_readings", "known")
    op.alter_column("authenticity_readings", "p_low", new_column_name="low")
    op.alter_column("authenticity_readings", "p_high", new_column_name="high")
    op.drop_table("creator_followers")
    op.drop_table("creator_comments")
    op.drop_column("creator_posts", "uncounted")


def _of_channel(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["channel_id"],
        ["creator_channels.id"],
        name=op.f(f"fk_{table}_channel_id_creator_channels"),
        ondelete="CASCADE",
    )
