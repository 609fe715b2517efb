"""Buyers in China ask for 发票; staff write down what the tax bureau's system made of it."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand
from marketplace.base.actor import SYSTEM, BrandRole
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.fapiao.actions import (
    ask_for_fapiao,
    ask_to_reverse,
    record_issued,
    record_reversed,
    refuse_fapiao,
    withdraw_fapiao,
)
from marketplace.fapiao.actions.recording import Written
from marketplace.fapiao.errors import AskedAlready, CreditNoteLeftOut, CurrenciesMixed, NotForChina, NumberTaken
from marketplace.fapiao.jobs import mark_credited_fapiao
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.queries import can_be_asked_for, fapiao_seen_by, paper_seen_by, waiting_for_staff
from marketplace.fapiao.states import FapiaoState
from marketplace.invoices.events import InvoiceIssued
from marketplace.invoices.models import Invoice
from marketplace.invoices.states import Party
from marketplace.ledger.actions import reverse
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts.models import Earning
from tests.builders.accounts import a_member, a_set_up_staff_member, a_verified_brand, owner_of
from tests.builders.fapiao import ORDINARY, PDF, an_issued_fapiao
from tests.builders.payouts import WorkAs, a_creator, an_earning, person_behind, usd
from tests.conftest import NOON, TestClock
from tests.invoices.test_issuing import nightly
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words

S = FapiaoState
DECEMBER, JANUARY = NOON + timedelta(days=10), NOON + timedelta(days=41)
TODAY = date(2026, 12, 4)


def yuan(count: int) -> Money:
    return Money(count * 100, "CNY")


@pytest.fixture
def yayan(work_as: WorkAs) -> Brand:
    return a_verified_brand(work_as, "Yayan", country="CN")


@pytest.fixture
def earned(work_as: WorkAs, cast: Cast, yayan: Brand, clock: TestClock) -> Earning:
    """Yayan has an invoice of 100 yuan for November, and one of ten dollars."""
    found = an_earning(work_as, yayan, cast.maya, yuan(1_000))
    an_earning(work_as, yayan, cast.maya, usd(100_00))
    clock.now = DECEMBER
    nightly(clock)
    return found


def of(session: Session, brand: Brand, currency: str = "CNY") -> Invoice:
    where = sa.and_(Invoice.party_id == brand.id, Invoice.currency == currency)
    return session.scalars(sa.select(Invoice).where(where).order_by(Invoice.number)).first() or pytest.fail(
        "no invoice"
    )


def asked(work_as: WorkAs, brand: Brand, *ids: UUID) -> Fapiao:
    with work_as(owner_of(brand).actor) as work:
        return ask_for_fapiao(work, ids, ORDINARY)


def test_an_invoice_is_in_one_live_wish_and_free_again_after_a_no(
    session: Session, work_as: WorkAs, cast: Cast, yayan: Brand, earned: Earning
) -> None:
    invoice = of(session, yayan)
    first = asked(work_as, yayan, invoice.id, invoice.id)
    assert (first.amount, first.state, [one.number for one in first.invoices]) == (yuan(100), S.ASKED, [invoice.number])
    with pytest.raises(AskedAlready, match=invoice.number):
        asked(work_as, yayan, invoice.id)
    with work_as(owner_of(yayan).actor) as work:
        withdraw_fapiao(work, first.id)
    second = asked(work_as, yayan, invoice.id)
    with work_as(cast.jun.actor) as work:
        refuse_fapiao(work, second.id, reason="The title is not registered.")
    third = asked(work_as, yayan, invoice.id)
    an_issued_fapiao(work_as, third.id, cast.jun)
    with pytest.raises(AskedAlready):
        asked(work_as, yayan, invoice.id)
    with work_as(owner_of(yayan).actor) as work:
        ask_to_reverse(work, third.id, reason="The title has a wrong character.")
    assert waiting_for_staff(session) == 1
    with work_as(cast.jun.actor) as work:
        record_reversed(work, third.id, Written("", "3" * 20, TODAY, PDF))
    assert asked(work_as, yayan, invoice.id).state is S.ASKED


def test_nothing_is_moved_twice_or_out_of_its_turn(
    session: Session, work_as: WorkAs, cast: Cast, yayan: Brand, earned: Earning
) -> None:
    wish = asked(work_as, yayan, of(session, yayan).id)
    with pytest.raises(NotOpen), work_as(owner_of(yayan).actor) as work:
        ask_to_reverse(work, wish.id, reason="x")
    an_issued_fapiao(work_as, wish.id, cast.jun)
    for again in (
        lambda work: record_issued(work, wish.id, Written("", "4" * 20, TODAY, PDF)),
        lambda work: refuse_fapiao(work, wish.id, reason="x"),
    ):
        with pytest.raises(NotOpen), work_as(cast.jun.actor) as work:
            again(work)
    with pytest.raises(NotOpen), work_as(owner_of(yayan).actor) as work:
        withdraw_fapiao(work, wish.id)


def test_one_number_stands_on_one_fapiao(
    session: Session, work_as: WorkAs, cast: Cast, yayan: Brand, earned: Earning
) -> None:
    an_issued_fapiao(work_as, asked(work_as, yayan, of(session, yayan).id).id, cast.jun)
    other = asked(work_as, yayan, of(session, yayan, "USD").id)
    with pytest.raises(NumberTaken):
        an_issued_fapiao(work_as, other.id, cast.jun)


def test_who_may_ask_and_for_what(
    session: Session, work_as: WorkAs, cast: Cast, yayan: Brand, clock: TestClock
) -> None:
    lin = a_creator(work_as, "Lin", country="CN")
    an_earning(work_as, cast.acme, lin, yuan(500))
    an_earning(work_as, cast.acme, lin, usd(500_00))
    an_earning(work_as, yayan, cast.maya, yuan(300))
    clock.now = DECEMBER
    nightly(clock)
    dollars, yuans = of(session, cast.acme, "USD"), of(session, cast.acme)
    with pytest.raises(NotForChina):
        asked(work_as, cast.acme, dollars.id)
    with pytest.raises(CurrenciesMixed):
        asked(work_as, cast.acme, dollars.id, yuans.id)
    for brand in (yayan, cast.acme):
        with pytest.raises(NotFound):
            asked(work_as, brand, of(session, yayan).id, yuans.id)
    with pytest.raises(Forbidden), work_as(a_member(work_as, cast.acme, "Rae").actor) as work:
        ask_for_fapiao(work, [yuans.id], ORDINARY)
    assert asked(work_as, cast.acme, yuans.id).amount == yuan(50)
    free = can_be_asked_for(session, Party.CREATOR, lin.id)
    assert {one.currency for one in free} == {"CNY", "USD"}  # a buyer in China asks for all of theirs
    with work_as(person_behind(work_as, lin).actor) as work:
        wish = ask_for_fapiao(work, [one.id for one in free if one.currency == "USD"], ORDINARY)
    for stranger in (owner_of(yayan).actor, person_behind(work_as, cast.maya).actor):
        with pytest.raises(NotFound):
            fapiao_seen_by(session, stranger, wish.id)


def test_a_credit_note_makes_the_issued_one_be_reversed_and_belongs_on_the_next(
    session: Session, work_as: WorkAs, cast: Cast, yayan: Brand, earned: Earning, clock: TestClock
) -> None:
    invoice = of(session, yayan)
    an_earning(work_as, yayan, cast.bo, yuan(700))  # December's own, so that something is left when it is over
    wish = an_issued_fapiao(work_as, asked(work_as, yayan, invoice.id).id, cast.jun)
    with work_as(SYSTEM) as work:
        for key in (f"earning:{earned.id}:matured", f"order:{earned.source_id}:settled"):
            if wrong := journal_with_key(work.session, key):
                reverse(work, wrong.id, f"{key}:back")
    clock.now = JANUARY
    nightly(clock)
    note = session.scalars(sa.select(Invoice).where(Invoice.gross_minor < 0, Invoice.party_id == yayan.id)).one()
    told = InvoiceIssued(invoice_id=note.id, party="brand", party_id=yayan.id)
    for _ in range(2):
        mark_credited_fapiao(told)
    session.expire_all()
    assert (wish.state, wish.reason) == (S.RED_DUE, note.number)
    with work_as(cast.jun.actor) as work:
        record_reversed(work, wish.id, Written("", "5" * 20, TODAY, PDF))
    mark_credited_fapiao(told)
    with pytest.raises(CreditNoteLeftOut, match=note.number):
        asked(work_as, yayan, invoice.id)


def right(invoice: Invoice) -> dict[str, str]:
    return {
        "invoice": str(invoice.id), "kind": "special", "buyer": "company", "title": "上海雅妍护肤品有限公司",
        "tax_number": "91310000MA1FL8XQ37", "address": "上海市南京西路 1 号", "phone": "021-55550101",
        "bank": "工商银行静安支行", "account": "1001234567890123", "email": "caiwu@yayan.example",
    }  # fmt: skip


def upload(number: str = "6" * 20, content: bytes = PDF, **more: str) -> dict[str, Any]:
    return {"number": number, "code": "", "issued_on": "2026-12-04", "paper": (io.BytesIO(content), "发票.pdf"), **more}


def test_a_brand_asks_staff_issue_and_the_brand_fetches_the_paper(
    session: Session, work_as: WorkAs, cast: Cast, yayan: Brand, earned: Earning, sign_in: SignIn
) -> None:
    invoice = of(session, yayan)
    browser = sign_in(owner_of(yayan))
    assert "/fapiao" in words(browser.get("/invoices"))
    assert invoice.number in words(browser.get("/fapiao"))
    assert browser.get("/fapiao/new").status_code == 303
    assert browser.get("/fapiao/new?invoice=nonsense").status_code == 303
    assert "100.00" in words(browser.get(f"/fapiao/new?invoice={invoice.id}"))
    for wrong in ({"title": " "}, {"tax_number": "1"}, {"phone": ""}, {"email": "nobody"}, {"kind": "golden"},
                  {"buyer": "cat"}, {"account": "x"}, {"bank": ""}, {"address": ""}):  # fmt: skip
        answer = browser.post("/fapiao", data=right(invoice) | wrong)
        assert answer.status_code == 422, wrong
        assert "aria-invalid" in words(answer), wrong
    assert browser.post("/fapiao", data=right(invoice) | {"invoice": ""}).status_code == 303
    made = browser.post("/fapiao", data=right(invoice))
    assert made.status_code == 303
    assert "Our staff issue it" in words(browser.get(made.location))
    assert "asked for already" in words(browser.post("/fapiao", data=right(invoice), follow_redirects=True))
    wish = session.scalars(sa.select(Fapiao)).one()
    assert "91310000MA1FL8XQ37" in words(browser.get(f"/fapiao/new?invoice={of(session, yayan, 'USD').id}"))
    member = sign_in(a_member(work_as, yayan, "Rae", roles=[BrandRole.REVIEWER]))
    assert "上海雅妍" in words(member.get("/fapiao"))
    assert member.post(f"/fapiao/{wish.id}/withdrawal").status_code == 403

    staff = sign_in(a_set_up_staff_member(work_as, "Juno"))
    assert "no connection to the tax bureau" in words(staff.get("/staff/fapiao"))
    address = f"/staff/fapiao/{wish.id}"
    for bad in (upload("1"), upload(content=b"GIF89a"), upload(content=b""), upload(issued_on="2026-11-30"),
                upload(issued_on="2027-01-01"), upload(issued_on="soon"), upload(code="1")):  # fmt: skip
        answer = staff.post(f"{address}/number", data=bad)
        assert answer.status_code == 422, bad
    assert staff.post(f"{address}/refusal", data={"reason": " "}).status_code == 422
    assert staff.post(f"{address}/number", data=upload()).status_code == 303
    assert staff.post(f"{address}/number", data=upload("7" * 20)).status_code == 409
    assert "6" * 20 in words(staff.get("/staff/fapiao?state=issued"))

    browser = sign_in(owner_of(yayan))
    assert "6" * 20 in words(browser.get(f"/fapiao/{wish.id}"))
    session.expire_all()
    paper = f"/fapiao/papers/{wish.papers[0].id}"
    fetched = browser.get(paper)
    assert (fetched.data, fetched.content_type) == (PDF, "application/pdf")
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.post(f"/fapiao/{wish.id}/reversal-request", data={"reason": ""}).status_code == 422
    assert browser.post(f"/fapiao/{wish.id}/reversal-request", data={"reason": "Wrong title"}).status_code == 303
    other = sign_in(owner_of(cast.acme))
    assert {other.get(path).status_code for path in (paper, f"/fapiao/{wish.id}")} == {404}
    assert other.post(f"/fapiao/{wish.id}/withdrawal").status_code == 404
    with pytest.raises(NotFound):
        paper_seen_by(session, owner_of(cast.acme).actor, wish.papers[0].id)
    staff = sign_in(a_set_up_staff_member(work_as, "Kai"))
    assert "Wrong title" in words(staff.get(address))
    assert staff.post(f"{address}/red-number", data=upload("8" * 20)).status_code == 303
    assert "Reversed" in words(staff.get("/staff/fapiao?state=all"))


def test_a_brand_elsewhere_without_yuan_has_nothing_to_ask_for(
    work_as: WorkAs, cast: Cast, clock: TestClock, sign_in: SignIn
) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    clock.now = DECEMBER
    nightly(clock)
    browser = sign_in(owner_of(cast.acme))
    assert "/fapiao" not in words(browser.get("/invoices"))
    assert "Nothing to ask for" in words(browser.get("/fapiao"))
