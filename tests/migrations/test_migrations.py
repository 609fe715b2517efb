"""The schema grows by migrations, each of which can be taken back, and is then exactly what the models describe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from flask import Flask

from marketplace.database import db
from marketplace.local.services import Services
from marketplace.migrating import alembic_config, drift, upgrade
from marketplace.work.sealing import MARK, unseal


@pytest.fixture
def empty_database(app: Flask, services: Services) -> Iterator[sa.Engine]:
    name = "test_migrations"
    services.drop_database(name)
    engine = sa.create_engine(services.ensure_database(name))
    with app.app_context():
        engines = db.engines
        before, engines[None] = engines[None], engine
        try:
            yield engine
        finally:
            engines[None] = before
            engine.dispose()
            services.drop_database(name)


def revisions() -> list[str]:
    walked = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return [script.revision for script in reversed(list(walked))]


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_every_migration_goes_up_and_down_and_up_again(empty_database: sa.Engine) -> None:
    for revision in revisions():
        before = tables(empty_database)
        upgrade(revision)
        command.downgrade(alembic_config(), "-1")
        assert tables(empty_database) == before, revision
        upgrade(revision)
    assert drift() == []


def test_the_ledger_guards_come_with_the_schema(empty_database: sa.Engine) -> None:
    upgrade()
    with empty_database.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="only ever added to"):
        connection.execute(sa.text("TRUNCATE ledger_entries CASCADE"))


def test_what_stood_there_in_the_open_is_sealed_and_can_be_opened_again(empty_database: sa.Engine) -> None:
    def kept() -> str:
        with empty_database.connect() as connection:
            return str(connection.scalar(sa.text("SELECT iban FROM bank_details")))

    upgrade("0030")
    command.downgrade(alembic_config(), "-1")
    with empty_database.begin() as connection:
        connection.execute(sa.text("SET session_replication_role = replica"))  # a row alone, without its creator
        connection.execute(
            sa.text(
                "INSERT INTO bank_details (id, creator_id, country, holder, iban, account_number, bank_code, bic,"
                " named_at, usable_from) VALUES (gen_random_uuid(), gen_random_uuid(), 'DE', 'Ada',"
                " 'DE89370400440532013000', '', '', '', now(), now())"
            )
        )
    upgrade("0030")
    assert kept().startswith(MARK)
    assert unseal(kept()) == "DE89370400440532013000"
    command.downgrade(alembic_config(), "-1")
    assert kept() == "DE89370400440532013000"


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


CHECKS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace"""


def test_the_migrations_check_what_the_models_check(app: Flask, empty_database: sa.Engine) -> None:
    def checks(url: sa.URL) -> set[tuple[str, str, str]]:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            found = {
                (table, name, " ".join(sorted(re.findall(r"[^\s,\[\]()]+", says))))
                for table, name, says in connection.execute(sa.text(CHECKS))
            }
        engine.dispose()
        return found

    upgrade()
    assert checks(empty_database.url) == checks(sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]))


def test_posts_that_are_public_already_have_their_coming_looks_planned(empty_database: sa.Engine) -> None:
    upgrade("0038")
    with empty_database.begin() as connection:
        connection.execute(sa.text("SET session_replication_role = replica"))  # rows alone, without what they hang on
        needed = {
            column["name"]: column["type"]
            for column in sa.inspect(connection).get_columns("orders")
            if not column["nullable"] and column["default"] is None
        }
        worth = {"state": "retention", "terms": '{"retention_days": 90}', "currency": "USD", "terms_hash": ""}
        plain = {"UUID": "01a21f3b-3c22-72a8-a12d-392145b61dd2", "BIGINT": 1, "INTEGER": 1, "BOOLEAN": False}
        for number, (age, state) in enumerate(
            (("2 days", "retention"), ("2 days", "cancelled"), ("1 minute", "live_check"))
        ):
            row = {name: worth.get(name, plain.get(str(kind), "2026-01-01")) for name, kind in needed.items()}
            row |= {"id": f"00000000-0000-0000-0000-00000000000{number}", "state": state}
            row |= {"brief_id": row["id"]}
            places = ", ".join(f":{name}" for name in row)
            connection.execute(sa.text(f"INSERT INTO orders ({', '.join(row)}) VALUES ({places})"), row)
            connection.execute(
                sa.text(
                    "INSERT INTO posts (id, order_id, draft_id, url, bound_at, missing) VALUES (:id, :id, :id,"
                    f" 'https://posts.example', now() - interval '{age}', '[]')"
                ),
                {"id": row["id"]},
            )
    upgrade("0039")
    with empty_database.connect() as connection:
        planned = connection.execute(sa.text("SELECT post_id, kind FROM planned_looks")).all()
    kinds = [sorted(kind for post_id, kind in planned if str(post_id).endswith(str(number))) for number in range(3)]
    assert kinds == [["end", "month", "week"], [], ["day", "end", "first", "hour", "month", "week"]]
