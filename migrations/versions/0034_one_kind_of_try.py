"""one kind of try for payouts and withdrawals; dead deliveries are found by their fact"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0025"
branch_labels = None
depends_on = None

OURS = ("try_sent", "try_no_funds", "try_refused", "try_stored_failure", "try_too_old")
SHARED = ("sent", "no_funds", "account_not_ready", "refused", "stored_failure", "too_old")


def _check(values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f("ck_withdrawal_attempts_outcome"), "withdrawal_attempts", f"outcome IN ({listed})")


def upgrade() -> None:
    op.drop_constraint(op.f("ck_withdrawal_attempts_outcome"), "withdrawal_attempts")
    op.execute("UPDATE withdrawal_attempts SET outcome = substr(outcome, 5) WHERE outcome LIKE 'try\\_%'")
    _check(SHARED)
    op.create_index("ix_deliveries_dead", "deliveries", ["fact_name"], postgresql_where=sa.text("state = 'dead'"))


def downgrade() -> None:
    op.drop_index("ix_deliveries_dead", "deliveries")
    op.drop_constraint(op.f("ck_withdrawal_attempts_outcome"), "withdrawal_attempts")
    op.execute("UPDATE withdrawal_attempts SET outcome = 'refused' WHERE outcome = 'account_not_ready'")
    op.execute("UPDATE withdrawal_attempts SET outcome = 'try_' || outcome")
    _check(OURS)
