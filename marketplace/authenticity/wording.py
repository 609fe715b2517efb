"""What evidence says, in a sentence for the brand and the creator alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.authenticity.risk import Evidence
from marketplace.authenticity.signals import SIGNALS, Suspicious
from marketplace.base.text import N_, Sentence

USUAL = N_("Usual for accounts of this size: higher than %(below)s of them.")
ALONE = N_("Nobody of this size to compare with yet.")


def sentence_of(row: Evidence) -> Sentence:
    """One piece of evidence in words."""
    _, signal = SIGNALS[row.signal]
    if not row.peers:
        return Sentence(ALONE)
    if not row.weight:
        return Sentence(USUAL, {"below": percent(row.percentile)})
    beyond = row.percentile if signal.end is Suspicious.HIGH else 1 - row.percentile
    return Sentence(signal.says, {"beyond": percent(beyond)})


@dataclass(frozen=True)
class Explained:
    """One piece of evidence as it is shown: what was measured, what it says, and its place among peers."""

    label: str
    sentence: Sentence
    percentile: float
    peers: int
    observations: int
    stands_out: bool


def explained(rows: Sequence[Evidence]) -> list[Explained]:
    """Evidence ready to be shown: what stands out first, then one line for every other measure."""
    shown: dict[str, Explained] = {}
    for row in sorted(rows, key=lambda row: -row.weight):
        made = Explained(label_of(row), sentence_of(row), row.percentile, row.peers, row.observations, row.weight > 0)
        shown.setdefault(SIGNALS[row.signal][0], made)
    return list(shown.values())


def label_of(row: Evidence) -> str:
    """What was measured, to be translated where it is shown."""
    return SIGNALS[row.signal][1].label


def percent(ratio: float) -> str:
    """A ratio as people read it in a sentence, in every one of our languages."""
    return f"{round(ratio * 100)}%"
