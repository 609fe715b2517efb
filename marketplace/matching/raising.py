"""What would raise a creator's fit with a brief: advice for each part that takes points, and for each obstacle."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence
from marketplace.matching.filters import Filter
from marketplace.matching.scoring import Contribution, Part
from marketplace.matching.wishes import Wish

BEHIND: Mapping[Part, str] = {
    Part.NICHE: N_("Posts and a bio that are more about what this brief asks for, where that is what you do."),
    Part.AUTHENTICITY: N_(
        "Others of your size have figures that look more natural. The evidence stands on your profile."
    ),
    Part.PRICE: N_("At a price of %(price)s you would stand in the middle of the candidates."),
    Part.AUDIENCE: N_("Other candidates reach more of the people this brand wants. That need not change."),
    Part.RELIABILITY: N_("A post in more of the weeks: most candidates have fewer gaps."),
    Part.FRESHNESS: N_("A new post: most candidates have posted more recently."),
}
"""What would bring somebody to the middle of the candidates, by part."""

UNKNOWN: Mapping[Part, str] = {
    Part.NICHE: N_("Nothing of your posts has been read yet. A bio and a proved channel with posts change that."),
    Part.AUTHENTICITY: N_("Too little is known of your figures to say much. More posts with figures change that."),
    Part.PRICE: N_("The usual reactions to your posts are not known yet."),
    Part.AUDIENCE: N_("Where you live and who reads you is not known. Your profile can say the first."),
    Part.RELIABILITY: N_("How steadily you post is not known yet."),
    Part.FRESHNESS: N_("When you posted last is not known yet."),
}
"""What is missing, by part; it takes no points, and might add some."""

OPENS: Mapping[str, str] = {
    "platform": N_("Add your channel on %(platform)s under Channels, and prove it."),
    "open_to_work": N_("Say on your profile that you take work again."),
    "format": N_("Set a price for this format on your rate card: %(format)s."),
    "currency": N_("Set a price in %(currency)s on your rate card."),
    "price": N_("A price of at most %(most)s on your rate card."),
    "languages": N_("If you post in one of the languages asked for, say so on your profile."),
    "available": N_("Change the day on your profile before which you take no new work."),
    "active": N_("Publish a post."),
}
"""What takes an obstacle away, by filter; nothing does for a following or a country."""


@dataclass(frozen=True)
class Advice:
    """What somebody could do about one part, and how many points the middle of the candidates would bring."""

    part: Part
    sentence: Sentence
    points: float


def advice_for(contributions: Sequence[Contribution], price: Money) -> tuple[Advice, ...]:
    """For every part that takes points, and every one that is not known, what would change it; the most first."""
    rows = [_advice(row, price) for row in contributions if row.points < 0 or not row.known]
    return tuple(sorted(rows, key=lambda row: -row.points))


def what_opens(filter: Filter, wish: Wish) -> Sentence | None:
    """What a creator could do about a filter that removes them; none when it is not theirs to change."""
    pattern = OPENS.get(filter.name)
    if pattern is None:
        return None
    values: Mapping[str, object] = {
        "platform": wish.platform,
        "format": wish.format,
        "currency": wish.price_max.currency,
        "most": wish.price_max,
    }
    return Sentence(pattern, {name: value for name, value in values.items() if f"%({name})s" in pattern})


def _advice(row: Contribution, price: Money) -> Advice:
    if not row.known:
        return Advice(row.part, Sentence(UNKNOWN[row.part]), 0.0)
    values: dict[str, object] = {"price": _in_the_middle(price, row.behind)} if row.part is Part.PRICE else {}
    return Advice(row.part, Sentence(BEHIND[row.part], values), -row.points)


def _in_the_middle(price: Money, behind: float) -> Money:
    """The price at which reactions for it are those of the middle; `behind` is a difference of logarithms."""
    return Money(max(1, math.floor(price.minor * math.exp(-behind))), price.currency)
