"""Which journal stands for which balance transaction. Only names decide; equal amounts on the same day are no reason.

A journal looks for its balance transaction by what it says it stands for: the transaction itself, the thing behind it,
what that was a part of, and last the id of ours that Stripe was given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from marketplace.reconciliation.sides import Booked, Told


@dataclass
class Pair:
    """A balance transaction with the journals that stand for it."""

    told: Told
    moved: list[Booked] = field(default_factory=list)
    fees: list[Booked] = field(default_factory=list)

    @property
    def booked(self) -> tuple[Booked, ...]:
        """All its journals."""
        return (*self.moved, *self.fees)


class Names:
    """Balance transactions by each of their names."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.pairs = [Pair(one) for one in told]
        self._by: dict[str, dict[str, list[Pair]]] = {}
        names: dict[str, Callable[[Told], str | None]] = {
            "id": lambda one: one.id,
            "source": lambda one: one.source,
            "parent": lambda one: one.parent,
            "purpose": lambda one: one.purpose,
        }
        for sort, name_of in names.items():
            index: defaultdict[str, list[Pair]] = defaultdict(list)
            for pair in self.pairs:
                if name := name_of(pair.told):
                    index[name].append(pair)
            self._by[sort] = dict(index)

    def of(self, sort: str, name: str | None) -> Sequence[Pair]:
        """Those of a name."""
        return self._by[sort].get(name, ()) if name else ()


def paired(booked: Iterable[Booked], told: Iterable[Told]) -> tuple[Names, list[Booked]]:
    """Every balance transaction with its journals, and the journals that found none."""
    names, alone = Names(told), []
    # What moved is placed before its fees, and what fits to the cent before what does not.
    waiting = sorted(booked, key=lambda one: (one.is_fee, one.at, one.key))
    for ours in waiting:
        pair = _pair_of(names, ours)
        if pair is None:
            alone.append(ours)
        else:
            (pair.fees if ours.is_fee else pair.moved).append(ours)
    return names, alone


def _pair_of(names: Names, ours: Booked) -> Pair | None:
    if exact := names.of("id", ours.about):
        return exact[0]
    for sort, name in (("source", ours.about), ("parent", ours.about), ("purpose", ours.purpose)):
        fitting = [pair for pair in names.of(sort, name) if _may_stand_for(ours, pair.told)]
        if fitting:
            return min(fitting, key=lambda pair: _worse(ours, pair))
    return None


def _may_stand_for(ours: Booked, theirs: Told) -> bool:
    """Whether both go the same way. A fee goes the way of its transaction's fee, or stands for one that is all fee."""
    theirs_way = -theirs.fee.minor if ours.is_fee and theirs.fee else theirs.amount.minor
    return (ours.amount.minor > 0) == (theirs_way > 0)


def _worse(ours: Booked, pair: Pair) -> tuple[bool, bool, float]:
    there = -pair.told.fee.minor if ours.is_fee else pair.told.amount.minor
    taken = bool(pair.fees if ours.is_fee else pair.moved)
    apart = abs((ours.at - pair.told.at).total_seconds())
    return (taken, ours.amount.minor != there, apart)
