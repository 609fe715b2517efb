"""What would put a break right: postings of the table, and journals to take back. Never booked by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from marketplace.base.money import Money
from marketplace.ledger.content import Posting
from marketplace.ledger.postings.platform import stripe_fee, unexplained, withdrawal_begun, withdrawal_failed
from marketplace.reconciliation.sides import Break, Told, parts_of
from marketplace.reconciliation.states import BreakKind


@dataclass(frozen=True)
class Suggestion:
    """Postings to book and journals to take back; neither means that nothing has to be booked."""

    postings: tuple[Posting, ...] = ()
    reverses: tuple[UUID, ...] = ()

    @property
    def is_something(self) -> bool:
        """Whether anything would be booked."""
        return bool(self.postings or self.reverses)


def suggestion_for(found: Break) -> Suggestion:
    """What would put a break right, by its class."""
    return _BY_KIND[found.kind](found)


def _nothing(_: Break) -> Suggestion:
    return Suggestion()


def _book_what_is_told(found: Break) -> Suggestion:
    return Suggestion(tuple(_postings_of(found.told[0])))


def _take_back(found: Break) -> Suggestion:
    return Suggestion(reverses=tuple(ours.journal_id for ours in found.booked))


def _book_the_difference(found: Break) -> Suggestion:
    postings = [
        stripe_fee(-part.missing) if part.is_fee else unexplained(part.missing)
        for part in parts_of(found.told[0], found.booked)
        if part.missing
    ]
    return Suggestion(tuple(postings))


def _undo_the_second(found: Break) -> Suggestion:
    """Booked twice: the later journals go. Done twice at Stripe: nobody knows yet who gives it back."""
    if not found.booked:
        return _book_what_is_told(found)
    extra = []
    for part in parts_of(found.told[0], found.booked):
        ordered = sorted(part.booked, key=lambda one: one.at)
        kept = next((one for one in ordered if one.amount == part.wanted), None)
        extra += [one.journal_id for one in ordered if one is not kept]
    return Suggestion(reverses=tuple(extra))


def _book_in_the_other_currency(found: Break) -> Suggestion:
    currency = found.told[0].amount.currency
    foreign = tuple(ours.journal_id for ours in found.booked if ours.amount.currency != currency)
    right = _book_the_difference if len(foreign) < len(found.booked) else _book_what_is_told
    return Suggestion(right(found).postings, foreign)


def _postings_of(told: Told) -> Sequence[Posting]:
    said = _KNOWN_TYPES.get((told.type, told.amount.minor > 0))
    if said is None:
        return _parts(told.amount, told.fee)
    return [said(told.amount), *([stripe_fee(told.fee)] if told.fee else [])]


def _parts(moved: Money, fee: Money) -> Sequence[Posting]:
    return [*([unexplained(moved)] if moved else []), *([stripe_fee(fee)] if fee else [])]


_KNOWN_TYPES: Mapping[tuple[str, bool], Callable[[Money], Posting]] = {
    ("stripe_fee", False): lambda amount: stripe_fee(-amount),
    ("stripe_fee", True): lambda amount: stripe_fee(-amount),
    ("network_cost", False): lambda amount: stripe_fee(-amount),
    ("payout", False): lambda amount: withdrawal_begun(-amount),
    ("payout_failure", True): withdrawal_failed,
    ("payout_cancel", True): withdrawal_failed,
}
"""Type and whether it came in: what can only be one thing, whoever did it. The rest waits in suspense."""

_BY_KIND: Mapping[BreakKind, Callable[[Break], Suggestion]] = {
    BreakKind.MISSING_HERE: _book_what_is_told,
    BreakKind.MISSING_THERE: _take_back,
    BreakKind.AMOUNT: _book_the_difference,
    BreakKind.DUPLICATE: _undo_the_second,
    BreakKind.TIMING: _nothing,
    BreakKind.CURRENCY: _book_in_the_other_currency,
}
