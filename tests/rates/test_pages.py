"""Rates are handed in by finance staff, and read by brands and staff as one dated sum."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, Duty
from marketplace.base.errors import Forbidden
from marketplace.base.money import Money
from marketplace.rates.actions import enter_file
from marketplace.rates.commands import rates as commands
from marketplace.rates.models import ReferenceRate
from tests.builders.accounts import a_staff_member, owner_of
from tests.builders.payouts import WorkAs, a_topped_up_wallet, usd
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.conftest import cast

__all__ = ["cast"]

SignIn = Callable[[Any], Any]
TABLE = f"Date, USD, JPY, \n{NOON:%Y-%m-%d}, 1.25, 160, \n"


def hand_in(browser: Any, content: bytes) -> Any:
    return browser.post("/staff/rates", data={"table": (io.BytesIO(content), "eurofxref.csv")})


def test_a_brand_reads_one_sum_in_the_currency_it_likes(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    a_topped_up_wallet(work_as, cast.acme, usd(1_000_00))
    acme = sign_in(owner_of(cast.acme))
    assert "Together about" not in acme.get("/wallet").get_data(as_text=True)
    a_topped_up_wallet(work_as, cast.acme, Money(500_00, "EUR"))
    said = acme.get("/wallet").get_data(as_text=True)
    assert "There is no reference rate of the last 7 days for USD, so no sum is shown." in said
    with work_as(SYSTEM) as work:
        enter_file(work, TABLE)
    said = acme.get("/wallet").get_data(as_text=True)
    assert f"Together about €1,300, at the ECB's rates of {NOON:%b %-d, %Y}." in said
    assert acme.get("/shown-in/JPY?next=/wallet").headers["Location"] == "/wallet"
    assert "Together about ¥208,000" in acme.get("/wallet").get_data(as_text=True)
    acme.get("/shown-in/XXX")
    assert "Together about ¥208,000" in acme.get("/wallet").get_data(as_text=True)


def test_staff_read_the_totals_of_the_book_together(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    a_topped_up_wallet(work_as, cast.acme, usd(1_000_00))
    a_topped_up_wallet(work_as, cast.acme, Money(500_00, "EUR"))
    with work_as(SYSTEM) as work:
        enter_file(work, TABLE)
    said = sign_in(cast.ines).get("/staff/ledger").get_data(as_text=True)
    assert "Liabilities:" in said
    assert "Together about €1,300" in said


def test_a_table_is_taken_once_or_refused_whole(session: Session, cast: Cast, sign_in: SignIn) -> None:
    ines = sign_in(cast.ines)
    assert "There are no rates yet" in ines.get("/staff/rates").get_data(as_text=True)
    refused = hand_in(ines, f"{TABLE}2026-11-99, 1, 1\n".encode())
    assert refused.status_code == 422
    assert "Line 3: “2026-11-99” is no day" in refused.get_data(as_text=True)
    assert hand_in(ines, b"PK\x03\x04\xff\xfe").status_code == 422
    assert hand_in(ines, b"").status_code == 422
    assert ines.post("/staff/rates").status_code == 422
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceRate)) == 0
    for words in ("2 rates are new, 0 changed, 0 were known.", "0 rates are new, 0 changed, 2 were known."):
        assert hand_in(ines, TABLE.encode()).status_code == 303
        assert words in ines.get("/staff/rates").get_data(as_text=True)
    assert hand_in(ines, TABLE.replace("160", "161").encode()).status_code == 303
    said = ines.get("/staff/rates").get_data(as_text=True)
    assert "0 rates are new, 1 changed, 1 were known." in said
    assert "161" in said


def test_only_finance_staff_enter_rates(work_as: WorkAs, cast: Cast) -> None:
    for person in (a_staff_member(work_as, "Tru", duties=(Duty.TRUST,)), owner_of(cast.acme)):
        with pytest.raises(Forbidden), work_as(person.actor) as work:
            enter_file(work, TABLE)


def test_the_command_says_which_lines_are_wrong(app: Flask, session: Session, tmp_path: Path, clock: TestClock) -> None:
    file = tmp_path / "eurofxref.csv"
    file.write_text(TABLE)
    done = CliRunner().invoke(commands, ["import", str(file)])
    assert json.loads(done.output) == {"new": 2, "changed": 0, "known": 0}
    file.write_text("Date,USD\nyesterday,1.1\n")
    failed = CliRunner().invoke(commands, ["import", str(file)])
    assert failed.exit_code == 1
    assert "line 2: “yesterday” is no day" in failed.output
    file.write_bytes(b"PK\x03\x04\xff")
    assert "Unpack the bank's archive first" in CliRunner().invoke(commands, ["import", str(file)]).output
