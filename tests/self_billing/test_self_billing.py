"""Invoices in the name of creators: one a payout and brand, from the book, without gaps, taken back when it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId, PayoutId, short_code
from marketplace.base.money import Money
from marketplace.invoices.actions import save_billing_details
from marketplace.invoices.vat import Treatment
from marketplace.payouts.actions.sending import record_returned
from marketplace.payouts.events import PayoutReturned, PayoutSent
from marketplace.payouts.models import Payout
from marketplace.self_billing.actions import agree_to_self_billing, withdraw_self_billing
from marketplace.self_billing.errors import AgreedAlready, AgreementWrong
from marketplace.self_billing.jobs import bill_sent_payout, catch_up_with_payouts, credit_returned_payout
from marketplace.self_billing.legal_words import OFFERED, words_for
from marketplace.self_billing.models import SelfBill
from marketplace.self_billing.queries import agreement_of, self_bill_seen_by
from marketplace.work.jobs import Ticked
from tests.builders.accounts import a_set_up_staff_member, a_verified_brand, owner_of
from tests.builders.payouts import WorkAs, a_payout_account, an_earning, person_behind
from tests.builders.self_billing import a_self_bill, a_sent_payout, an_agreement
from tests.conftest import TestClock
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words

Check = Callable[[], None]


def eur(count: int) -> Money:
    return Money(count * 100, "EUR")


def told(job: Callable[[PayoutSent], None], payout: Payout) -> None:
    """A payout was sent, and the job hears of it twice."""
    for _ in range(2):
        fact = PayoutSent(
            payout_id=PayoutId(payout.id), creator_id=CreatorId(payout.creator_id), net_minor=1, currency="EUR"
        )
        job(fact)


def written(session: Session) -> list[SelfBill]:
    session.expire_all()
    return list(session.scalars(sa.select(SelfBill).order_by(SelfBill.issued_at, SelfBill.id)))


@pytest.fixture
def maya_is_paid(work_as: WorkAs, cast: Cast) -> Callable[[], Payout]:
    a_payout_account(work_as, cast.maya)

    def pay() -> Payout:
        return a_sent_payout(work_as, cast.maya, cast.ines, cast.jun, "EUR")

    return pay


def test_each_brand_has_one_for_what_it_paid_and_no_payout_has_two(
    session: Session, work_as: WorkAs, cast: Cast, maya_is_paid: Callable[[], Payout], everything_adds_up: Check
) -> None:
    other = a_verified_brand(work_as, "Other", country="DE")
    an_agreement(work_as, cast.maya)
    an_earning(work_as, cast.acme, cast.maya, eur(1_000), title="Oat latte")
    an_earning(work_as, cast.acme, cast.maya, eur(200), title="Barista set")
    an_earning(work_as, other, cast.maya, eur(119))
    sent = maya_is_paid()
    told(bill_sent_payout, sent)
    catch_up_with_payouts(Ticked(due_at=sent.queued_at))
    found = {one.brand_id: one for one in written(session)}
    code = short_code(cast.maya.id)
    assert sorted(one.number for one in found.values()) == [f"SB-{code}-2026-0001", f"SB-{code}-2026-0002"]
    abroad, at_home = found[cast.acme.id], found[other.id]
    assert (abroad.gross, abroad.vat, abroad.treatment) == (eur(1_200), eur(0), Treatment.OUTSIDE_SCOPE)
    assert sorted(line["title"] for line in abroad.lines) == ["Barista set", "Oat latte"]
    assert (at_home.gross, at_home.vat, at_home.rate_bp) == (eur(119), eur(19), 1900)
    assert (at_home.supplier["name"], at_home.supplier["vat_id"]) == ("Maya GmbH", "DE136695976")
    assert at_home.words == ["Self-billing / Gutschrift"]
    everything_adds_up()  # the VAT is the creator's own: nothing is booked


def test_a_payout_before_the_agreement_or_after_its_end_has_none(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, maya_is_paid: Callable[[], Payout]
) -> None:
    actor = person_behind(work_as, cast.maya).actor
    an_earning(work_as, cast.acme, cast.maya, eur(100))
    before = maya_is_paid()
    clock.advance(hours=1)
    an_agreement(work_as, cast.maya)
    clock.advance(hours=1)
    an_earning(work_as, cast.acme, cast.maya, eur(200))
    under = maya_is_paid()
    clock.advance(hours=1)
    with work_as(actor) as work:
        withdraw_self_billing(work)
    with work_as(actor) as work:
        withdraw_self_billing(work)
    clock.advance(hours=1)
    an_earning(work_as, cast.acme, cast.maya, eur(300))
    after = maya_is_paid()
    for payout in (before, after):
        told(bill_sent_payout, payout)
    assert written(session) == []
    clock.advance(days=99)
    catch_up_with_payouts(Ticked(due_at=clock.now))  # the worker was away when it was sent
    (only,) = written(session)
    assert (only.payout_id, only.gross) == (under.id, eur(200))


def test_a_payout_that_comes_back_is_credited_once_and_the_next_one_has_its_own(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock, maya_is_paid: Callable[[], Payout]
) -> None:
    an_agreement(work_as, cast.maya)
    with work_as(owner_of(cast.acme).actor) as work:
        save_billing_details(work, legal_name="Acme GmbH", address="Weg 2", country="DE", tax_id="", email="")
    an_earning(work_as, cast.acme, cast.maya, eur(119))
    sent = maya_is_paid()
    told(bill_sent_payout, sent)
    with work_as(SYSTEM) as work:
        record_returned(work, sent.id, reversed_amount=sent.net)
    for _ in range(2):
        credit_returned_payout(PayoutReturned(payout_id=PayoutId(sent.id), creator_id=CreatorId(cast.maya.id)))
    catch_up_with_payouts(Ticked(due_at=clock.now))
    bill, note = sorted(written(session), key=lambda one: one.is_credit_note)
    assert (note.credits_id, note.number) == (bill.id, f"SBC-{short_code(cast.maya.id)}-2026-0001")
    assert (note.gross, note.vat, note.net) == (-bill.gross, eur(-19), -bill.net)
    told(bill_sent_payout, sent)  # late, and out of order
    clock.advance(days=60)
    told(bill_sent_payout, maya_is_paid())
    last = written(session)[-1]
    assert (last.gross, last.number[-9:]) == (eur(119), "2027-0001")


def test_others_do_not_learn_that_it_is_there(session: Session, work_as: WorkAs, cast: Cast) -> None:
    bill = a_self_bill(work_as, cast.acme, cast.maya, cast.ines, cast.jun)
    for ours in (owner_of(cast.acme), person_behind(work_as, cast.maya), cast.jun):
        assert self_bill_seen_by(session, ours.actor, bill.id) == bill
    for stranger in (owner_of(a_verified_brand(work_as, "Other")), person_behind(work_as, cast.bo)):
        with pytest.raises(NotFound):
            self_bill_seen_by(session, stranger.actor, bill.id)


RIGHT = {"legal_name": "Maya GmbH", "address": "Weg 1", "country": "DE", "vat_id": "DE136695976", "agreed": "y"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"legal_name": ""}, "legal_name"),
        ({"legal_name": "x" * 201}, "legal_name"),
        ({"legal_name": "a\x07b"}, "legal_name"),
        ({"address": ""}, "address"),
        ({"address": "x" * 501}, "address"),
        ({"country": "CN"}, "country"),
        ({"country": "US"}, "country"),
        ({"country": ""}, "country"),
        ({"vat_id": ""}, "vat_id"),
        ({"vat_id": "DE1"}, "vat_id"),
        ({"country": "SG", "vat_id": "\x07"}, "vat_id"),
        ({"agreed": ""}, "agreed"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(
    work_as: WorkAs, cast: Cast, wrong: dict[str, str], field: str
) -> None:
    said = RIGHT | wrong
    with pytest.raises(AgreementWrong) as no, work_as(person_behind(work_as, cast.maya).actor) as work:
        agree_to_self_billing(work, **{**said, "agreed": bool(said["agreed"])})  # type: ignore[arg-type]
    assert no.value.field == field


def test_one_agreement_holds_at_a_time(work_as: WorkAs, cast: Cast) -> None:
    an_agreement(work_as, cast.maya)
    with pytest.raises(AgreedAlready):
        an_agreement(work_as, cast.maya)
    with pytest.raises(NotFound), work_as(owner_of(cast.acme).actor) as work:
        withdraw_self_billing(work)


def test_the_law_of_the_country_has_its_words() -> None:
    assert words_for("GB", with_vat=True) == ["Self-billing", "The VAT shown is your output tax due to HMRC."]
    assert words_for("GB", with_vat=False) == ["Self-billing"]
    assert "CN" not in OFFERED


def test_a_creator_agrees_and_everybody_finds_the_document(
    session: Session, work_as: WorkAs, cast: Cast, maya_is_paid: Callable[[], Payout], sign_in: SignIn
) -> None:
    maya = person_behind(work_as, cast.maya)
    browser = sign_in(maya)
    assert "/earnings/self-billing" in words(browser.get("/earnings"))
    assert "Nothing written yet" in words(browser.get("/earnings/self-billing"))
    for wrong in ({"legal_name": " "}, {"address": ""}, {"country": "CN"}, {"vat_id": "1"}, {"agreed": ""}):
        answer = browser.post("/earnings/self-billing", data=RIGHT | wrong)
        assert answer.status_code == 422, wrong
        assert "aria-invalid" in words(answer), wrong
    assert browser.post("/earnings/self-billing", data=RIGHT).status_code == 303
    assert browser.post("/earnings/self-billing", data=RIGHT).status_code == 409
    an_earning(work_as, cast.acme, cast.maya, eur(500), title="Oat latte")
    told(bill_sent_payout, maya_is_paid())
    (bill,) = written(session)
    browser = sign_in(maya)
    assert bill.number in words(browser.get("/earnings/self-billing"))
    assert "Oat latte" in words(browser.get(f"/self-billed/{bill.id}"))
    paper = browser.get(f"/self-billed/{bill.id}.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["Content-Disposition"].startswith("attachment")
    browser = sign_in(owner_of(cast.acme))
    assert "/invoices/from-creators" in words(browser.get("/invoices"))
    assert "Maya GmbH" in words(browser.get("/invoices/from-creators"))
    assert browser.get(f"/self-billed/{bill.id}").status_code == 200
    other = sign_in(owner_of(a_verified_brand(work_as, "Other")))
    assert "Maya GmbH" not in words(other.get("/invoices/from-creators"))
    assert {other.get(f"/self-billed/{bill.id}{ending}").status_code for ending in ("", ".pdf")} == {404}
    staff = sign_in(a_set_up_staff_member(work_as, "Juno"))
    for text, is_found in (
        ("", True),
        ("acme", True),
        ("MAYA", True),
        (bill.number[3:11], True),
        ("%", False),
        ("zz", False),
    ):
        assert (bill.number in words(staff.get(f"/staff/self-billed?q={text}"))) is is_found, text
    browser = sign_in(maya)
    assert browser.post("/earnings/self-billing/withdrawal").status_code == 303
    assert agreement_of(session, cast.maya.id) is None
    assert "Earlier agreements" in words(browser.get("/earnings/self-billing"))
