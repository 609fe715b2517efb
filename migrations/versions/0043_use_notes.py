"""creators write down how they use a product"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "use_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_use_notes_order_id_orders")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_use_notes_picture_id_pictures")),
        sa.ForeignKeyConstraint(["written_by_id"], ["persons.id"], name=op.f("fk_use_notes_written_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_notes")),
    )
    op.create_index(op.f("ix_use_notes_order_id"), "use_notes", ["order_id"])
    op.create_index(op.f("ix_use_notes_picture_id"), "use_notes", ["picture_id"])


def downgrade() -> None:
    op.drop_table("use_notes")
