"""how brands lean in the score of a brief"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brief_weights",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("leanings", postgresql.JSONB(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name=op.f("fk_brief_weights_brief_id_briefs"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["changed_by_id"], ["persons.id"], name=op.f("fk_brief_weights_changed_by_id_persons")),
        sa.PrimaryKeyConstraint("brief_id", name=op.f("pk_brief_weights")),
    )


def downgrade() -> None:
    op.drop_table("brief_weights")
