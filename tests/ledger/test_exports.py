"""The book in formats that others read: an independent program agrees with every balance."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from beancount import loader
from beancount.core.data import Balance, Transaction
from click.testing import CliRunner, Result
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.ledger import chart, queries
from marketplace.ledger.actions import book, reverse, seal
from marketplace.ledger.commands import ledger
from marketplace.ledger.content import fingerprint
from marketplace.ledger.exports.beancount import account_name, as_beancount
from marketplace.ledger.exports.rows import Booked, Opened
from marketplace.ledger.exports.tables import as_csv
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account
from marketplace.ledger.postings import brands, platform
from marketplace.work.instants import running_on
from marketplace.work.unit import unit_of_work
from tests.conftest import NOON
from tests.ledger.test_postings import TABLE

Committed = Callable[[], AbstractContextManager[Session]]
TODAY, TOMORROW = NOON, NOON + timedelta(days=1)


@pytest.fixture
def all_kinds(app: Flask, committed: Committed) -> Committed:
    """A book with every kind of journal, over two days, in currencies of 0, 2 and 3 decimals."""
    with app.app_context(), running_on(lambda: TODAY), unit_of_work(SYSTEM) as work:
        for code in sorted({line.account for said, *_ in TABLE for line in said.lines} - {chart.suspense()}):
            side = 1 if chart.family_of(code).normal_side is chart.NormalSide.CREDIT else -1
            book(work, platform.adjustment(code, Money(side * 1_000, "USD")), key=f"begins with: {code}")
        for currency in ("JPY", "KWD"):
            book(work, brands.topped_up(UUID(int=1), Money(12_345, currency)), key=f'top-up "{currency}" \\ =1+1')
    with app.app_context(), running_on(lambda: TOMORROW), unit_of_work(SYSTEM) as work:
        journals = [book(work, row[0], key=f"{place}") for place, row in enumerate(TABLE)]
        reverse(work, journals[0].id, "back")
        seal(work, limit=20)
    return committed


@pytest.fixture
def export(app: Flask, tmp_path: Path) -> Callable[..., Path]:
    def run(shape: str, *more: str) -> Path:
        file = tmp_path / f"book.{shape}"
        with app.app_context():
            from marketplace.database import db

            name = db.engines[None].url.database
            done: Result = CliRunner().invoke(
                ledger, ["export", "--format", shape, "--database", str(name), *more, str(file)]
            )
        assert done.exit_code == 0, done.output
        return file

    return run


def test_beancount_finds_no_error_and_every_balance_of_ours(all_kinds: Committed, export: Callable[..., Path]) -> None:
    entries, errors, options = loader.load_file(str(export("beancount")))
    assert errors == []
    assert options["operating_currency"] == ["JPY", "KWD", "USD"]
    journals = [entry for entry in entries if isinstance(entry, Transaction)]
    assert {entry.meta["kind"] for entry in journals} == set(JournalKind)
    theirs: dict[tuple[str, str], Decimal] = {}
    for journal in journals:
        for posting in journal.postings:
            place = (posting.account, posting.units.currency)
            theirs[place] = theirs.get(place, Decimal()) + posting.units.number
    with all_kinds() as session:
        rows = session.query(Account).all()
        ours = {
            (account_name(row.code), row.currency): Money(row.balance.amount_minor, row.currency).decimal
            for row in rows
        }
        assert theirs == ours
        assert len(journals) == queries.journals(session, 1).total
    said = {
        (entry.account, entry.amount.currency): entry.amount.number for entry in entries if isinstance(entry, Balance)
    }
    assert said == ours


def test_beancount_finds_an_amount_that_was_changed_in_the_file(
    all_kinds: Committed, export: Callable[..., Path]
) -> None:
    file = export("beancount")
    text = file.read_text(encoding="utf-8")
    assert text.count("12.345 KWD") == 4
    file.write_text(text.replace("12.345 KWD", "12.346 KWD", 1), encoding="utf-8")
    assert loader.load_file(str(file))[1]


def test_an_export_until_a_day_holds_what_was_booked_by_then(all_kinds: Committed, export: Callable[..., Path]) -> None:
    entries, errors, _ = loader.load_file(str(export("beancount", "--until", f"{TODAY:%Y-%m-%d}")))
    assert errors == []
    assert {entry.date for entry in entries if isinstance(entry, Transaction)} == {TODAY.date()}


def test_json_lines_are_enough_to_derive_every_fingerprint(all_kinds: Committed, export: Callable[..., Path]) -> None:
    journals = [json.loads(line) for line in export("jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["link"] for one in journals if one["link"]] == list(range(1, 21))
    for one in journals:
        lines = [(code, minor) for code, minor in one["lines"]]
        assert one["fingerprint"] == fingerprint(one["kind"], one["key"], one["currency"], lines, one["reverses"])


def test_a_table_has_a_row_for_each_line_and_balances(all_kinds: Committed, export: Callable[..., Path]) -> None:
    with export("csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for currency in ("USD", "JPY", "KWD"):
        of_it = [row for row in rows if row["currency"] == currency]
        assert sum(Decimal(row["debit"] or 0) for row in of_it) == sum(Decimal(row["credit"] or 0) for row in of_it) > 0
    assert {row["debit"] for row in rows if row["currency"] == "KWD"} == {"12.345", ""}


def test_no_text_of_a_table_is_a_formula() -> None:
    bad = Booked(1, "=HYPERLINK(1)", "top_up", NOON, "USD", "@x", "f", None, [*TABLE[0][0].lines])
    row = next(csv.DictReader(list(as_csv([bad]))))
    assert (row["key"], row["reverses"]) == ("'=HYPERLINK(1)", "'@x")


def test_an_empty_book_is_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "empty.beancount"
    file.write_text("\n".join(as_beancount([], [], 'The "best" \\ book')), encoding="utf-8")
    _, errors, options = loader.load_file(str(file))
    assert errors == []
    assert options["title"] == 'The "best" \\ book'


@given(st.sampled_from(chart.FAMILIES), st.uuids())
def test_every_account_of_the_chart_has_a_name_that_beancount_takes(family: chart.Family, owner: UUID) -> None:
    code = f"{family.prefix}:{owner}" if family.owned else family.prefix
    day = date(2026, 11, 24)
    text = "\n".join(as_beancount([Opened(code, day, Money(0, "USD"))], [], "Names"))
    assert loader.load_string(text)[1] == []
