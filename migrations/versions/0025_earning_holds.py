"""holds on single earnings"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0025"
down_revision = "0033"
branch_labels = None
depends_on = None

REASONS = ("identity", "bank_details", "figures", "disclosure", "dispute", "legal", "creator_asked")


def upgrade() -> None:
    op.create_table(
        "earning_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("earning_id", sa.Uuid(), nullable=False),
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
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name=op.f("ck_earning_holds_lifted")),
        sa.ForeignKeyConstraint(["earning_id"], ["earnings.id"], name=op.f("fk_earning_holds_earning_id_earnings")),
        sa.ForeignKeyConstraint(["placed_by_id"], ["persons.id"], name=op.f("fk_earning_holds_placed_by_id_persons")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["persons.id"], name=op.f("fk_earning_holds_lifted_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earning_holds")),
    )
    op.create_index(op.f("ix_earning_holds_earning_id"), "earning_holds", ["earning_id"])
    op.create_index(
        "uq_earning_holds_open",
        "earning_holds",
        ["earning_id"],
        unique=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("earning_holds")
