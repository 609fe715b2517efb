"""tables of matching"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document_means",
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("creators", sa.BigInteger(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("model_id", name=op.f("pk_document_means")),
    )
    op.create_table(
        "niche_vectors",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("as_query", sa.LargeBinary(), nullable=False),
        sa.Column("as_document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", "model_id", name=op.f("pk_niche_vectors")),
    )
    op.create_table(
        "creator_vectors",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("digest_hash", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("embedded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("niche_posts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("posts", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_creator_vectors_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("creator_id", name=op.f("pk_creator_vectors")),
    )
    op.create_table(
        "applications",
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "shortlisted",
                "offered",
                "accepted",
                "declined",
                "rejected",
                "expired",
                "withdrawn",
                name="applicationstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_applications_brief_id_briefs")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_applications_creator_id_creators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("brief_id", "creator_id", name=op.f("uq_applications_brief_id_creator_id")),
    )
    op.create_index(op.f("ix_applications_brief_id"), "applications", ["brief_id"], unique=False)
    op.create_index(op.f("ix_applications_creator_id"), "applications", ["creator_id"], unique=False)
    op.create_index(op.f("ix_applications_due_at"), "applications", ["due_at"], unique=False)
    op.create_index(op.f("ix_applications_state"), "applications", ["state"], unique=False)
    op.create_table(
        "brief_vectors",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name=op.f("fk_brief_vectors_brief_id_briefs"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("brief_id", name=op.f("pk_brief_vectors")),
    )


def downgrade() -> None:
    op.drop_table("brief_vectors")
    op.drop_index(op.f("ix_applications_state"), table_name="applications")
    op.drop_index(op.f("ix_applications_due_at"), table_name="applications")
    op.drop_index(op.f("ix_applications_creator_id"), table_name="applications")
    op.drop_index(op.f("ix_applications_brief_id"), table_name="applications")
    op.drop_table("applications")
    op.drop_table("creator_vectors")
    op.drop_table("niche_vectors")
    op.drop_table("document_means")
