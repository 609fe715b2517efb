"""发票 that buyers ask for"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0024"
down_revision = "0029"
branch_labels = None
depends_on = None

SAID = ("title", "tax_number", "address", "phone", "bank", "account", "email")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _whose() -> list[sa.Column[str]]:
    return [
        sa.Column("kind", _enum("fapiaokind", "ordinary", "special"), nullable=False),
        sa.Column("buyer", _enum("buyer", "company", "person"), nullable=False),
        *_texts(*SAID),
    ]


def upgrade() -> None:
    op.create_table(
        "fapiao_details",
        sa.Column("party", _enum("party", "brand", "creator"), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        *_whose(),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("party", "party_id", name=op.f("pk_fapiao_details")),
    )
    op.create_table(
        "fapiao",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            _enum("fapiaostate", "asked", "issued", "refused", "withdrawn", "red_due", "reversed"),
            nullable=False,
        ),
        sa.Column("party", _enum("party", "brand", "creator"), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        *_whose(),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        *_texts("reason", "code", "number"),
        sa.Column("issued_on", sa.Date(), nullable=True),
        *_texts("red_code", "red_number"),
        sa.Column("red_on", sa.Date(), nullable=True),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_fapiao_of_something")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["persons.id"], name=op.f("fk_fapiao_asked_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fapiao")),
    )
    op.create_index("ix_fapiao_due_at", "fapiao", ["due_at"])
    op.create_index("ix_fapiao_state", "fapiao", ["state"])
    op.create_index("ix_fapiao_party_id_asked_at", "fapiao", ["party_id", "asked_at"])
    for index, columns in (
        ("uq_fapiao_number", ("number", "code")),
        ("uq_fapiao_red_number", ("red_number", "red_code")),
    ):
        op.create_index(index, "fapiao", list(columns), unique=True, postgresql_where=sa.text(f"{columns[0]} <> ''"))
    op.create_table(
        "fapiao_lines",
        sa.Column("fapiao_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["fapiao_id"], ["fapiao.id"], name=op.f("fk_fapiao_lines_fapiao_id_fapiao")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_fapiao_lines_invoice_id_invoices")),
        sa.PrimaryKeyConstraint("fapiao_id", "invoice_id", name=op.f("pk_fapiao_lines")),
    )
    op.create_index(
        "uq_fapiao_lines_live", "fapiao_lines", ["invoice_id"], unique=True, postgresql_where=sa.text("live")
    )
    op.create_table(
        "fapiao_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fapiao_id", sa.Uuid(), nullable=False),
        sa.Column("is_red", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["fapiao_id"], ["fapiao.id"], name=op.f("fk_fapiao_papers_fapiao_id_fapiao")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["persons.id"], name=op.f("fk_fapiao_papers_uploaded_by_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fapiao_papers")),
        sa.UniqueConstraint("fapiao_id", "is_red", name=op.f("uq_fapiao_papers_fapiao_id_is_red")),
    )


def downgrade() -> None:
    for table in ("fapiao_papers", "fapiao_lines", "fapiao", "fapiao_details"):
        op.drop_table(table)
