"""What the two sides do not say alike at a cut, and of which class it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from marketplace.reconciliation.pairing import Names, Pair, paired
from marketplace.reconciliation.sides import Booked, Break, Told, difference_at, parts_of
from marketplace.reconciliation.states import BreakKind


@dataclass(frozen=True)
class Findings:
    """What a comparison found: how many balance transactions match, and everything that does not.

    `pairs` says of each journal that found its balance transaction which one it is, matching or not.
    """

    matched: int
    breaks: tuple[Break, ...]
    pairs: Mapping[UUID, str] = field(default_factory=dict)


def compare(booked: Iterable[Booked], told: Iterable[Told], cut: datetime) -> Findings:
    """Compares both sides as they were just before the cut; what lies wholly after it is left for the next one.

    Later things have to be given too: only they show that something is merely late.
    """
    names, alone = paired(booked, told)
    matched, breaks = 0, []
    for pair in names.pairs:
        kind = _kind_of(pair, names, cut)
        before = _begins(pair.told, pair.booked) < cut
        if kind is not None and before:
            breaks.append(_break(kind, (pair.told, *_twins(kind, pair, names)), pair.booked, cut))
        elif before:
            matched += 1
    for kind, group in _groups(alone):
        found = _break(kind, (), group, cut)
        if found.difference:
            breaks.append(found)
    pairs = {ours.journal_id: pair.told.id for pair in names.pairs for ours in pair.booked}
    return Findings(matched, tuple(sorted(breaks, key=lambda one: (one.since, one.subject))), pairs)


def _kind_of(pair: Pair, names: Names, cut: datetime) -> BreakKind | None:
    """The class of what is wrong with a pair; the worst of several, for what is late solves itself."""
    if not pair.booked:
        return BreakKind.DUPLICATE if _twin_of(pair, names) else BreakKind.MISSING_HERE
    if any(currency != pair.told.amount.currency for currency in _sums(pair.booked)):
        return BreakKind.CURRENCY
    if not _adds_up(pair):
        return BreakKind.DUPLICATE if _was_booked_again(pair) else BreakKind.AMOUNT
    late = any((ours.at < cut) != (pair.told.at < cut) for ours in pair.booked)
    return BreakKind.TIMING if late else None


def _adds_up(pair: Pair) -> bool:
    return not any(part.missing for part in parts_of(pair.told, pair.booked))


def _was_booked_again(pair: Pair) -> bool:
    """Whether some part has what is wanted of it several times over."""
    for part in parts_of(pair.told, pair.booked):
        again = sum(ours.amount == part.wanted for ours in part.booked) > 1
        if again and part.missing and part.missing.minor % part.wanted.minor == 0:
            return True
    return False


def _twin_of(pair: Pair, names: Names) -> Pair | None:
    """Another change for the same thing of ours, which is booked: the thing was done twice."""
    return next((one for one in _same_thing(pair, names) if one is not pair and one.moved), None)


def _twins(kind: BreakKind, pair: Pair, names: Names) -> Sequence[Told]:
    if kind is not BreakKind.DUPLICATE or pair.booked:
        return ()
    twin = _twin_of(pair, names)
    return (twin.told,) if twin else ()


def _same_thing(pair: Pair, names: Names) -> Iterable[Pair]:
    found = [*names.of("source", pair.told.source), *names.of("purpose", pair.told.purpose)]
    return [
        one
        for one in found
        if one.told.type == pair.told.type and (one.told.amount.minor > 0) == (pair.told.amount.minor > 0)
    ]


def _groups(alone: Sequence[Booked]) -> Iterable[tuple[BreakKind, tuple[Booked, ...]]]:
    """Journals without a balance transaction, those about one thing together.

    What was taken back again can only make a difference while the cut lies between the two.
    """
    groups: defaultdict[str, list[Booked]] = defaultdict(list)
    for ours in alone:
        groups[ours.about or ours.purpose or ours.key].append(ours)
    for group in groups.values():
        kind = BreakKind.MISSING_THERE if _sums(group) else BreakKind.TIMING
        yield kind, tuple(sorted(group, key=lambda ours: (ours.at, ours.key)))


def _break(kind: BreakKind, told: tuple[Told, ...], booked: tuple[Booked, ...], cut: datetime) -> Break:
    # A twin is shown beside what was done again; the difference comes from the latter alone.
    return Break(kind, told, booked, difference_at(cut, booked, told[:1]))


def _begins(told: Told, booked: Sequence[Booked]) -> datetime:
    return min(told.at, *(ours.at for ours in booked)) if booked else told.at


def _sums(booked: Iterable[Booked]) -> dict[str, int]:
    """By currency; what was taken back again counts as nothing."""
    sums: defaultdict[str, int] = defaultdict(int)
    for ours in booked:
        sums[ours.amount.currency] += ours.amount.minor
    return {currency: minor for currency, minor in sums.items() if minor}
