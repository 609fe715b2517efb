"""who was shown to brands, where, why, and with which chance"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

TIERS = ("koc", "tail", "lower_mid", "mid", "head")
WHY = ("score", "floor", "newcomer")


def _words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "exposures",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("tier", _words("tier", TIERS), nullable=True),
        sa.Column("why", _words("why", WHY), nullable=False),
        sa.Column("propensity", sa.Float(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("place > 0", name=op.f("ck_exposures_place")),
        sa.CheckConstraint("propensity > 0 AND propensity <= 1", name=op.f("ck_exposures_propensity")),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["briefs.id"], name=op.f("fk_exposures_brief_id_briefs"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_exposures_creator_id_creators"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("brief_id", "shown_on", "creator_id", name=op.f("pk_exposures")),
    )
    op.create_index("ix_exposures_creator_id_shown_on", "exposures", ["creator_id", "shown_on"])


def downgrade() -> None:
    op.drop_table("exposures")
