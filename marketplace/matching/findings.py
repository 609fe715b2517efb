"""Why a search found somebody, in a sentence made of the readings in which they stand out most."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.base.text import N_, Sentence
from marketplace.creators.niches import Niche
from marketplace.matching.texts.fusion import Readings

SAYS = N_("Says %(words)s.")
POSTS_ABOUT = N_("Posts about %(niche)s.")
MEANS = N_("Closer in meaning than %(share)s of those who were looked through.")
BOTH = N_("%(first)s %(second)s")
AVERAGE = N_("No closer than most of those who were looked through.")

MOST_SAID = 4
"""Words that are named."""

WORTH_SAYING = 0.01
"""Of a fit; what stands out by less is not named."""


def found_because(readings: Readings, place: int, said: Sequence[str], niche: Niche) -> Sentence:
    """The two readings in which somebody is furthest above the mean of all who were looked through.

    `said` are the words they share with the search, `niche` what both are most about. Shared words are named only
    when there are any: who writes in another script is given words for their meaning, and has said none.
    """
    closer = float((readings.meaning < readings.meaning[place]).mean())
    reasons = [
        (readings.words[place] - readings.words.mean(), Sentence(SAYS, {"words": _quoted(said)}), bool(said)),
        (readings.niches[place] - readings.niches.mean(), Sentence(POSTS_ABOUT, {"niche": niche}), True),
        (readings.meaning[place] - readings.meaning.mean(), Sentence(MEANS, {"share": _percent(closer)}), closer > 0.5),
    ]
    worth = sorted(
        (row for row in reasons if row[2] and row[0] >= WORTH_SAYING), key=lambda row: float(row[0]), reverse=True
    )
    if not worth:
        return Sentence(AVERAGE)
    if len(worth) == 1:
        return worth[0][1]
    return Sentence(BOTH, {"first": worth[0][1], "second": worth[1][1]})


def _quoted(said: Sequence[str]) -> str:
    return " · ".join(said[:MOST_SAID])


def _percent(ratio: float) -> str:
    return f"{round(ratio * 100)}%"
