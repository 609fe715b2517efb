"""payouts by bank file: bank details, files, their rows and proofs"""

import sqlalchemy as sa
from alembic import op

from marketplace.database import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

RAILS = ["stripe", "bank_file"]


def upgrade() -> None:
    op.create_table(
        "bank_details",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        *_words("holder", "iban", "account_number", "bank_code", "bic"),
        sa.Column("named_at", UtcDateTime(), nullable=False),
        sa.Column("usable_from", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["creator_id"], ["creators.id"], name="fk_bank_details_creator_id_creators"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_details"),
    )
    op.create_index("ix_bank_details_creator_id", "bank_details", ["creator_id"])
    op.add_column("payout_accounts", _rail())
    op.add_column("payout_accounts", sa.Column("bank_details_id", sa.Uuid()))
    op.create_foreign_key(
        "fk_payout_accounts_bank_details_id_bank_details",
        "payout_accounts",
        "bank_details",
        ["bank_details_id"],
        ["id"],
    )
    op.add_column("payouts", _rail())
    for table in ("payout_accounts", "payouts"):
        op.alter_column(table, "rail", server_default=None)
        op.create_check_constraint("rail", table, sa.column("rail").in_(RAILS))
    op.create_check_constraint("one_rail", "payouts", "rail = 'stripe' OR transfer_id IS NULL")
    _create_files()
    _create_rows()
    _create_proofs()


def downgrade() -> None:
    # What the older house has no word for, it cannot keep; a payout that a bank carried out stays in the ledger.
    op.drop_table("bank_file_proofs")
    op.drop_table("bank_file_rows")
    op.drop_table("bank_files")
    op.drop_constraint("one_rail", "payouts", type_="check")
    op.drop_constraint("rail", "payouts", type_="check")
    op.drop_column("payouts", "rail")
    op.drop_constraint("rail", "payout_accounts", type_="check")
    op.drop_column("payout_accounts", "bank_details_id")
    op.drop_column("payout_accounts", "rail")
    op.drop_table("bank_details")


def _create_files() -> None:
    states = sa.Enum(
        "made", "handed_over", "carried_out", "cancelled",
        name="bankfilestate", native_enum=False, create_constraint=True, length=40,
    )  # fmt: skip
    op.create_table(
        "bank_files",
        sa.Column("state", states, nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        *_words("currency", "format", "payer_holder", "payer_account", "payer_bic"),
        sa.Column("execution_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        *_words("content", "content_hash"),
        sa.Column("handed_over_by_id", sa.Uuid()),
        sa.Column("handed_over_at", UtcDateTime()),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.Text()),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime()),
        sa.Column("due_left_seconds", sa.BigInteger()),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("handed_over_by_id <> made_by_id", name=op.f("ck_bank_files_two_people")),
        sa.ForeignKeyConstraint(["batch_id"], ["payout_batches.id"], name="fk_bank_files_batch_id_payout_batches"),
        sa.ForeignKeyConstraint(["handed_over_by_id"], ["persons.id"], name="fk_bank_files_handed_over_by_id_persons"),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name="fk_bank_files_made_by_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_files"),
    )
    for column in ("state", "batch_id", "due_at"):
        op.create_index(f"ix_bank_files_{column}", "bank_files", [column])


def _create_rows() -> None:
    results = sa.Enum(
        "carried_out", "refused", "returned", name="bankresult", native_enum=False, create_constraint=True, length=40
    )
    reasons = sa.Enum(
        "AC01", "AC04", "AC06", "AG01", "AM09", "BE01", "RC01", "RR04", "MS03",
        name="bankreason", native_enum=False, create_constraint=True, length=40,
    )  # fmt: skip
    op.create_table(
        "bank_file_rows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("bank_details_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        *_words("currency"),
        sa.Column("country", sa.String(2), nullable=False),
        *_words("holder", "iban", "account_number", "bank_code", "bic"),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("result", results),
        sa.Column("reason", reasons),
        sa.Column("result_at", UtcDateTime()),
        sa.Column("result_by_id", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["bank_details_id"], ["bank_details.id"], name="fk_bank_file_rows_bank_details_id_bank_details"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["bank_files.id"], name="fk_bank_file_rows_file_id_bank_files"),
        sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name="fk_bank_file_rows_payout_id_payouts"),
        sa.ForeignKeyConstraint(["result_by_id"], ["persons.id"], name="fk_bank_file_rows_result_by_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_file_rows"),
        sa.UniqueConstraint("file_id", "number", name="uq_bank_file_rows_file_id_number"),
    )
    op.create_index("ix_bank_file_rows_file_id", "bank_file_rows", ["file_id"])
    op.create_index("ix_bank_file_rows_payout_id", "bank_file_rows", ["payout_id"])
    op.create_index(
        "uq_bank_file_rows_live", "bank_file_rows", ["payout_id"], unique=True, postgresql_where=sa.text("live")
    )


def _create_proofs() -> None:
    op.create_table(
        "bank_file_proofs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        *_words("name", "media_type"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_words("content_hash"),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["bank_files.id"], name="fk_bank_file_proofs_file_id_bank_files"),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["persons.id"], name="fk_bank_file_proofs_uploaded_by_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_file_proofs"),
    )
    op.create_index("ix_bank_file_proofs_file_id", "bank_file_proofs", ["file_id"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _rail() -> sa.Column[str]:
    return sa.Column("rail", sa.String(40), nullable=False, server_default="stripe")
