"""versions show pictures, whose words are read, and say when a recording shows its label"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("is_doubtful", sa.Boolean(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["persons.id"], name=op.f("fk_pictures_uploaded_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("uploaded_by_id", "content_hash", name=op.f("uq_pictures_uploaded_by_id_content_hash")),
    )
    op.create_table(
        "draft_pictures",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_pictures_draft_id_drafts")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_draft_pictures_picture_id_pictures")),
        sa.PrimaryKeyConstraint("draft_id", "place", name=op.f("pk_draft_pictures")),
    )
    op.create_index(op.f("ix_draft_pictures_picture_id"), "draft_pictures", ["picture_id"])
    op.add_column("drafts", sa.Column("frames", postgresql.JSONB(), nullable=False, server_default="[]"))
    op.alter_column("drafts", "frames", server_default=None)
    for name in ("label_from", "label_until", "length"):
        op.add_column("drafts", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("length", "label_until", "label_from", "frames"):
        op.drop_column("drafts", name)
    op.drop_table("draft_pictures")
    op.drop_table("pictures")
