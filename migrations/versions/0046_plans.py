"""mixes of creators that brands saved"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

GOALS = ("awareness", "seeding", "conversion")


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("budget_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "goal", sa.Enum(*GOALS, name="goal", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("koc_ratio", sa.Float(), nullable=False),
        sa.Column("places", sa.BigInteger(), nullable=False),
        sa.Column("reach", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("bound", sa.Float(), nullable=False),
        sa.CheckConstraint("koc_ratio BETWEEN 0 AND 1", name=op.f("ck_plans_koc_ratio")),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_plans_brief_id_briefs"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["saved_by_id"], ["persons.id"], name=op.f("fk_plans_saved_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_index(op.f("ix_plans_brief_id"), "plans", ["brief_id"])
    op.create_table(
        "plan_rows",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("adds", sa.Float(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_rows_plan_id_plans"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_plan_rows_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "creator_id", name=op.f("pk_plan_rows")),
    )


def downgrade() -> None:
    op.drop_table("plan_rows")
    op.drop_table("plans")
