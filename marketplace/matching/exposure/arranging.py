"""From scores to a list: near doubles apart, two of the first twenty places for newcomers, and a floor for KOCs.

Only the first places are arranged; who comes after them stands by score. The first five places are never given to a
newcomer. The floor is for KOCs near the cut-off alone, and is met by the steps that cost the least fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from marketplace.base.text import N_
from marketplace.matching.exposure.attention import attention_at, share_of_attention
from marketplace.matching.exposure.chance import generator_of
from marketplace.matching.exposure.newcomers import Belief, choose_newcomers

PLACES = 20
"""How many places are arranged."""

CONSIDERED = 200
"""So many of the best by score are looked at when they are arranged."""

FIRST_FOR_NEWCOMERS = 6
"""The first place that a newcomer may get."""

NEAR = 10.0
"""Points: who is at most so far below the last of the first places is near the cut-off, and may take one of them."""


NEAR_DOUBLE = 0.5
"""Likeness of posts, freed from what all have in common, from which on two are near doubles; 61 real
creators have 0.6 at most."""


@dataclass(frozen=True)
class Rules:
    """How a list is arranged."""

    floor: float = 0.30  # of the attention, for KOCs; or their share of those near the cut-off where that is less
    newcomers: int = 2  # places kept for them
    weight_of_score: float = 0.8  # against being unlike those above (lambda of maximal marginal relevance)


USUAL = Rules()
"""The rules of this marketplace."""


class Why(StrEnum):
    """Why somebody stands where they stand."""

    SCORE = "score"
    FLOOR = "floor"
    NEWCOMER = "newcomer"


LABELS: dict[StrEnum, str] = {
    Why.SCORE: N_("By score"),
    Why.FLOOR: N_("Small creator"),
    Why.NEWCOMER: N_("New to brands"),
}

SAYS: dict[Why, str] = {
    Why.FLOOR: N_("Shown higher than the score says, so that small creators who come close are seen too."),
    Why.NEWCOMER: N_("Rarely shown so far: one of two places for newcomers, drawn by lot among those who come close."),
}
"""What the card of somebody who does not stand there by score alone says."""


@dataclass(frozen=True)
class Standing:
    """What arranging has to know of a candidate."""

    name: str  # tells candidates apart
    score: float  # 0-100
    is_koc: bool
    is_new: bool
    belief: Belief


@dataclass(frozen=True)
class Placed:
    """A place on the list: which of the candidates, why, and the chance of that."""

    candidate: int
    why: Why = Why.SCORE
    propensity: float = 1.0


@dataclass(frozen=True)
class Arranged:
    """The whole list, and what became of the attention of its first places."""

    places: tuple[Placed, ...]
    floor: float  # the share that KOCs are owed, 0-1
    koc_share: float  # what they have
    koc_share_by_score: float  # what they would have by score alone
    fit_loss: float  # the share of the score, weighed by attention, that the arrangement costs

    @property
    def meets_floor(self) -> bool:
        """Whether KOCs have what they are owed."""
        return self.koc_share >= self.floor - 1e-9


def arrange(
    standings: Sequence[Standing], vectors: NDArray[np.float32] | None, *, key: str, rules: Rules = USUAL
) -> Arranged:
    """The list of these candidates, who come in order of their scores; the same key gives the same list.

    `vectors` has a row for each candidate that tells how alike two are; zeros for somebody nothing is known of.
    """
    count = min(PLACES, len(standings))
    if count == 0:
        return Arranged((), 0.0, 0.0, 0.0, 0.0)
    near = [place for place, row in enumerate(standings) if row.score >= standings[count - 1].score - NEAR]
    draft = _Draft(standings, apart(standings, near, vectors, count, rules.weight_of_score))
    if len(standings) > count:
        _give_newcomers_places(draft, near, key, rules.newcomers)
    floor = min(rules.floor, sum(standings[place].is_koc for place in near) / len(near))
    _raise_to_floor(draft, near, floor)
    shown = {row.candidate for row in draft.rows}
    rest = tuple(Placed(place) for place in range(len(standings)) if place not in shown)
    by_score = share_of_attention([place + 1 for place in range(count) if standings[place].is_koc], count)
    return Arranged((*draft.rows, *rest), floor, draft.koc_share, by_score, _fit_loss(standings, draft.rows))


def apart(
    standings: Sequence[Standing],
    near: Sequence[int],
    vectors: NDArray[np.float32] | None,
    count: int,
    weight_of_score: float,
) -> list[int]:
    """The first `count` of those near the cut-off, one by one by score and by being no double of one above."""
    left = list(near)
    scores = np.array([standings[place].score / 100 for place in left])
    alike = _likeness(vectors, left) if vectors is not None else np.zeros((len(left), len(left)))
    nearest = np.zeros(len(left))
    free = np.ones(len(left), dtype=bool)
    chosen: list[int] = []
    for _ in range(count):
        worth = np.where(free, weight_of_score * scores - (1 - weight_of_score) * nearest, -np.inf)
        best = int(np.argmax(worth))
        chosen.append(left[best])
        free[best] = False
        nearest = np.maximum(nearest, alike[best])
    return chosen


def _likeness(vectors: NDArray[np.float32], left: Sequence[int]) -> NDArray[np.float64]:
    rows = vectors[list(left)].astype(np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    alike = np.clip(rows @ rows.T, 0.0, 1.0)
    made: NDArray[np.float64] = np.maximum(0.0, alike - NEAR_DOUBLE) / (1 - NEAR_DOUBLE)
    return made


@dataclass
class _Draft:
    """The first places while they are arranged."""

    standings: Sequence[Standing]
    chosen: Sequence[int]
    rows: list[Placed] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [Placed(place) for place in self.chosen]

    def is_koc(self, row: int) -> bool:
        return self.standings[self.rows[row].candidate].is_koc

    def score(self, row: int) -> float:
        return self.standings[self.rows[row].candidate].score

    @property
    def koc_share(self) -> float:
        return share_of_attention([row + 1 for row in range(len(self.rows)) if self.is_koc(row)], len(self.rows))


def _give_newcomers_places(draft: _Draft, near: Sequence[int], key: str, count: int) -> None:
    safe = {row.candidate for row in draft.rows[: len(draft.rows) - count]}
    asked = [place for place in near if draft.standings[place].is_new and place not in safe]
    found = choose_newcomers(
        [draft.standings[place].name for place in asked],
        [draft.standings[place].belief for place in asked],
        count,
        key=key,
    )
    if not found:
        return
    drawn = {asked[row.place] for row in found}
    kept = [row for row in draft.rows if row.candidate not in drawn][: len(draft.rows) - len(found)]
    last = len(draft.rows)
    slots = generator_of(key, "slots").choice(
        np.arange(FIRST_FOR_NEWCOMERS, last + 1), size=min(len(found), last - FIRST_FOR_NEWCOMERS + 1), replace=False
    )
    for slot, row in sorted(zip(slots.tolist(), found, strict=False)):
        kept.insert(slot - 1, Placed(asked[row.place], Why.NEWCOMER, row.propensity))
    draft.rows = kept


@dataclass(frozen=True)
class _Step:
    """A KOC takes the place of somebody above: from `below`, or from outside the list where that is none."""

    points: float  # that the one who makes way is ahead
    moved: float  # attention
    above: int
    below: int | None


def _raise_to_floor(draft: _Draft, near: Sequence[int], floor: float) -> None:
    """Takes the step that costs the least fit for the attention it moves, until KOCs have what they are owed.

    A step costs the difference of two scores for each unit of attention, so the smallest difference is the cheapest.
    """
    kocs = [place for place in near if draft.standings[place].is_koc]
    while draft.koc_share < floor - 1e-9:
        shown = {row.candidate for row in draft.rows}
        waiting = next((place for place in kocs if place not in shown), None)
        step = min(_steps(draft, waiting), key=lambda row: (row.points, row.moved, row.above), default=None)
        if step is None:
            return
        lowered = draft.rows[step.above]
        if step.below is None:
            assert waiting is not None
            draft.rows[step.above] = Placed(waiting, Why.FLOOR)
        else:
            draft.rows[step.above] = Placed(draft.rows[step.below].candidate, Why.FLOOR)
            draft.rows[step.below] = lowered


def _steps(draft: _Draft, waiting: int | None) -> Iterator[_Step]:
    movable = [row for row, placed in enumerate(draft.rows) if placed.why is not Why.NEWCOMER]
    for above in movable:
        if draft.is_koc(above):
            continue
        attention = attention_at(above + 1)
        if waiting is not None:
            yield _Step(draft.score(above) - draft.standings[waiting].score, attention, above, None)
        for below in movable:
            if below > above and draft.is_koc(below):
                points = draft.score(above) - draft.score(below)
                yield _Step(points, attention - attention_at(below + 1), above, below)


def _fit_loss(standings: Sequence[Standing], rows: Sequence[Placed]) -> float:
    best = sum(attention_at(place + 1) * standings[place].score for place in range(len(rows)))
    made = sum(attention_at(place + 1) * standings[row.candidate].score for place, row in enumerate(rows))
    return 1 - made / best if best > 0 else 0.0
