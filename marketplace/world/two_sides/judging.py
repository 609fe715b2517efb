"""Compares what was put in with what the comparison finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 a seeded generator

from marketplace.reconciliation.matching import compare
from marketplace.reconciliation.sides import Booked, Break, Told
from marketplace.reconciliation.states import BreakKind
from marketplace.world.two_sides.happenings import CUT, Month, happenings
from marketplace.world.two_sides.mistakes import Seeded, with_a_mistake


@dataclass
class Judged:
    """How many mistakes were put in, found and rightly classed, and what was found where nothing was wrong."""

    seeded: int
    found: int = 0
    classified: int = 0
    false_alarms: int = 0
    notes: list[str] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def is_sound(self) -> bool:
        """Whether everything was found and nothing else."""
        return self.seeded == self.found == self.classified and not self.false_alarms

    def as_json(self) -> dict[str, int]:
        """The line a program reads."""
        names = ("seeded", "found", "classified", "false_alarms")
        return {name: getattr(self, name) for name in names}


def simulate_reconcile(seed: int, breaks: int, clean: int) -> Judged:
    """So many mistakes among so many pairs that agree; the same seed makes the same again."""
    month = Month(Random(seed))  # noqa: S311 no secret
    pairs = happenings(month, clean + breaks)
    wrong = set(month.chance.sample(range(len(pairs)), breaks))
    kinds = list(BreakKind)
    seeded, told, booked = list[Seeded](), list[Told](), list[Booked]()
    for place, pair in enumerate(pairs):
        if place in wrong:
            made = with_a_mistake(month, pair, kinds[len(seeded) % len(kinds)])
            seeded.append(made)
            told += made.told
            booked += made.booked
        else:
            told.append(pair.told)
            booked += pair.booked
    month.chance.shuffle(told)
    month.chance.shuffle(booked)
    return judge(seeded, compare(booked, told, CUT).breaks)


def judge(seeded: Sequence[Seeded], found: Sequence[Break]) -> Judged:
    """Holds what was found against what was put in."""
    judged = Judged(len(seeded), by_kind=Counter(one.kind.value for one in seeded))
    owner = {name: place for place, one in enumerate(seeded) for name in one.names}
    seen: set[int] = set()
    for one in found:
        names = [*(told.id for told in one.told), *(ours.key for ours in one.booked)]
        place = next((owner[name] for name in names if name in owner), None)
        if place is None or place in seen:
            judged.false_alarms += 1
            judged.notes.append(f"false alarm: {one.kind} {one.subject}")
            continue
        seen.add(place)
        judged.found += 1
        if one.kind is seeded[place].kind:
            judged.classified += 1
        else:
            judged.notes.append(f"{one.subject}: {one.kind}, put in as {seeded[place].kind}")
    judged.notes += [f"not found: {one.kind} {sorted(one.names)}" for n, one in enumerate(seeded) if n not in seen]
    return judged
