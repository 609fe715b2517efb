"""holds on payouts, and how often a creator was reminded"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REASONS = ("identity", "bank_details", "figures", "disclosure", "dispute", "legal", "creator_asked")


def upgrade() -> None:
    op.create_table(
        "payout_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("payout_id", sa.Uuid(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(*REASONS, name="holdreason", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("placed_by_id", sa.Uuid(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name=op.f("ck_payout_holds_lifted")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_payout_holds_creator_id_creators")),
        sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name=op.f("fk_payout_holds_payout_id_payouts")),
        sa.ForeignKeyConstraint(["placed_by_id"], ["persons.id"], name=op.f("fk_payout_holds_placed_by_id_persons")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["persons.id"], name=op.f("fk_payout_holds_lifted_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_holds")),
    )
    op.create_index(op.f("ix_payout_holds_creator_id"), "payout_holds", ["creator_id"])
    op.create_index(op.f("ix_payout_holds_payout_id"), "payout_holds", ["payout_id"])
    op.create_index(
        "uq_payout_holds_open",
        "payout_holds",
        ["creator_id", "payout_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.add_column("payouts", sa.Column("reminded_days", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("payouts", "reminded_days", server_default=None)


def downgrade() -> None:
    op.drop_column("payouts", "reminded_days")
    op.drop_table("payout_holds")
