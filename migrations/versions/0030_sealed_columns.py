"""bank numbers and secrets of authenticator apps can be read only with a key that is not in the database"""

import sqlalchemy as sa
from alembic import op

from marketplace.work.sealing import MARK, seal, unseal

revision = "0030"
down_revision = "0027"
branch_labels = None
depends_on = None

SEALED = {
    "persons": ["totp_secret"],
    "bank_details": ["iban", "account_number"],
    "bank_file_rows": ["iban", "account_number"],
    "bank_files": ["content"],
}


def upgrade() -> None:
    for table, name, identity, value in _values():
        if not value.startswith(MARK):
            _write(table, name, identity, seal(value))


def downgrade() -> None:
    for table, name, identity, value in _values():
        if value.startswith(MARK):
            _write(table, name, identity, unseal(value))


def _values():
    for table, names in SEALED.items():
        for name in names:
            rows = op.get_bind().execute(sa.text(f"SELECT id, {name} FROM {table} WHERE {name} <> ''"))  # noqa: S608
            yield from ((table, name, *row) for row in rows.all())


def _write(table, name, identity, value):
    written = sa.text(f"UPDATE {table} SET {name} = :value WHERE id = :id")  # noqa: S608 our own names
    op.get_bind().execute(written, {"value": value, "id": identity})
