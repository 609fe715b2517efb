"""the matching index finds who was embedded last"""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_creator_vectors_embedded", "creator_vectors", ["embedded_at", "creator_id"])


def downgrade() -> None:
    op.drop_index("ix_creator_vectors_embedded", table_name="creator_vectors")
