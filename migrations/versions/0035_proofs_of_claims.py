"""proofs of claims, and when a draft was decided"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("decided_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE drafts SET decided_at = checked_at WHERE decided_by IS NOT NULL")
    op.create_table(
        "claim_proofs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("brand", "creator", name="proofside", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_claim_proofs_draft_id_drafts")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_claim_proofs_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["persons.id"], name=op.f("fk_claim_proofs_uploaded_by_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_proofs")),
    )
    op.create_index(op.f("ix_claim_proofs_order_id"), "claim_proofs", ["order_id"])


def downgrade() -> None:
    op.drop_table("claim_proofs")
    op.drop_column("drafts", "decided_at")
