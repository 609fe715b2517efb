"""refunds and chargebacks of brands' payments"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _moving(states: tuple[str, ...], name: str) -> list[sa.Column]:
    return [
        sa.Column(
            "state",
            sa.Enum(*states, name=name, native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
    ]


def _states_of_top_ups(*states: str) -> None:
    op.drop_constraint(op.f("ck_top_ups_topupstate"), "top_ups", type_="check")
    listed = ", ".join(f"'{state}'" for state in states)
    op.create_check_constraint(op.f("ck_top_ups_topupstate"), "top_ups", f"state IN ({listed})")


def upgrade() -> None:
    op.add_column("top_ups", sa.Column("once", sa.Uuid(), nullable=True))
    op.add_column("top_ups", sa.Column("payment_id", sa.Text(), nullable=True))
    op.create_unique_constraint(op.f("uq_top_ups_brand_id_once"), "top_ups", ["brand_id", "once"])
    op.create_unique_constraint(op.f("uq_top_ups_payment_id"), "top_ups", ["payment_id"])
    _states_of_top_ups("open", "processing", "paid", "failed", "expired")
    op.create_table(
        "refunds",
        *_moving(("queued", "sending", "waiting_funds", "sent", "called_off", "returned"), "refundstate"),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("top_up_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("once", sa.Uuid(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("is_unknown", sa.Boolean(), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("refund_id", sa.Text(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_refunds_amount")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_refunds_brand_id_brands")),
        sa.ForeignKeyConstraint(["top_up_id"], ["top_ups.id"], name=op.f("fk_refunds_top_up_id_top_ups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
        sa.UniqueConstraint("brand_id", "once", "top_up_id", name=op.f("uq_refunds_brand_id_once_top_up_id")),
        sa.UniqueConstraint("refund_id", name=op.f("uq_refunds_refund_id")),
    )
    for column in ("brand_id", "due_at", "state", "top_up_id"):
        op.create_index(op.f(f"ix_refunds_{column}"), "refunds", [column])
    op.create_table(
        "chargebacks",
        *_moving(("open", "answering", "answered", "won", "lost"), "chargebackstate"),
        sa.Column("dispute_id", sa.Text(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("top_up_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("held_minor", sa.BigInteger(), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("borne_minor", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("answer_by", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "amount_minor > 0 AND held_minor BETWEEN 0 AND amount_minor", name=op.f("ck_chargebacks_amount")
        ),
        sa.CheckConstraint("borne_minor BETWEEN 0 AND held_minor", name=op.f("ck_chargebacks_borne")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["persons.id"], name=op.f("fk_chargebacks_answered_by_id_persons")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_chargebacks_brand_id_brands")),
        sa.ForeignKeyConstraint(["top_up_id"], ["top_ups.id"], name=op.f("fk_chargebacks_top_up_id_top_ups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chargebacks")),
        sa.UniqueConstraint("dispute_id", name=op.f("uq_chargebacks_dispute_id")),
    )
    for column in ("brand_id", "due_at", "state", "top_up_id"):
        op.create_index(op.f(f"ix_chargebacks_{column}"), "chargebacks", [column])


def downgrade() -> None:
    op.drop_table("chargebacks")
    op.drop_table("refunds")
    op.execute("UPDATE top_ups SET state = 'open' WHERE state = 'processing'")
    op.execute("UPDATE top_ups SET state = 'expired' WHERE state = 'failed'")
    _states_of_top_ups("open", "paid", "expired")
    op.drop_constraint(op.f("uq_top_ups_payment_id"), "top_ups", type_="unique")
    op.drop_constraint(op.f("uq_top_ups_brand_id_once"), "top_ups", type_="unique")
    op.drop_column("top_ups", "payment_id")
    op.drop_column("top_ups", "once")
