"""tables of payouts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column(
            "destination",
            sa.Enum("platform", "thin", name="destination", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_events")),
    )
    op.create_index(op.f("ix_webhook_events_object_id"), "webhook_events", ["object_id"], unique=False)
    op.create_index(op.f("ix_webhook_events_type"), "webhook_events", ["type"], unique=False)
    op.create_table(
        "earnings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matured_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("net_minor = gross_minor - fee_minor AND net_minor > 0", name=op.f("ck_earnings_adds_up")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_earnings_creator_id_creators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earnings")),
        sa.UniqueConstraint("source_kind", "source_id", name=op.f("uq_earnings_source_kind_source_id")),
    )
    op.create_index(op.f("ix_earnings_available_at"), "earnings", ["available_at"], unique=False)
    op.create_index(op.f("ix_earnings_creator_id"), "earnings", ["creator_id"], unique=False)
    op.create_table(
        "payout_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("transfers_status", sa.Text(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_payout_accounts_creator_id_creators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_accounts")),
        sa.UniqueConstraint("creator_id", name=op.f("uq_payout_accounts_creator_id")),
        sa.UniqueConstraint("external_id", name=op.f("uq_payout_accounts_external_id")),
    )
    op.create_table(
        "payout_batches",
        sa.Column(
            "state",
            sa.Enum(
                "made",
                "signed",
                "done",
                "cancelled",
                name="batchstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("signed_by_id <> made_by_id", name=op.f("ck_payout_batches_two_people")),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name=op.f("fk_payout_batches_made_by_id_persons")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["persons.id"], name=op.f("fk_payout_batches_signed_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_batches")),
    )
    op.create_index(op.f("ix_payout_batches_due_at"), "payout_batches", ["due_at"], unique=False)
    op.create_index(op.f("ix_payout_batches_state"), "payout_batches", ["state"], unique=False)
    op.create_table(
        "top_ups",
        sa.Column(
            "state",
            sa.Enum("open", "paid", "expired", name="topupstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("checkout_url", sa.Text(), nullable=True),
        sa.Column("paid_minor", sa.BigInteger(), nullable=True),
        sa.Column("fee_minor", sa.BigInteger(), nullable=True),
        sa.Column("balance_transaction", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_top_ups_amount")),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_top_ups_brand_id_brands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_top_ups")),
        sa.UniqueConstraint("balance_transaction", name=op.f("uq_top_ups_balance_transaction")),
        sa.UniqueConstraint("session_id", name=op.f("uq_top_ups_session_id")),
    )
    op.create_index(op.f("ix_top_ups_brand_id"), "top_ups", ["brand_id"], unique=False)
    op.create_index(op.f("ix_top_ups_due_at"), "top_ups", ["due_at"], unique=False)
    op.create_index(op.f("ix_top_ups_state"), "top_ups", ["state"], unique=False)
    op.create_table(
        "payouts",
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "batched",
                "signed",
                "sending",
                "sent",
                "waiting_funds",
                "blocked",
                "returned",
                name="payoutstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_basis", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("external_account", sa.Text(), nullable=True),
        sa.Column("transfer_id", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("gross_minor = tax_minor + net_minor AND net_minor > 0", name=op.f("ck_payouts_adds_up")),
        sa.ForeignKeyConstraint(["batch_id"], ["payout_batches.id"], name=op.f("fk_payouts_batch_id_payout_batches")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_payouts_creator_id_creators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_payouts_transfer_id")),
    )
    op.create_index(op.f("ix_payouts_batch_id"), "payouts", ["batch_id"], unique=False)
    op.create_index(op.f("ix_payouts_creator_id"), "payouts", ["creator_id"], unique=False)
    op.create_index(op.f("ix_payouts_due_at"), "payouts", ["due_at"], unique=False)
    op.create_index("ix_payouts_state_queued_at", "payouts", ["state", "queued_at"], unique=False)
    op.create_table(
        "payout_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "sent",
                "no_funds",
                "account_not_ready",
                "refused",
                "stored_failure",
                "too_old",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("says", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name=op.f("fk_payout_attempts_payout_id_payouts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_attempts")),
        sa.UniqueConstraint("key", name=op.f("uq_payout_attempts_key")),
        sa.UniqueConstraint("payout_id", "number", name=op.f("uq_payout_attempts_payout_id_number")),
    )
    op.create_index(op.f("ix_payout_attempts_payout_id"), "payout_attempts", ["payout_id"], unique=False)
    op.create_table(
        "payout_lines",
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("earning_id", sa.Uuid(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["earning_id"], ["earnings.id"], name=op.f("fk_payout_lines_earning_id_earnings")),
        sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name=op.f("fk_payout_lines_payout_id_payouts")),
        sa.PrimaryKeyConstraint("payout_id", "earning_id", name=op.f("pk_payout_lines")),
    )
    op.create_index(
        "uq_payout_lines_live", "payout_lines", ["earning_id"], unique=True, postgresql_where=sa.text("live")
    )


def downgrade() -> None:
    op.drop_index("uq_payout_lines_live", table_name="payout_lines", postgresql_where=sa.text("live"))
    op.drop_table("payout_lines")
    op.drop_index(op.f("ix_payout_attempts_payout_id"), table_name="payout_attempts")
    op.drop_table("payout_attempts")
    op.drop_index("ix_payouts_state_queued_at", table_name="payouts")
    op.drop_index(op.f("ix_payouts_due_at"), table_name="payouts")
    op.drop_index(op.f("ix_payouts_creator_id"), table_name="payouts")
    op.drop_index(op.f("ix_payouts_batch_id"), table_name="payouts")
    op.drop_table("payouts")
    op.drop_index(op.f("ix_top_ups_state"), table_name="top_ups")
    op.drop_index(op.f("ix_top_ups_due_at"), table_name="top_ups")
    op.drop_index(op.f("ix_top_ups_brand_id"), table_name="top_ups")
    op.drop_table("top_ups")
    op.drop_index(op.f("ix_payout_batches_state"), table_name="payout_batches")
    op.drop_index(op.f("ix_payout_batches_due_at"), table_name="payout_batches")
    op.drop_table("payout_batches")
    op.drop_table("payout_accounts")
    op.drop_index(op.f("ix_earnings_creator_id"), table_name="earnings")
    op.drop_index(op.f("ix_earnings_available_at"), table_name="earnings")
    op.drop_table("earnings")
    op.drop_index(op.f("ix_webhook_events_type"), table_name="webhook_events")
    op.drop_index(op.f("ix_webhook_events_object_id"), table_name="webhook_events")
    op.drop_table("webhook_events")
