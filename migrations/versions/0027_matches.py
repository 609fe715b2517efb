"""which balance transaction a journal stands for"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reconciliation_matches",
        sa.Column("journal_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["balance_transactions.id"],
            name=op.f("fk_reconciliation_matches_change_id_balance_transactions"),
        ),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["ledger_journals.id"], name=op.f("fk_reconciliation_matches_journal_id_ledger_journals")
        ),
        sa.PrimaryKeyConstraint("journal_id", name=op.f("pk_reconciliation_matches")),
    )
    op.create_index(op.f("ix_reconciliation_matches_change_id"), "reconciliation_matches", ["change_id"])


def downgrade() -> None:
    op.drop_table("reconciliation_matches")
