"""our own money goes to our bank"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0029"
down_revision = "0026"
branch_labels = None
depends_on = None


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "withdrawals",
        sa.Column(
            "state",
            _enum(
                "withdrawalstate",
                "proposed",
                "signed",
                "sending",
                "waiting_funds",
                "on_its_way",
                "arrived",
                "returned",
                "refused",
                "called_off",
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("share", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("once", sa.Uuid(), nullable=True),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("payout_id", sa.Text(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("arrives_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_withdrawals_amount")),
        sa.CheckConstraint("signed_by_id <> proposed_by_id", name=op.f("ck_withdrawals_two_people")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["persons.id"], name=op.f("fk_withdrawals_proposed_by_id_persons")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["persons.id"], name=op.f("fk_withdrawals_signed_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
        sa.UniqueConstraint("payout_id", name=op.f("uq_withdrawals_payout_id")),
        sa.UniqueConstraint("proposed_by_id", "once", name=op.f("uq_withdrawals_proposed_by_id_once")),
    )
    op.create_index(op.f("ix_withdrawals_due_at"), "withdrawals", ["due_at"])
    op.create_index("ix_withdrawals_proposed_at", "withdrawals", ["proposed_at"])
    op.create_index(op.f("ix_withdrawals_state"), "withdrawals", ["state"])
    op.create_table(
        "withdrawal_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("withdrawal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column(
            "outcome",
            _enum("outcome", "try_sent", "try_no_funds", "try_refused", "try_stored_failure", "try_too_old"),
            nullable=True,
        ),
        sa.Column("says", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["withdrawal_id"], ["withdrawals.id"], name=op.f("fk_withdrawal_attempts_withdrawal_id_withdrawals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal_attempts")),
        sa.UniqueConstraint("key", name=op.f("uq_withdrawal_attempts_key")),
        sa.UniqueConstraint("withdrawal_id", "number", name=op.f("uq_withdrawal_attempts_withdrawal_id_number")),
    )
    op.create_index(op.f("ix_withdrawal_attempts_withdrawal_id"), "withdrawal_attempts", ["withdrawal_id"])


def downgrade() -> None:
    op.drop_table("withdrawal_attempts")
    op.drop_table("withdrawals")
