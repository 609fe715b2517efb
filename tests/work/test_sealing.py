"""What only somebody with the key can read: in the database it is sealed, and keys can be changed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.database import db
from marketplace.gateways.current import other_settings
from marketplace.payouts.models import BankDetails
from marketplace.settings import SealingSettings, SettingsMissing, settings
from marketplace.work.sealing import MARK, Sealed, WrongKey, seal, seal_again, sealed_columns, unseal
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.payouts import WorkAs, a_creator_with_a_bank

OLD, NEW = "an old key which is long enough to be one", "a new key which is long enough to be one"


def in_the_database(session: Session, column: str) -> list[str]:
    table, name = column.split(".")
    return list(session.scalars(sa.text(f"SELECT {name} FROM {table} WHERE {name} <> ''")))


def test_bank_numbers_and_secrets_cannot_be_read_in_the_database(session: Session, work_as: WorkAs) -> None:
    a_creator_with_a_bank(work_as)
    a_set_up_staff_member(work_as, "Juno")
    named = session.scalars(sa.select(BankDetails)).one()
    number, secret = named.iban or named.account_number, session.scalars(sa.select(Person.totp_secret)).all()
    assert number.strip("X").isalnum()
    kept = [
        value
        for column in ("bank_details.iban", "bank_details.account_number", "persons.totp_secret")
        for value in in_the_database(session, column)
    ]
    assert len(kept) >= 2
    assert all(value.startswith(MARK) for value in kept)
    assert not any(number in value for value in kept)
    assert all(one is None or one.isalnum() for one in secret)


def test_everything_that_is_sealed_is_known_by_its_type() -> None:
    assert {f"{column.table.name}.{column.name}" for column in sealed_columns(db.metadata)} >= {
        "persons.totp_secret", "bank_details.iban", "bank_details.account_number", "bank_file_rows.iban",
        "bank_file_rows.account_number", "bank_files.content",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["DE89370400440532013000", "林晓雨 6222", "x" * 10_000])
def test_a_text_comes_out_as_it_went_in_and_looks_different_each_time(text: str) -> None:
    assert unseal(seal(text)) == text
    assert seal(text) != seal(text)
    assert text not in seal(text)


def test_nothing_stays_nothing() -> None:
    assert seal("") == unseal("") == ""


def test_a_key_is_changed_without_losing_anything(session: Session) -> None:
    table = sa.Table("papers", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", Sealed))
    connection = session.connection()
    table.create(connection)
    read = sa.select(table.c.text).order_by(table.c.id)
    with other_settings(ENCRYPTION_KEYS=OLD):
        connection.execute(table.insert(), [{"id": 1, "text": "first"}, {"id": 2, "text": ""}, {"id": 3, "text": None}])
    connection.execute(sa.text("INSERT INTO papers VALUES (4, 'from before there were keys')"))
    with other_settings(ENCRYPTION_KEYS=NEW), pytest.raises(WrongKey, match="put the older key back"):
        seal_again(connection, table.c.text)
    with other_settings(ENCRYPTION_KEYS=f"{NEW}, {OLD}"):
        assert seal_again(connection, table.c.text) == 2
        assert seal_again(connection, table.c.text) == 2
    with other_settings(ENCRYPTION_KEYS=NEW):
        assert list(connection.scalars(read)) == ["first", "", None, "from before there were keys"]
    with other_settings(ENCRYPTION_KEYS=OLD), pytest.raises(WrongKey):
        connection.scalars(read).all()


@pytest.mark.parametrize("keys", ["", "short", f"{NEW},short", f"{NEW},"])
def test_a_key_that_is_too_short_is_refused_by_name(keys: str) -> None:
    with other_settings(ENCRYPTION_KEYS=keys), pytest.raises(SettingsMissing, match="ENCRYPTION_KEYS"):
        settings(SealingSettings)
