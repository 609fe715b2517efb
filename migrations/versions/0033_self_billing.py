"""invoices in the name of creators"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from marketplace.database import UtcDateTime

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "self_billing_agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("vat_id", sa.Text(), nullable=False),
        sa.Column("agreed_at", UtcDateTime(), nullable=False),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("withdrawn_at >= agreed_at", name=op.f("ck_self_billing_agreements_in_order")),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["persons.id"], name=op.f("fk_self_billing_agreements_agreed_by_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["creator_id"], ["creators.id"], name=op.f("fk_self_billing_agreements_creator_id_creators")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_billing_agreements")),
    )
    op.create_index("ix_self_billing_agreements_creator_id", "self_billing_agreements", ["creator_id"])
    op.create_index(
        "uq_self_billing_agreements_live",
        "self_billing_agreements",
        ["creator_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "self_bills",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("credits_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("supplier", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("customer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "treatment",
            sa.Enum(
                "not_registered",
                "domestic",
                "reverse_charge",
                "outside_scope",
                name="treatment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("vat_minor", sa.BigInteger(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "gross_minor = net_minor + vat_minor AND gross_minor <> 0", name=op.f("ck_self_bills_adds_up")
        ),
        sa.CheckConstraint(
            "(gross_minor < 0) = (credits_id IS NOT NULL)", name=op.f("ck_self_bills_credits_something")
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_self_bills_brand_id_brands")),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name=op.f("fk_self_bills_creator_id_creators")),
        sa.ForeignKeyConstraint(["credits_id"], ["self_bills.id"], name=op.f("fk_self_bills_credits_id_self_bills")),
        sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name=op.f("fk_self_bills_payout_id_payouts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_bills")),
        sa.UniqueConstraint("cause", name=op.f("uq_self_bills_cause")),
        sa.UniqueConstraint("creator_id", "number", name=op.f("uq_self_bills_creator_id_number")),
    )
    op.create_index("ix_self_bills_payout_id", "self_bills", ["payout_id"])
    op.create_index("ix_self_bills_credits_id", "self_bills", ["credits_id"])
    op.create_index("ix_self_bills_creator_id_issued_at", "self_bills", ["creator_id", "issued_at"])
    op.create_index("ix_self_bills_brand_id_issued_at", "self_bills", ["brand_id", "issued_at"])


def downgrade() -> None:
    op.drop_table("self_bills")
    op.drop_table("self_billing_agreements")
