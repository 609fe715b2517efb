"""checks of the books are kept"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

GUARDS = Path(__file__).parents[1] / "sql" / "ledger_guards.sql"


def upgrade() -> None:
    op.create_table(
        "ledger_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("broken", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("journals", sa.BigInteger(), nullable=False),
        sa.Column("links", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_checks")),
    )
    op.create_index(op.f("ix_ledger_checks_checked_at"), "ledger_checks", ["checked_at"])
    with op.get_bind().connection.cursor() as cursor:
        cursor.execute(GUARDS.read_text(encoding="utf-8"))  # not through SQLAlchemy: the text holds signs it would read


def downgrade() -> None:
    op.drop_index(op.f("ix_ledger_checks_checked_at"), table_name="ledger_checks")
    op.drop_table("ledger_checks")
