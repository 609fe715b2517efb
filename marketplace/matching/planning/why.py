"""Why this mix: what it gains over simpler ways, what overlaps, what the limits cost, and how far the best could be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.base.text import N_, Sentence
from marketplace.matching.planning.choosing import Way

FOUND: Mapping[Way, str] = {
    Way.FOR_MONEY: N_("Creators were taken by how many people they add for the money."),
    Way.BY_GAIN: N_("Creators were taken by how many people they add, whatever they cost."),
    Way.BALANCED: N_("Creators were taken by how many people they add, partly for the money."),
    Way.SINGLE: N_("One large creator adds more than several small ones would; the rest fills up what money was left."),
    Way.SIMPLE: N_(
        "Creators were first taken by score or by followers, then changed for others as long as that adds people."
    ),
    Way.SURE: N_(
        "Another mix could reach more, but would too often reach less than taking creators by score or by followers."
    ),
}

WORTH_SAYING = 0.005
"""A difference below this share of the reach is none."""


@dataclass(frozen=True)
class Compared:
    """What simpler ways and other limits would reach, by the same reckoning; people."""

    reach: float
    together: float  # readers of all posts, whoever reads several counted each time
    by_score: float
    by_followers: float
    without_koc_ratio: float | None  # none when nothing is kept for KOCs
    bound: float


def reasons(way: Way, koc_ratio: float, compared: Compared) -> list[Sentence]:
    """The sentences, the most telling first."""
    found = [Sentence(FOUND[way])]
    by_score, by_followers = _people(compared.by_score), _people(compared.by_followers)
    found.append(
        Sentence(
            N_("With the same money, taking creators by score reaches %(score)s, and by followers %(followers)s."),
            {"score": by_score, "followers": by_followers},
        )
    )
    twice = compared.together - compared.reach
    if twice > WORTH_SAYING * compared.together:
        found.append(
            Sentence(
                N_("%(twice)s of %(together)s readings are by people who were reached before; they count once."),
                {"twice": _people(twice), "together": _people(compared.together)},
            )
        )
    if compared.without_koc_ratio is not None:
        found.append(_cost_of_share(koc_ratio, compared.without_koc_ratio - compared.reach, compared.reach))
    if compared.bound > 0:
        share = f"{round(100 * min(1.0, compared.reach / compared.bound))}%"
        found.append(
            Sentence(
                N_("By this reckoning no mix within these limits reaches more than %(bound)s; this one has %(share)s."),
                {"bound": _people(compared.bound), "share": share},
            )
        )
    return found


def _cost_of_share(koc_ratio: float, lost: float, reach: float) -> Sentence:
    share = f"{round(100 * koc_ratio)}%"
    if lost <= WORTH_SAYING * max(reach, 1.0):
        return Sentence(N_("Keeping %(share)s for KOCs costs no reach."), {"share": share})
    return Sentence(N_("Keeping %(share)s for KOCs costs %(lost)s in reach."), {"share": share, "lost": _people(lost)})


def _people(count: float) -> int:
    """A number of people as precise as it is known: two digits."""
    whole = round(count)
    digits = max(0, len(str(abs(whole))) - 2)
    return round(whole, -digits)
