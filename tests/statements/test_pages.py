"""Statements as people read them: a month as PDF, a year as page, table and PDF, and for nobody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from marketplace.accounts.models import Person
from marketplace.gateways.current import other_settings
from marketplace.invoices.actions import save_billing_details
from marketplace.invoices.jobs import issue_invoices
from marketplace.work.jobs import Ticked
from tests.builders.accounts import a_set_up_staff_member, a_verified_brand, owner_of
from tests.builders.payouts import WorkAs, a_creator, an_earning, person_behind, usd
from tests.conftest import TestClock

SignIn = Callable[[Person], FlaskClient]


def read(answer: TestResponse) -> str:
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_a_brands_year_says_the_same_as_page_table_and_paper(
    work_as: WorkAs, clock: TestClock, sign_in: SignIn
) -> None:
    acme, maya = a_verified_brand(work_as, "Acme"), a_creator(work_as, "Maya")
    with other_settings(OPERATOR_COUNTRY="DE", OPERATOR_VAT_ID="DE136695976", OPERATOR_NAME="Wiese GmbH"):
        with work_as(owner_of(acme).actor) as work:
            save_billing_details(
                work, legal_name="杭州青野喆文化有限公司", address="Weg 1", country="DE", tax_id="", email=""
            )
        an_earning(work_as, acme, maya, usd(1_190_00))
        clock.now += timedelta(days=30)  # 24 December
        issue_invoices(Ticked(due_at=clock.now))
        browser = sign_in(owner_of(acme))
        assert "/wallet/years/2026" in browser.get("/wallet/entries").text
        shown = browser.get("/wallet/years/2026").text
        paper = read(browser.get("/wallet/years/2026.pdf"))
        for words in ("Summary of 2026 so far", "Spent on creators", "$1,190.00", "$119.00", "of which VAT: $19.00"):
            assert words in shown
            assert words in paper
        assert "杭州青野喆文化有限公司" in paper
        assert "Wiese GmbH" in paper
        rows = {row["period"]: row for row in csv.DictReader(_table(browser.get("/wallet/years/2026.csv")))}
        assert set(rows) == {"2026", *(f"2026-{month:02d}" for month in range(1, 13))}
        assert rows["2026"] == rows["2026-11"] | {"period": "2026"}
        assert (rows["2026"]["spent"], rows["2026"]["platform_fees"]) == ("1190.00", "119.00")
        assert (rows["2026"]["vat_in_fees"], rows["2026"]["opening"]) == ("19.00", "0.00")
        clock.now += timedelta(days=8)
        chinese = browser.get("/wallet/years/2026.pdf?lang=zh")
        assert "2026 年度汇总" in read(chinese)
        assert "截至目前" not in read(chinese)
        clock.now += timedelta(days=3)
        assert browser.get("/wallet/years/2026.pdf?lang=zh").data == chinese.data
        assert browser.get("/wallet/years/2027").status_code == 200


def test_a_creators_month_on_paper_has_every_entry(work_as: WorkAs, clock: TestClock, sign_in: SignIn) -> None:
    acme, maya = a_verified_brand(work_as, "Acme"), a_creator(work_as, "Maya")
    an_earning(work_as, acme, maya, usd(1_234_50))
    browser = sign_in(person_behind(work_as, maya))
    assert "/earnings/statement.pdf?month=2026-11" in browser.get("/earnings/entries?month=2026-11").text
    answer = browser.get("/earnings/statement.pdf?month=2026-11")
    assert answer.headers["Content-Disposition"] == "attachment; filename=Statement-of-account-November-2026.pdf"
    paper = read(answer)
    for words in ("Maya", "Work settled", "+$1,172.77", "Pending", "Nov 1, 2026"):
        assert words in paper
    assert "对账单" in read(browser.get("/earnings/statement.pdf?month=2026-11&lang=zh"))
    chinese = read(browser.get("/earnings/years/2026.pdf?lang=zh"))
    for words in ("收入（扣费前）", "2026年11月24日（截至目前）"):
        assert words in chinese


WRONG = (
    "statement.pdf", "statement.pdf?month=2026-13", "statement.pdf?month=2019-01", "statement.pdf?month=2999-01",
    "years/2025", "years/2027", "years/2025.csv", "years/2027.pdf", "years/0", "years/99999999999.pdf", "years/x",
)  # fmt: skip


def test_there_is_nothing_for_a_time_without_accounts(work_as: WorkAs, sign_in: SignIn) -> None:
    acme, maya = a_verified_brand(work_as, "Acme"), a_creator(work_as, "Maya")
    an_earning(work_as, acme, maya, usd(100_00))
    brand, creator = sign_in(owner_of(acme)), sign_in(person_behind(work_as, maya))
    for wrong in WRONG:
        assert brand.get(f"/wallet/{wrong}").status_code == 404, wrong
        assert creator.get(f"/earnings/{wrong}").status_code == 404, wrong


def test_a_stranger_reads_of_their_own_accounts_only(work_as: WorkAs, sign_in: SignIn) -> None:
    acme, maya = a_verified_brand(work_as, "Acme"), a_creator(work_as, "Maya")
    an_earning(work_as, acme, maya, usd(100_00))
    for person in (owner_of(a_verified_brand(work_as, "Other")), person_behind(work_as, a_creator(work_as, "Bo"))):
        browser = sign_in(person)
        for address in ("years/2026", "years/2026.csv", "years/2026.pdf", "statement.pdf?month=2026-11"):
            assert browser.get(f"/wallet/{address}").status_code == 404
            assert browser.get(f"/earnings/{address}").status_code == 404
    assert sign_in(a_set_up_staff_member(work_as, "Juno")).get("/wallet/years/2026").status_code in (403, 404)


def _table(answer: TestResponse) -> io.StringIO:
    return io.StringIO(answer.text.removeprefix("\ufeff"))
