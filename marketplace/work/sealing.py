"""Columns that can be read only with a key that is not in the database: bank numbers, secrets of authenticator apps.

Whoever steals a back-up has the rows and not the keys. A sealed value cannot be searched for: every sealing of the same
text looks different.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from marketplace.settings import SealingSettings, settings

MARK = "sealed:"
"""What a sealed text begins with in the database."""

_PURPOSE = b"meadow sealed columns"


class WrongKey(LookupError):
    """No key of ENCRYPTION_KEYS opens a value; the one it was sealed with has to be put back behind the new one."""


def seal(text: str) -> str:
    """The text as only we can read it, by the newest key. Nothing stays nothing."""
    return MARK + _keys().encrypt(text.encode()).decode() if text else text


def unseal(kept: str) -> str:
    """The text again, by whichever key it was sealed with. Raises WrongKey, also for what was never sealed."""
    if not kept:
        return kept
    try:
        return _keys().decrypt(kept.removeprefix(MARK).encode()).decode()
    except InvalidToken as error:
        raise WrongKey("no key of ENCRYPTION_KEYS opens a value: put the older key back behind the new one") from error


class Sealed(sa.TypeDecorator[str]):
    """A text that is sealed on its way into the database and opened on its way out."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """On the way in."""
        return None if value is None else seal(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """On the way out. Raises WrongKey."""
        return None if value is None else unseal(value)


def sealed_columns(metadata: sa.MetaData) -> Iterator[sa.Column[str]]:
    """Every column that is sealed."""
    for table in metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, Sealed))


def seal_again(connection: sa.Connection, column: sa.Column[str]) -> int:
    """Seals every value of a column by the newest key; gives how many there were. Bears repetition.

    What stands there unsealed is sealed. Raises WrongKey and changes nothing of the column.
    """
    table = column.table
    keys = list(table.primary_key.columns)
    kept = sa.type_coerce(column, sa.Text)
    rows = connection.execute(sa.select(*keys, kept).where(kept != "").with_for_update()).all()
    for *identity, value in rows:
        text = unseal(value) if value.startswith(MARK) else value
        here = sa.and_(*(key == part for key, part in zip(keys, identity, strict=True)))
        connection.execute(table.update().where(here).values({column.name: text}))
    return len(rows)


def _keys() -> MultiFernet:
    return _derived(settings(SealingSettings).encryption_keys.get_secret_value())


@cache
def _derived(secrets: str) -> MultiFernet:
    """HKDF (RFC 5869) makes a key of whatever secret somebody has chosen."""
    made = (
        HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.strip().encode())
        for secret in secrets.split(",")
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
