"""Hard filters: who does not come into question for a brief at all, one table, applied in its order."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from marketplace.base.text import N_, Sentence
from marketplace.creators.queries import Candidate
from marketplace.creators.states import CreatorState
from marketplace.matching.wishes import Wish

IDLE = timedelta(days=180)
"""Somebody whose last post was so much older when we last looked does not publish any more."""


@dataclass(frozen=True)
class Filter:
    """One condition: whom it keeps, and what is said of those it removes."""

    name: str
    keeps: Callable[[Wish, Candidate], bool]
    says: Callable[[Wish], Sentence]
    asked: Callable[[Wish], bool] = lambda _: True


@dataclass(frozen=True)
class FilterCount:
    """How many creators a filter removed."""

    name: str
    label: Sentence
    removed: int


def _keeps_price(wish: Wish, candidate: Candidate) -> bool:
    price = candidate.rate(wish.format, wish.price_max.currency)
    return price is not None and price <= wish.price_max


def _keeps_followers(wish: Wish, candidate: Candidate) -> bool:
    if candidate.followers is None:
        return True
    return (wish.followers_min or 0) <= candidate.followers <= (wish.followers_max or candidate.followers)


def _keeps_languages(wish: Wish, candidate: Candidate) -> bool:
    return not candidate.languages or bool(set(wish.languages) & set(candidate.languages))


def _keeps_available(wish: Wish, candidate: Candidate) -> bool:
    free_from = candidate.available_from
    return free_from is None or wish.publish_until is None or free_from <= wish.publish_until


def _keeps_active(_wish: Wish, candidate: Candidate) -> bool:
    if candidate.last_post_at is None or candidate.figures_on is None:
        return True
    return candidate.figures_on - candidate.last_post_at.date() <= IDLE


def _range_of(wish: Wish) -> Sentence:
    low, high = wish.followers_min, wish.followers_max
    if high is None:
        return Sentence(N_("Fewer than %(low)s followers"), {"low": low or 0})
    return Sentence(N_("Followers outside %(low)s to %(high)s"), {"low": low or 0, "high": high})


FILTERS: tuple[Filter, ...] = (
    Filter(
        "platform",
        lambda _, candidate: candidate.is_verified,
        lambda wish: Sentence(N_("No proved channel on %(platform)s"), {"platform": wish.platform}),
    ),
    Filter(
        "open_to_work",
        lambda _, candidate: candidate.state is CreatorState.ACTIVE,
        lambda _: Sentence(N_("Takes no work now")),
    ),
    Filter(
        "format",
        lambda wish, candidate: any(format is wish.format for format, _ in candidate.rates_minor),
        lambda wish: Sentence(N_("No price for this format: %(format)s"), {"format": wish.format}),
    ),
    Filter(
        "currency",
        lambda wish, candidate: (wish.format, wish.price_max.currency) in candidate.rates_minor,
        lambda wish: Sentence(N_("No price in %(currency)s"), {"currency": wish.price_max.currency}),
    ),
    Filter("price", _keeps_price, lambda wish: Sentence(N_("Asks for more than %(most)s"), {"most": wish.price_max})),
    Filter(
        "followers",
        _keeps_followers,
        _range_of,
        asked=lambda wish: wish.followers_min is not None or wish.followers_max is not None,
    ),
    Filter(
        "languages",
        _keeps_languages,
        lambda _: Sentence(N_("Posts in other languages only")),
        asked=lambda wish: bool(wish.languages),
    ),
    Filter(
        "region",
        lambda wish, candidate: candidate.country in {None, *wish.creator_countries},
        lambda _: Sentence(N_("Lives outside the countries asked for")),
        asked=lambda wish: bool(wish.creator_countries),
    ),
    Filter(
        "available",
        _keeps_available,
        lambda _: Sentence(N_("Not free in time to publish")),
        asked=lambda wish: wish.publish_until is not None,
    ),
    Filter("active", _keeps_active, lambda _: Sentence(N_("Published nothing for half a year"))),
)
"""Every filter in its order; one that the brief does not ask for is passed over. What is not known removes nobody."""

PROVED = Filter("platform", lambda _, candidate: candidate.is_verified, lambda _: Sentence(N_("No proved channel")))
PRICED = frozenset({"format", "currency", "price"})
DECIDED = "decided"


def filters_of_search(*, any_platform: bool, any_price: bool) -> list[Filter]:
    """The same filters for a search, which need not say where and for how much."""
    return [
        PROVED if row.name == "platform" and any_platform else row
        for row in FILTERS
        if not (any_price and row.name in PRICED)
    ]


def passing(
    wish: Wish,
    candidates: Sequence[Candidate],
    *,
    total: int,
    decided: Set[UUID] = frozenset(),
    filters: Sequence[Filter] = FILTERS,
) -> tuple[list[Candidate], list[FilterCount]]:
    """Who comes into question, one row a creator, and how many each filter removed; together they are `total`.

    `candidates` may hold a creator once per channel, and leaves out those without any on the platform.
    `decided` are creators with whom the brand is through.
    """
    left = one_each(candidates)
    counts = []
    before = total
    for row in (row for row in filters if row.asked(wish)):
        left = [candidate for candidate in left if row.keeps(wish, candidate)]
        counts.append(FilterCount(row.name, row.says(wish), before - len(left)))
        before = len(left)
    left = [candidate for candidate in left if candidate.creator_id not in decided]
    if filters is FILTERS:
        counts.append(FilterCount(DECIDED, Sentence(N_("Already answered for this brief")), before - len(left)))
    return left, counts


def stopped_by(wish: Wish, candidate: Candidate) -> Filter | None:
    """The first filter that removes a creator; none when they come into question."""
    return next((row for row in FILTERS if row.asked(wish) and not row.keeps(wish, candidate)), None)


def one_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A creator's best channel on the platform: proved before claimed, then the largest."""
    best: dict[UUID, Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.creator_id)
        if known is None or _standing(candidate) > _standing(known):
            best[candidate.creator_id] = candidate
    return list(best.values())


def _standing(candidate: Candidate) -> tuple[bool, int]:
    return candidate.is_verified, candidate.followers or 0
