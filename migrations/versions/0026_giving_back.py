"""money that goes back after it was earned, what creators owe by it, and how that is paid"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0026"
down_revision = "0030"
branch_labels = None
depends_on = None

STATES = ("proposed", "done", "dropped")
REASONS = ("post_removed", "label_missing", "not_as_agreed", "both_agreed", "our_mistake")


def upgrade() -> None:
    op.create_table(
        "give_backs",
        sa.Column("earning_id", sa.Uuid(), nullable=False),
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("reason", _one_of("givebackreason", REASONS), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        *(
            sa.Column(f"{name}_minor", sa.BigInteger(), nullable=False)
            for name in ("price", "brand_fee", "creator_fee", "taken", "owed")
        ),
        *_signed(),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_give_backs_something")),
        sa.CheckConstraint("signed_by_id <> made_by_id", name=op.f("ck_give_backs_two_people")),
        sa.CheckConstraint("(state = 'done') = (signed_by_id IS NOT NULL)", name=op.f("ck_give_backs_signed")),
        sa.CheckConstraint(
            "state <> 'done' OR price_minor = creator_fee_minor + taken_minor + owed_minor",
            name=op.f("ck_give_backs_adds_up"),
        ),
        *_to("give_backs", earning_id="earnings", brand_id="brands", made_by_id="persons", signed_by_id="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_give_backs")),
    )
    op.create_table(
        "debt_nettings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("earning_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("netted_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_debt_nettings_something")),
        *_to("debt_nettings", earning_id="earnings", creator_id="creators"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_nettings")),
    )
    op.create_table(
        "debt_write_offs",
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        *_signed(),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_debt_write_offs_something")),
        sa.CheckConstraint("signed_by_id <> made_by_id", name=op.f("ck_debt_write_offs_two_people")),
        sa.CheckConstraint("(state = 'done') = (signed_by_id IS NOT NULL)", name=op.f("ck_debt_write_offs_signed")),
        *_to("debt_write_offs", creator_id="creators", made_by_id="persons", signed_by_id="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_write_offs")),
    )
    op.create_index(
        "uq_debt_write_offs_open",
        "debt_write_offs",
        ["creator_id", "currency"],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.add_column("payout_lines", sa.Column("amount_minor", sa.BigInteger(), nullable=True))
    op.execute("UPDATE payout_lines l SET amount_minor = n.net_minor FROM earnings n WHERE n.id = l.earning_id")
    op.alter_column("payout_lines", "amount_minor", nullable=False)
    _let_fees_be_overdrawn(True)


def downgrade() -> None:
    _let_fees_be_overdrawn(False)
    op.drop_column("payout_lines", "amount_minor")
    for table in ("debt_write_offs", "debt_nettings", "give_backs"):
        op.drop_table(table)


INDEXED = {
    "give_backs": ("state", "due_at", "earning_id", "brand_id"),
    "debt_nettings": ("earning_id", "creator_id"),
    "debt_write_offs": ("state", "due_at", "creator_id"),
}


def _let_fees_be_overdrawn(may: bool) -> None:
    """Accounts are never changed but by a migration, so the guard steps aside for this one statement."""
    op.execute("ALTER TABLE ledger_accounts DISABLE TRIGGER USER")
    accounts = sa.table("ledger_accounts", sa.column("code"), sa.column("may_overdraw"))
    fees = accounts.c.code.in_(["fee:brand", "fee:creator"])
    op.execute(accounts.update().where(fees).values(may_overdraw=may))
    op.execute("ALTER TABLE ledger_accounts ENABLE TRIGGER USER")


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _signed() -> list[sa.Column]:
    return [
        sa.Column("state", _one_of("signedstate", STATES), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("due_left_seconds", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
    ]


def _to(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
        for column, target in targets.items()
    ]
