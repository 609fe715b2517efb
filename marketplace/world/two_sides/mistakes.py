"""Mistakes put into pairs that agreed, one of each class in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from marketplace.base.money import Money
from marketplace.reconciliation.sides import Booked, Told
from marketplace.reconciliation.states import BreakKind
from marketplace.world.two_sides.happenings import CUT, Agreed, Month, moved_to


@dataclass(frozen=True)
class Seeded:
    """What a pair has become, and the class of what is wrong with it."""

    kind: BreakKind
    told: tuple[Told, ...]
    booked: tuple[Booked, ...]

    @property
    def names(self) -> frozenset[str]:
        """By which whatever is found can be recognised."""
        return frozenset({*(one.id for one in self.told), *(one.key for one in self.booked)})


def with_a_mistake(month: Month, pair: Agreed, kind: BreakKind) -> Seeded:
    """The pair with a mistake of a class, before the cut."""
    if not pair.told.at < CUT:
        early = CUT - timedelta(seconds=month.chance.randrange(60, 86_400))
        pair = moved_to(pair, early, early)
    told, booked = _MAKE[kind](month, pair)
    return Seeded(kind, told, booked)


_Sides = tuple[tuple[Told, ...], tuple[Booked, ...]]


def _not_booked(_: Month, pair: Agreed) -> _Sides:
    return (pair.told,), ()


def _only_booked(_: Month, pair: Agreed) -> _Sides:
    return (), pair.booked


def _by_a_little(month: Month, pair: Agreed) -> _Sides:
    """One cent or many, in what moved or in what it cost, on either side."""
    off = month.chance.choice((1, -1, 10, -10, 99, 4_321))
    where = month.chance.choice(("moved", "fee", "told"))
    if where == "told":
        told = pair.told
        sign = 1 if told.amount.minor > 0 else -1
        return (replace(told, amount=Money(told.amount.minor + sign * abs(off), told.amount.currency)),), pair.booked
    which = len(pair.booked) - 1 if where == "fee" else 0
    wrong = pair.booked[which]
    sign = 1 if wrong.amount.minor > 0 else -1
    changed = replace(wrong, amount=Money(wrong.amount.minor + sign * abs(off), wrong.amount.currency))
    return (pair.told,), (*pair.booked[:which], changed, *pair.booked[which + 1 :])


def _twice(month: Month, pair: Agreed) -> _Sides:
    """Booked again under another key, or, where we send it, done again at Stripe under our same id."""
    told = pair.told
    if told.type in ("transfer", "refund") and month.chance.random() < 0.5:
        later = min(told.at + timedelta(seconds=month.chance.randrange(1, 90)), CUT - timedelta(seconds=1))
        second = replace(
            told, id=month.id("txn_"), source=month.id(told.source[:3] if told.source else "tr_"), at=later
        )
        return (told, second), pair.booked
    again = tuple(replace(one, journal_id=UUID(month.uuid()), key=f"{one.key}:again", at=one.at) for one in pair.booked)
    return (told,), pair.booked + again


def _across_the_cut(month: Month, pair: Agreed) -> _Sides:
    """Stripe did it before the cut and we heard of it after, or our clock was ahead."""
    before = CUT - timedelta(seconds=month.chance.choice((1, 2, 60, 3_599, 40_000)))
    after = CUT + timedelta(seconds=month.chance.choice((0, 1, 60, 7_200)))
    moved = moved_to(pair, before, after) if month.chance.random() < 0.7 else moved_to(pair, after, before)
    return (moved.told,), moved.booked


def _in_another_currency(month: Month, pair: Agreed) -> _Sides:
    other = month.chance.choice([code for code in ("USD", "EUR", "JPY", "KWD") if code != pair.told.amount.currency])
    return (pair.told,), tuple(replace(one, amount=Money(one.amount.minor, other)) for one in pair.booked)


_MAKE: Mapping[BreakKind, Callable[[Month, Agreed], _Sides]] = {
    BreakKind.MISSING_HERE: _not_booked,
    BreakKind.MISSING_THERE: _only_booked,
    BreakKind.AMOUNT: _by_a_little,
    BreakKind.DUPLICATE: _twice,
    BreakKind.TIMING: _across_the_cut,
    BreakKind.CURRENCY: _in_another_currency,
}
