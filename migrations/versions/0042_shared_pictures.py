"""pictures of drafts are compared with all others"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_pictures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("order", "post", name="textsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=True),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.Column("pattern", postgresql.BIT(256), nullable=False),
        sa.Column("greys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["creators.id"], name=op.f("fk_copy_pictures_author_id_creators"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_copy_pictures_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_pictures")),
        sa.UniqueConstraint(
            "source", "source_id", "picture_id", name=op.f("uq_copy_pictures_source_source_id_picture_id")
        ),
    )
    op.create_index(op.f("ix_copy_pictures_author_id"), "copy_pictures", ["author_id"])
    op.create_table(
        "picture_links",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"], ["copy_pictures.id"], name=op.f("fk_picture_links_one_id_copy_pictures"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["copy_pictures.id"], name=op.f("fk_picture_links_other_id_copy_pictures"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_picture_links")),
    )
    op.create_index(op.f("ix_picture_links_other_id"), "picture_links", ["other_id"])


def downgrade() -> None:
    op.drop_table("picture_links")
    op.drop_table("copy_pictures")
