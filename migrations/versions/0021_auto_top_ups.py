"""rules by which wallets top themselves up"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "auto_top_ups",
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "on", "paused", "off",
                name="autotopupstate", native_enum=False, create_constraint=True, length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("below_minor", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("month_cap_minor", sa.BigInteger(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=True),
        sa.Column("saving_page_id", sa.Text(), nullable=True),
        sa.Column("payment_method", sa.Text(), nullable=True),
        sa.Column("method_name", sa.Text(), nullable=False),
        sa.Column("method_last4", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "below_minor >= 0 AND amount_minor > 0 AND month_cap_minor >= amount_minor",
            name=op.f("ck_auto_top_ups_amounts"),
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_auto_top_ups_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auto_top_ups")),
        sa.UniqueConstraint("brand_id", "currency", name=op.f("uq_auto_top_ups_brand_id_currency")),
    )  # fmt: skip
    for column in ("brand_id", "due_at", "state"):
        op.create_index(op.f(f"ix_auto_top_ups_{column}"), "auto_top_ups", [column])
    op.add_column("top_ups", sa.Column("rule_id", sa.Uuid(), nullable=True))
    op.add_column("top_ups", sa.Column("tried_at", UtcDateTime(), nullable=True))
    op.create_foreign_key(op.f("fk_top_ups_rule_id_auto_top_ups"), "top_ups", "auto_top_ups", ["rule_id"], ["id"])
    op.create_index(op.f("ix_top_ups_rule_id"), "top_ups", ["rule_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_top_ups_rule_id"), "top_ups")
    op.drop_constraint(op.f("fk_top_ups_rule_id_auto_top_ups"), "top_ups", type_="foreignkey")
    op.drop_column("top_ups", "tried_at")
    op.drop_column("top_ups", "rule_id")
    op.drop_table("auto_top_ups")
