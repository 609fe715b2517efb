"""payouts are found by the day they were promised for"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_payouts_promised_by", "payouts", ["promised_by"])


def downgrade() -> None:
    op.drop_index("ix_payouts_promised_by", "payouts")
