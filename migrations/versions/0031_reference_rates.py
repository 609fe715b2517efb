"""dated reference rates"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0031"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reference_rates",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("per_euro", sa.Numeric(precision=18, scale=8), nullable=False),
        sa.Column(
            "source",
            sa.Enum("ecb", "example", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("per_euro > 0", name=op.f("ck_reference_rates_positive")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["persons.id"], name=op.f("fk_reference_rates_entered_by_id_persons")
        ),
        sa.PrimaryKeyConstraint("on", "currency", name=op.f("pk_reference_rates")),
    )


def downgrade() -> None:
    op.drop_table("reference_rates")
