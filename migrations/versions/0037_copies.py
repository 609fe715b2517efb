"""texts are compared with all others"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0037"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("order", "post", name="textsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("features", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("bands", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["creators.id"], name=op.f("fk_copy_texts_author_id_creators"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_copy_texts_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_texts")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_copy_texts_source_source_id")),
    )
    op.create_index(op.f("ix_copy_texts_author_id"), "copy_texts", ["author_id"])
    op.create_index("ix_copy_texts_bands", "copy_texts", ["bands"], postgresql_using="gin")
    op.create_table(
        "copy_links",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"], ["copy_texts.id"], name=op.f("fk_copy_links_one_id_copy_texts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["copy_texts.id"], name=op.f("fk_copy_links_other_id_copy_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_copy_links")),
    )
    op.create_index(op.f("ix_copy_links_other_id"), "copy_links", ["other_id"])


def downgrade() -> None:
    op.drop_table("copy_links")
    op.drop_table("copy_texts")
