"""Why a creator stands where they stand, in a sentence made of the true largest parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.base.text import N_, Sentence
from marketplace.matching.scoring import Contribution, Part

WORTH_SAYING = 1.0
"""Points below which a part is not worth a sentence."""

STRONG: Mapping[Part, str] = {
    Part.NICHE: N_("Posts closer to this brief than those of %(share)s of the candidates."),
    Part.AUTHENTICITY: N_("Figures look more natural than those of most accounts of this size."),
    Part.PRICE: N_("More reactions for the price than %(share)s of the candidates."),
    Part.AUDIENCE: N_("The audience fits better than that of %(share)s of the candidates."),
    Part.RELIABILITY: N_("Posts more steadily than %(share)s of the candidates."),
    Part.FRESHNESS: N_("Posted more recently than %(share)s of the candidates."),
}

WEAK: Mapping[Part, str] = {
    Part.NICHE: N_("Most candidates post closer to this brief."),
    Part.AUTHENTICITY: N_("Figures look less natural than those of most candidates of this size."),
    Part.PRICE: N_("Few reactions for the price."),
    Part.AUDIENCE: N_("The audience is a weaker fit."),
    Part.RELIABILITY: N_("Posts less steadily than most."),
    Part.FRESHNESS: N_("Has not posted for longer than most."),
}

ABOUT = N_("%(count)s of the latest %(of)s posts are about the subject.")
BOTH = N_("%(strength)s %(weakness)s")
MIDDLING = N_("Stands in the middle of the candidates in every part.")


@dataclass(frozen=True)
class About:
    """How many of the latest posts name a niche of the brief."""

    count: int
    of: int


def sentence_for(contributions: Sequence[Contribution], about: About | None = None) -> Sentence:
    """The largest strength and the largest weakness, as far as they are worth saying."""
    best = max(contributions, key=lambda row: row.points)
    worst = min(contributions, key=lambda row: row.points)
    strength = _strength(best, about) if best.points >= WORTH_SAYING else None
    weakness = Sentence(WEAK[worst.part]) if worst.points <= -WORTH_SAYING else None
    if strength and weakness:
        return Sentence(BOTH, {"strength": strength, "weakness": weakness})
    return strength or weakness or Sentence(MIDDLING)


def _strength(row: Contribution, about: About | None) -> Sentence:
    if row.part is Part.NICHE and about and about.count * 2 >= about.of > 0:
        return Sentence(ABOUT, {"count": about.count, "of": about.of})
    return Sentence(STRONG[row.part], {"share": f"{round(row.value * 100)}%"})
