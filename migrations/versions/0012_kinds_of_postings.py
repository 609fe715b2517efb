"""a kind for every line of the table of postings"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BEFORE = [
    "top_up",
    "stripe_fee",
    "brief_funded",
    "brief_released",
    "order_held",
    "order_returned",
    "order_cancelled",
    "settled",
    "matured",
    "payout_begun",
    "payout_sent",
    "unexplained",
    "reversal",
]
NEW = [
    "refund_begun",
    "refund_sent",
    "refund_failed",
    "refund_returned",
    "order_split",
    "commission_earned",
    "commission_reversed",
    "commission_clawed_back",
    "reserve_kept",
    "reserve_released",
    "clawed_back",
    "debt_raised",
    "debt_netted",
    "debt_repaid",
    "debt_written_off",
    "payout_sent_to_bank",
    "payout_returned",
    "payout_returned_by_bank",
    "payout_given_back",
    "dispute_opened",
    "dispute_fee",
    "dispute_won",
    "dispute_lost",
    "withdrawal_begun",
    "withdrawal_arrived",
    "withdrawal_failed",
    "vat_on_fee",
    "tax_remitted",
    "conversion",
    "adjustment",
]


def upgrade() -> None:
    _allow([*BEFORE, *NEW])


def downgrade() -> None:
    """Fails while a journal of a newer kind exists: the book is never made to say something else."""
    _allow(BEFORE)


def _allow(kinds: list[str]) -> None:
    op.drop_constraint("journalkind", "ledger_journals", type_="check")
    op.create_check_constraint("journalkind", "ledger_journals", sa.column("kind").in_(kinds))
