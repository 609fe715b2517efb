"""A small town for walks over the address map: everybody who may stand at a door, and a thing behind every address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, Rule

from marketplace.accounts import actions as accounts
from marketplace.accounts.models import Brand, Membership, Person
from marketplace.base.actor import SYSTEM, BrandRole, Duty
from marketplace.base.money import Money
from marketplace.creators.models import Channel, Creator, Rate
from marketplace.drafts.models import Draft, Picture, Sighting
from marketplace.gateways.current import other_settings
from marketplace.ledger.models import Account, Journal
from marketplace.orders.views.verbs import VERBS_BY_NOUN
from marketplace.payouts.actions import (
    Proof,
    hold_earning,
    hold_payout,
    lift_hold,
    propose_write_off,
    record_carried_out,
)
from marketplace.payouts.states import HoldReason
from marketplace.reconciliation.actions import propose_correction
from marketplace.self_billing.actions import bill_payout
from marketplace.web.doors import Door
from marketplace.work.outbox import Delivery
from tests.builders.accounts import a_member, a_staff_member, owner_of
from tests.builders.authenticity import an_appeal
from tests.builders.drafts import a_proved_draft_in_review
from tests.builders.fapiao import a_wish, an_issued_fapiao
from tests.builders.orders import WorkAs, a_creator_to_book, a_funded_brand, another_order, publish
from tests.builders.payouts import (
    OUR_BANK,
    a_batch,
    a_chargeback,
    a_creator,
    a_creator_with_a_bank,
    a_file_at_the_bank,
    a_give_back,
    a_payout_account,
    a_proposed_give_back,
    a_queued_payout,
    a_refund,
    a_rule_that_paused,
    a_signed_batch,
    a_topped_up_wallet,
    an_earning,
    an_invoice,
    an_open_top_up,
)
from tests.builders.plans import a_plan
from tests.builders.reconciliation import an_open_item
from tests.builders.self_billing import a_sent_payout, an_agreement
from tests.builders.withdrawals import a_withdrawal
from tests.standing import met

NOUNS: Mapping[str, tuple[str, ...]] = {"orders.act": tuple(VERBS_BY_NOUN)}
"""Pages that read the verb from their address -> the verbs."""

WORDS = {
    "token": "no-such-token",
    "code": "zh",
    "name": "terms",
    "filename": "app.css",
    "day": "2026-11-23",
    "year": 2026,
    "change_id": "txn_unknown",
    "sign": "comments_low",
}
"""Parts of addresses that name no row."""


PEOPLE = ("acme", "reviewer", "cashier", "maya", "nordlys", "bo")


@dataclass(frozen=True)
class Address:
    """One address of the map and one way to ask for it."""

    endpoint: str
    method: str
    path: str
    door: Door | None
    names_a_row: bool
    noun: str | None

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} ({self.path})"

    @property
    def key(self) -> str:
        """The endpoint, with the verb where the address tells it."""
        return f"{self.endpoint}:{self.noun}" if self.noun else self.endpoint


@dataclass(frozen=True)
class Town:
    """Acme has booked Maya; Nordlys and Bo have nothing to do with it."""

    acme: Person
    reviewer: Person
    cashier: Person
    maya: Person
    nordlys: Person
    bo: Person
    staff: Mapping[Duty, Person]
    rows: Mapping[str, Any]

    def seen_from(self, session: Session) -> Town:
        """The same town with its people as a session knows them."""
        people = {name: met(session, getattr(self, name)) for name in PEOPLE}
        return replace(self, **people, staff={duty: met(session, person) for duty, person in self.staff.items()})

    def addresses(self, app: Flask) -> Iterator[Address]:
        """Every address, with a real thing in every place. Fails for a place it knows no thing for."""
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":
                continue
            view = app.view_functions[rule.endpoint]
            for values, method in product(self._values(rule), sorted(rule.methods - {"HEAD", "OPTIONS"})):
                path = rule.build(values, append_unknown=False)
                yield Address(
                    endpoint=rule.endpoint,
                    method=method,
                    path=path[1],
                    door=getattr(view, "door", None),
                    names_a_row=bool(set(values) & set(self.rows)),
                    noun=values.get("noun"),
                )

    def _values(self, rule: Rule) -> Iterator[dict[str, Any]]:
        choices = {name: self._choices(rule, name) for name in rule.arguments}
        for chosen in product(*choices.values()):
            yield dict(zip(choices, chosen, strict=True))

    def _choices(self, rule: Rule, name: str) -> tuple[Any, ...]:
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            return tuple(sorted(converter.items))
        if name == "noun":
            return NOUNS[rule.endpoint]
        assert name in self.rows or name in WORDS, (
            f"{rule} needs a {name}: give the town one in tests/architecture/town.py"
        )
        return (self.rows.get(name, WORDS.get(name)),)


def a_town(work_as: WorkAs, session: Session) -> Town:
    """Builds it by actions."""
    deal, proof = a_proved_draft_in_review(work_as)
    publish(another_order(deal))
    other_brand = a_funded_brand(work_as, "Nordlys")
    other_creator = a_creator_to_book(work_as, "Bo")
    acme = session.get_one(Brand, deal.brand.brand_id)
    maya = session.get_one(Creator, deal.creator.creator_id)
    reviewer = a_member(work_as, acme, "Rae", roles=(BrandRole.REVIEWER,))
    cashier = a_member(work_as, acme, "Cas", roles=(BrandRole.FINANCE,))
    staff = {duty: a_staff_member(work_as, f"Staff-{duty.value}", duties=(duty,)) for duty in Duty}
    with work_as(owner_of(acme).actor) as work:
        invitation_id = accounts.invite_member(work, email="new@example.com", roles=(BrandRole.REVIEWER,)).id
    rows = {
        "brand_id": acme.id,
        "brief_id": deal.brief_id,
        "application_id": deal.application_id,
        "plan_id": a_plan(work_as, deal.brand, deal.brief_id).id,
        "order_id": deal.order_id,
        "creator_id": maya.id,
        "invitation_id": invitation_id,
        "membership_id": session.scalar(sa.select(Membership.id).where(Membership.person_id == reviewer.id)),
        "draft_id": session.scalar(sa.select(Draft.id).where(Draft.order_id == deal.order_id)),
        "claim_proof_id": proof.id,
        "picture_id": session.scalar(sa.select(Picture.id).limit(1)),
        "sighting_id": session.scalar(sa.select(Sighting.id).limit(1)),
        "remark_id": an_appeal(work_as, deal.creator).id,
        "channel_id": session.scalar(sa.select(Channel.id).where(Channel.creator_id == maya.id)),
        "rate_id": session.scalar(sa.select(Rate.id).where(Rate.creator_id == maya.id)),
        "delivery_id": session.scalar(sa.select(Delivery.id).limit(1)),
        "account_id": session.scalar(sa.select(Account.id).limit(1)),
        "journal_id": session.scalar(sa.select(Journal.id).limit(1)),
        **_money_of(work_as, acme, maya, staff[Duty.FINANCE]),
    }
    return Town(
        acme=owner_of(acme),
        reviewer=reviewer,
        cashier=cashier,
        maya=session.get_one(Person, deal.creator.person_id),
        nordlys=owner_of(session.get_one(Brand, other_brand.brand_id)),
        bo=session.get_one(Person, other_creator.person_id),
        staff=staff,
        rows=rows,
    )


def _money_of(work_as: WorkAs, brand: Brand, creator: Creator, cashier: Person) -> dict[str, Any]:
    top_up_id = an_open_top_up(work_as, brand, Money(50_000, "USD")).id
    paid = a_topped_up_wallet(work_as, brand, Money(50_000, "USD"))
    a_rule_that_paused(work_as, brand)
    refund_id = a_refund(work_as, brand, Money(1_000, "USD")).id
    chargeback_id = a_chargeback(work_as, paid, Money(5_000, "USD")).id
    earning_id = an_earning(work_as, brand, creator, Money(20_000, "USD")).id
    a_payout_account(work_as, creator)
    payout = a_queued_payout(work_as, creator)
    payout_id = payout.id
    with work_as(cashier.actor) as work:
        hold = hold_payout(work, payout_id, reason=HoldReason.LEGAL, note="A letter came.")
        lift_hold(work, hold.id)
    an_earning(work_as, brand, creator, Money(1_000_00, "CNY"))
    doubted = an_earning(work_as, brand, creator, Money(3_000, "USD"))
    with work_as(cashier.actor) as work:
        earning_hold = hold_earning(work, doubted.id, reason=HoldReason.LEGAL, note="A letter came.")
    invoice_id = an_invoice(work_as)
    withdrawal_id = a_withdrawal(work_as, cashier).id
    wish = a_wish(work_as, owner_of(brand))
    an_issued_fapiao(work_as, wish.id, cashier)
    batch_id = a_batch(work_as, cashier, [payout]).id
    at_the_bank = _a_bank_file(work_as, brand, cashier)
    proposed = a_proposed_give_back(work_as, cashier, brand, payout.lines[0].earning, Money(1_000, "USD"))
    write_off_id = _a_write_off(work_as, brand, cashier)
    return {
        "top_up_id": top_up_id, "refund_id": refund_id, "chargeback_id": chargeback_id, "currency": "USD",
        "hold_id": hold.id, "withdrawal_id": withdrawal_id, "invoice_id": invoice_id,
        "self_bill_id": _a_self_bill(work_as, brand, creator, cashier),
        "fapiao_id": wish.id, "fapiao_paper_id": wish.papers[0].id,
        "give_back_id": proposed.id, "write_off_id": write_off_id,
        "earning_id": earning_id, "earning_hold_id": earning_hold.id,
        "payout_id": payout_id, "batch_id": batch_id, **at_the_bank,
        **_an_open_item(work_as, cashier),
    }  # fmt: skip


def _a_bank_file(work_as: WorkAs, brand: Brand, cashier: Person) -> dict[str, Any]:
    """A file that the bank has carried out, with its proof."""
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, brand, lin, Money(10_000, "USD"))
    signer = a_staff_member(work_as, "Signer", duties=(Duty.FINANCE,))
    batch = a_signed_batch(work_as, cashier, signer, [a_queued_payout(work_as, lin)])
    with other_settings(**OUR_BANK):
        file = a_file_at_the_bank(work_as, cashier, signer, batch)
        with work_as(signer.actor) as work:
            proof = Proof("advice.pdf", b"%PDF-1.7")
            record_carried_out(work, file.id, proof=proof, answers={row.id: None for row in file.rows})
            work.session.refresh(file)
            return {"bank_file_id": file.id, "row_id": file.rows[0].id, "proof_id": file.proofs[0].id}


def _a_write_off(work_as: WorkAs, brand: Brand, cashier: Person) -> UUID:
    """Somebody who was paid owes all of it, and finance wants to let it go."""
    ola = a_creator(work_as, "Ola")
    a_payout_account(work_as, ola)
    earning = an_earning(work_as, brand, ola, Money(4_000, "USD"))
    a_queued_payout(work_as, ola)
    a_give_back(
        work_as, cashier, a_staff_member(work_as, "Co-signer", duties=(Duty.FINANCE,)), brand, earning, earning.gross
    )
    with work_as(cashier.actor) as work:
        return propose_write_off(work, ola.id, "USD", note="She has left.").id


def _a_self_bill(work_as: WorkAs, brand: Brand, creator: Creator, cashier: Person) -> UUID:
    """A payout in another currency was sent to a creator who has agreed to self-billing."""
    an_agreement(work_as, creator)
    an_earning(work_as, brand, creator, Money(1_190_00, "EUR"))
    signer = a_staff_member(work_as, "Counter-signer", duties=(Duty.FINANCE,))
    sent = a_sent_payout(work_as, creator, cashier, signer, "EUR")
    with work_as(SYSTEM) as work:
        return bill_payout(work, sent.id)[0].id


def _an_open_item(work_as: WorkAs, cashier: Person) -> dict[str, Any]:
    item_id = an_open_item(work_as)
    with work_as(cashier.actor) as work:
        return {"item_id": item_id, "correction_id": propose_correction(work, item_id).id}
