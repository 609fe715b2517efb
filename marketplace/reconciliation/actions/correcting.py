"""Putting an open item right: one person proposes, another signs, and only then is anything booked."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.ledger import chart
from marketplace.ledger.actions import book, reverse
from marketplace.ledger.content import Posting
from marketplace.ledger.postings.platform import adjustment
from marketplace.ledger.queries import account_with_code
from marketplace.reconciliation.errors import (
    AlreadyProposed,
    AnotherPersonSigns,
    NothingInSuspense,
    NothingToBook,
    ReasonMissing,
    UnknownAccount,
)
from marketplace.reconciliation.events import CorrectionProposed, OpenItemCorrected, OpenItemDismissed
from marketplace.reconciliation.models import Correction, Item
from marketplace.reconciliation.models.items import as_said
from marketplace.reconciliation.queries import both_sides_of, correction_seen_by, item_seen_by, suggested_for
from marketplace.reconciliation.states import ItemState
from marketplace.work.unit import Work


def propose_correction(work: Work, item_id: UUID) -> Correction:
    """Proposes what is suggested for an open item. Raises NothingToBook or AlreadyProposed."""
    item = _item(work, item_id)
    suggested = suggested_for(work.session, item)
    if item.state is not ItemState.OPEN or not suggested.is_something:
        raise NothingToBook()
    return _propose(work, item, suggested.postings, suggested.reverses)


def adjust(work: Work, item_id: UUID, *, account: str, currency: str) -> Correction:
    """Proposes to move what a signed correction has put into suspense to where it belongs.

    Raises NothingInSuspense, UnknownAccount or AlreadyProposed.
    """
    item = _item(work, item_id)
    left = item.in_suspense.get(currency)
    if item.state is not ItemState.CORRECTED or left is None:
        raise NothingInSuspense()
    if account == chart.suspense() or account_with_code(work.session, account, currency) is None:
        raise UnknownAccount()
    return _propose(work, item, [adjustment(account, left)], ())


def sign_correction(work: Work, correction_id: UUID) -> Correction:
    """A second person signs a correction, and it is booked. Raises AnotherPersonSigns, and what the book raises."""
    must_be_finance(work.actor)
    item = _item(work, correction_seen_by(work.session, work.actor, correction_id).item_id)
    correction = next(one for one in item.corrections if one.id == correction_id)
    if correction.proposed_by_id == work.actor.person_id:
        raise AnotherPersonSigns()
    correction.move("sign", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    correction.signed_by_id, correction.signed_at = work.actor.person_id, work.now
    for journal_id in sorted(correction.takes_back):
        reverse(work, journal_id, f"reconciliation:{correction.id}:back:{journal_id}")
    for number, posting in enumerate(correction.postings):
        book(work, posting, key=f"reconciliation:{correction.id}:{number}")
    if item.state is ItemState.OPEN:
        item.move("correct", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    work.announce(OpenItemCorrected(correction_id=correction.id, item_id=item.id))
    return correction


def withdraw_correction(work: Work, correction_id: UUID) -> Correction:
    """Takes a proposal back before anybody has signed it."""
    must_be_finance(work.actor)
    item = _item(work, correction_seen_by(work.session, work.actor, correction_id).item_id)
    correction = next(one for one in item.corrections if one.id == correction_id)
    correction.move("withdraw", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    return correction


def dismiss_item(work: Work, item_id: UUID, *, because: str) -> Item:
    """Sets an open item aside. It comes back when something about it changes. Raises ReasonMissing."""
    item = _item(work, item_id)
    if not because.strip():
        raise ReasonMissing()
    if item.proposal:
        raise AlreadyProposed()
    item.move("dismiss", by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=because.strip())
    item.dismissed_because = because.strip()
    work.announce(OpenItemDismissed(item_id=item.id))
    return item


def _item(work: Work, item_id: UUID) -> Item:
    """The item, locked: proposals, signatures and the night compete for this row."""
    must_be_finance(work.actor)
    item = item_seen_by(work.session, work.actor, item_id, lock=True)
    work.session.expire(item, ["corrections"])
    return item


def _propose(work: Work, item: Item, postings: Sequence[Posting], reverses: Sequence[UUID]) -> Correction:
    if item.proposal:
        raise AlreadyProposed()
    correction = Correction(
        item_id=item.id,
        proposed_by_id=work.actor.person_id,
        proposed_at=work.now,
        about=_about(work, item),
        said=[as_said(posting) for posting in postings],
        reverses=[str(journal_id) for journal_id in reverses],
    )
    work.session.add(correction)
    correction.begin(at=work.now)
    work.session.flush()
    work.announce(CorrectionProposed(correction_id=correction.id, item_id=item.id))
    return correction


def _about(work: Work, item: Item) -> str:
    """What the journals of a correction stand for at Stripe: the same as what they correct."""
    found = both_sides_of(work.session, item)
    if found.told:
        return found.told[0].id
    first = found.booked[0]
    return first.about or first.purpose or first.key
