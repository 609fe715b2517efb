"""tax forms of creators"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tax_profiles",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column(
            "form",
            sa.Enum("w9", "w8ben", name="taxform", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("tin_last4", sa.Text(), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("tin_last4 ~ '^([0-9]{4})?$'", name=op.f("ck_tax_profiles_last_four")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_tax_profiles_creator_id_creators")),
        sa.PrimaryKeyConstraint("creator_id", name=op.f("pk_tax_profiles")),
    )


def downgrade() -> None:
    op.drop_table("tax_profiles")
