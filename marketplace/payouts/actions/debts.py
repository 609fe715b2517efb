"""What a creator owes: paid out of what they earn next, before anything of it can leave; or let go by two people."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId, new_id
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.ledger import chart
from marketplace.ledger.actions import Locked, book, lock_account
from marketplace.ledger.postings.debts import debt_netted, debt_written_off
from marketplace.payouts.errors import AlreadyProposed, NothingOwed, OwnProposal, WordsMissing
from marketplace.payouts.events import CreatorDebtNetted, CreatorDebtWrittenOff
from marketplace.payouts.models import Netting, WriteOff
from marketplace.payouts.queries import earnings_at_hand, open_write_off, owed_by_creator, write_off_seen_by
from marketplace.work.unit import Work

MOST_IN_A_NOTE = 1000


def lock_purse(work: Work, creator_id: UUID, currency: str) -> Locked:
    """Locks what a creator can be paid in a currency.

    Whoever earns, pays out, takes back or nets does this before anything else of the creator's money, so that nobody
    pays out what somebody else sets off at the same moment, and nobody waits in a ring.
    """
    return lock_account(work, chart.creator_available(creator_id), currency)


def net_creator_debt(work: Work, creator_id: UUID, currency: str) -> Money:
    """Pays what a creator owes, or as much of it as they have, out of earnings that could be paid out, oldest first.

    Gives how much. Bears repetition. The purse has to be locked by the caller.
    """
    paid = Money.zero(currency)
    owed = owed_by_creator(work.session, creator_id).get(currency)
    if not owed:
        return paid
    debtor, source = chart.owed_by_creator(creator_id), chart.creator_available(creator_id)
    for earning in earnings_at_hand(work.session, creator_id, currency):
        part = min(owed - paid, earning.left)
        if not part:
            break
        netting = Netting(
            id=new_id(), creator_id=creator_id, currency=currency, amount_minor=part.minor, netted_at=work.now
        )
        earning.nettings.append(netting)
        book(work, debt_netted(debtor, source, part), key=f"netting:{netting.id}")
        paid += part
    if paid:
        work.announce(
            CreatorDebtNetted(
                creator_id=CreatorId(creator_id),
                amount_minor=paid.minor,
                left_minor=(owed - paid).minor,
                currency=currency,
            )
        )
    return paid


def propose_write_off(work: Work, creator_id: UUID, currency: str, *, note: str) -> WriteOff:
    """Finance staff think that a debt will never be paid; somebody else signs.

    Raises WordsMissing, NothingOwed, AlreadyProposed.
    """
    must_be_finance(work.actor)
    if work.session.get(Creator, creator_id, with_for_update={"key_share": True}) is None:
        raise NotFound()
    said = note_for_colleagues(note)
    owed = owed_by_creator(work.session, creator_id).get(currency)
    if not owed:
        raise NothingOwed()
    if open_write_off(work.session, creator_id, currency) is not None:
        raise AlreadyProposed()
    write_off = WriteOff(
        creator_id=creator_id,
        currency=currency,
        amount_minor=owed.minor,
        note=said,
        made_by_id=work.actor.person_id,
        made_at=work.now,
    )
    work.session.add(write_off)
    write_off.begin(at=work.now)
    work.session.flush()
    return write_off


def sign_write_off(work: Work, write_off_id: UUID) -> WriteOff:
    """A second person lets a debt go: we bear what is still owed of it. Raises OwnProposal, NothingOwed."""
    must_be_finance(work.actor)
    write_off = write_off_seen_by(work.session, work.actor, write_off_id, lock=True)
    if write_off.made_by_id == work.actor.person_id:
        raise OwnProposal()
    lock_purse(work, write_off.creator_id, write_off.currency)
    debtor = chart.owed_by_creator(write_off.creator_id)
    borne = min(lock_account(work, debtor, write_off.currency).amount, write_off.amount)
    if not borne:
        raise NothingOwed()
    write_off.move("sign", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    write_off.amount_minor = borne.minor
    write_off.signed_by_id, write_off.signed_at = work.actor.person_id, work.now
    book(work, debt_written_off(debtor, borne), key=f"write_off:{write_off.id}")
    work.announce(
        CreatorDebtWrittenOff(
            creator_id=CreatorId(write_off.creator_id), amount_minor=borne.minor, currency=borne.currency
        )
    )
    return write_off


def drop_write_off(work: Work, write_off_id: UUID) -> WriteOff:
    """The debt stays after all."""
    must_be_finance(work.actor)
    write_off = write_off_seen_by(work.session, work.actor, write_off_id, lock=True)
    write_off.move("drop", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    return write_off


def note_for_colleagues(note: str) -> str:
    """The note without blanks around it. Raises WordsMissing for none, or too many."""
    said = note.replace("\x00", "").strip()
    if not 0 < len(said) <= MOST_IN_A_NOTE:
        raise WordsMissing(most=MOST_IN_A_NOTE)
    return said
