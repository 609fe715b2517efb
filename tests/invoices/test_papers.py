"""Invoices as PDF: what the page says, in either language, for those who may read the page."""

from __future__ import annotations

import io
from datetime import timedelta

from pypdf import PdfReader
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.base.ids import new_id
from tests.builders.accounts import a_set_up_staff_member, a_verified_brand, owner_of
from tests.builders.payouts import WorkAs, an_earning, person_behind, usd
from tests.conftest import TestClock
from tests.invoices.test_issuing import DECEMBER, issued, nightly
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words


def read(answer: TestResponse) -> str:
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_an_invoice_in_either_language(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, sign_in: SignIn
) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(1_234_50), title="燕麦拿铁 Oat latte")
    clock.now = DECEMBER
    nightly(clock)
    brand, creator = issued(session)
    browser = sign_in(owner_of(cast.acme))
    assert f"/invoices/{brand.id}.pdf?lang=zh" in words(browser.get(f"/invoices/{brand.id}"))
    english = browser.get(f"/invoices/{brand.id}.pdf?lang=en")
    assert english.headers["Content-Disposition"] == f"attachment; filename=Invoice-{brand.number}.pdf"
    for word in (
        brand.number,
        "Platform fees of November 2026",
        "燕麦拿铁 Oat latte",
        "$123.45",
        "Page 1 of 1",
        "Acme",
    ):
        assert word in read(english)
    chinese = browser.get(f"/invoices/{brand.id}.pdf?lang=zh")
    assert f"{brand.number}.pdf" in chinese.headers["Content-Disposition"]
    assert "filename*=UTF-8''%" in chinese.headers["Content-Disposition"]
    for word in (brand.number, "2026年11月", "燕麦拿铁 Oat latte", "US$123.45", "第 1 页，共 1 页"):
        assert word in read(chinese)
    clock.now += timedelta(days=3)
    assert browser.get(f"/invoices/{brand.id}.pdf?lang=en").data == english.data
    assert browser.get(f"/invoices/{brand.id}.pdf?lang=nonsense").status_code == 200
    for unknown in (creator.id, new_id()):
        assert browser.get(f"/invoices/{unknown}.pdf").status_code == 404
    for reader, status in (
        (person_behind(work_as, cast.maya), 404),
        (owner_of(a_verified_brand(work_as, "Other")), 404),
        (a_set_up_staff_member(work_as, "Juno"), 200),
    ):
        assert sign_in(reader).get(f"/invoices/{brand.id}.pdf").status_code == status
