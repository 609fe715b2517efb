"""What an index answers, and what it is asked for. Two adapters keep it: `exact` and `pgvector`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from marketplace.creators.states import Format, Platform
from marketplace.matching.filters import IDLE
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import Wish


@dataclass(frozen=True)
class AudienceAsk:
    """A share of the audience: the listed kinds of readers together are at least so many."""

    names: frozenset[str]  # region:US, age:18-24, interest:food, female
    least: float  # 0-1


@dataclass(frozen=True)
class Wanted:
    """Hard filters as plain values. What is none or empty filters nobody; what is not known of a creator neither."""

    platform: Platform | None = None  # all of them together when none
    proved: bool = False
    open_to_work: bool = False
    format: Format | None = None
    currency: str | None = None  # with a format: only who has a price in it
    price_max_minor: int | None = None  # with a format and a currency
    followers_min: int | None = None
    followers_max: int | None = None
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    publish_until: date | None = None
    idle_days_most: int | None = None
    authentic_least: float | None = None  # of the lower end of P(authentic)
    audience: tuple[AudienceAsk, ...] = ()
    without: frozenset[UUID] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Found:
    """The nearest, best first, each creator once; how many passed the filters, and how many each one removed.

    Scores are cosines, −1 to 1; of equal ones the older creator comes first. `removed` is in the order of the
    filters, by name, and counts rows: a creator stands in an index once per platform.
    """

    ids: tuple[UUID, ...]
    scores: tuple[float, ...]
    passing: int
    removed: tuple[tuple[str, int], ...] = ()


class Index(Protocol):
    """Creators by what they post about, under hard filters."""

    def search(self, query: Vector, wanted: Wanted, k: int) -> Found:
        """The `k` creators nearest to a query (length 1, as many dimensions as the index) among those wanted."""
        ...


def wanted_of(wish: Wish, without: Collection[UUID] = ()) -> Wanted:
    """What a brief asks of everybody who comes into question; the same as the table in `filters`."""
    return Wanted(
        platform=wish.platform,
        proved=True,
        open_to_work=True,
        format=wish.format,
        currency=wish.price_max.currency,
        price_max_minor=wish.price_max.minor,
        followers_min=wish.followers_min,
        followers_max=wish.followers_max or None,
        languages=wish.languages,
        countries=wish.creator_countries,
        publish_until=wish.publish_until,
        idle_days_most=IDLE.days,
        without=frozenset(without),
    )
