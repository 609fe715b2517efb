"""the balance at Stripe is kept and compared"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "balance_transactions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mirrored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("net_minor = amount_minor - fee_minor", name=op.f("ck_balance_transactions_adds_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balance_transactions")),
    )
    op.create_index(op.f("ix_balance_transactions_created_at"), "balance_transactions", ["created_at"], unique=False)
    op.create_index(op.f("ix_balance_transactions_parent"), "balance_transactions", ["parent"], unique=False)
    op.create_index(op.f("ix_balance_transactions_purpose"), "balance_transactions", ["purpose"], unique=False)
    op.create_index(op.f("ix_balance_transactions_source"), "balance_transactions", ["source"], unique=False)
    op.create_table(
        "reconciliation_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cut_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("matched", sa.BigInteger(), nullable=False),
        sa.Column("kinds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("explained", sa.BigInteger(), nullable=False),
        sa.Column("balances", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["persons.id"], name=op.f("fk_reconciliation_runs_asked_by_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_runs")),
    )
    op.create_index("ix_reconciliation_runs_asked_at", "reconciliation_runs", ["asked_at"], unique=False)
    op.create_index(
        "uq_reconciliation_runs_nightly",
        "reconciliation_runs",
        ["cut_at"],
        unique=True,
        postgresql_where=sa.text("asked_by_id IS NULL"),
    )
    op.create_table(
        "reconciliation_items",
        sa.Column(
            "state",
            sa.Enum(
                "open_item",
                "explained",
                "corrected",
                "dismissed",
                name="itemstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "missing_here",
                "missing_there",
                "amount_differs",
                "duplicate",
                "timing",
                "currency_differs",
                name="breakkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("told_ids", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("journal_ids", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("difference", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_run_id", sa.Uuid(), nullable=False),
        sa.Column("last_run_id", sa.Uuid(), nullable=False),
        sa.Column("dismissed_because", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_run_id"],
            ["reconciliation_runs.id"],
            name=op.f("fk_reconciliation_items_first_run_id_reconciliation_runs"),
        ),
        sa.ForeignKeyConstraint(
            ["last_run_id"],
            ["reconciliation_runs.id"],
            name=op.f("fk_reconciliation_items_last_run_id_reconciliation_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_items")),
    )
    op.create_index(op.f("ix_reconciliation_items_due_at"), "reconciliation_items", ["due_at"], unique=False)
    op.create_index(op.f("ix_reconciliation_items_last_run_id"), "reconciliation_items", ["last_run_id"], unique=False)
    op.create_index("ix_reconciliation_items_state_kind", "reconciliation_items", ["state", "kind"], unique=False)
    op.create_index(op.f("ix_reconciliation_items_subject"), "reconciliation_items", ["subject"], unique=False)
    op.create_index(
        "uq_reconciliation_items_open",
        "reconciliation_items",
        ["subject"],
        unique=True,
        postgresql_where=sa.text("state = 'open_item'"),
    )
    op.create_table(
        "reconciliation_corrections",
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "correction_signed",
                "correction_withdrawn",
                name="correctionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reverses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("signed_by_id <> proposed_by_id", name=op.f("ck_reconciliation_corrections_two_people")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["reconciliation_items.id"],
            name=op.f("fk_reconciliation_corrections_item_id_reconciliation_items"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["persons.id"], name=op.f("fk_reconciliation_corrections_proposed_by_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["persons.id"], name=op.f("fk_reconciliation_corrections_signed_by_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_corrections")),
    )
    op.create_index(
        op.f("ix_reconciliation_corrections_due_at"), "reconciliation_corrections", ["due_at"], unique=False
    )
    op.create_index(
        op.f("ix_reconciliation_corrections_item_id"), "reconciliation_corrections", ["item_id"], unique=False
    )
    op.create_index(
        "uq_reconciliation_corrections_proposed",
        "reconciliation_corrections",
        ["item_id"],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_reconciliation_corrections_proposed",
        table_name="reconciliation_corrections",
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.drop_index(op.f("ix_reconciliation_corrections_item_id"), table_name="reconciliation_corrections")
    op.drop_index(op.f("ix_reconciliation_corrections_due_at"), table_name="reconciliation_corrections")
    op.drop_table("reconciliation_corrections")
    op.drop_index(
        "uq_reconciliation_items_open",
        table_name="reconciliation_items",
        postgresql_where=sa.text("state = 'open_item'"),
    )
    op.drop_index(op.f("ix_reconciliation_items_subject"), table_name="reconciliation_items")
    op.drop_index("ix_reconciliation_items_state_kind", table_name="reconciliation_items")
    op.drop_index(op.f("ix_reconciliation_items_last_run_id"), table_name="reconciliation_items")
    op.drop_index(op.f("ix_reconciliation_items_due_at"), table_name="reconciliation_items")
    op.drop_table("reconciliation_items")
    op.drop_index(
        "uq_reconciliation_runs_nightly",
        table_name="reconciliation_runs",
        postgresql_where=sa.text("asked_by_id IS NULL"),
    )
    op.drop_index("ix_reconciliation_runs_asked_at", table_name="reconciliation_runs")
    op.drop_table("reconciliation_runs")
    op.drop_index(op.f("ix_balance_transactions_source"), table_name="balance_transactions")
    op.drop_index(op.f("ix_balance_transactions_purpose"), table_name="balance_transactions")
    op.drop_index(op.f("ix_balance_transactions_parent"), table_name="balance_transactions")
    op.drop_index(op.f("ix_balance_transactions_created_at"), table_name="balance_transactions")
    op.drop_table("balance_transactions")
