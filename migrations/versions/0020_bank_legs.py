"""the way from creators' Stripe balances to their banks"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATUSES = ("pending", "in_transit", "paid", "failed", "canceled")


def upgrade() -> None:
    op.add_column("webhook_events", sa.Column("account", sa.Text(), nullable=True))
    op.execute("UPDATE webhook_events SET account = payload\\:\\:jsonb ->> 'account' WHERE destination = 'connected'")
    op.create_table(
        "bank_legs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STATUSES, name="banklegstatus", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("arrives_at", UtcDateTime(), nullable=False),
        sa.Column("failure_code", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_bank_legs_creator_id_creators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_legs")),
    )
    op.create_index(op.f("ix_bank_legs_creator_id"), "bank_legs", ["creator_id"])
    op.create_index(op.f("ix_bank_legs_status"), "bank_legs", ["status"])


def downgrade() -> None:
    op.drop_table("bank_legs")
    op.drop_column("webhook_events", "account")
