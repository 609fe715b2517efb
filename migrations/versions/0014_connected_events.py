"""events of connected accounts are kept too"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _allow(["platform", "thin", "connected"])


def downgrade() -> None:
    # What the older house has no word for, it cannot keep.
    op.execute("DELETE FROM webhook_events WHERE destination = 'connected'")
    _allow(["platform", "thin"])


def _allow(destinations: list[str]) -> None:
    op.drop_constraint("destination", "webhook_events", type_="check")
    op.create_check_constraint("destination", "webhook_events", sa.column("destination").in_(destinations))
