"""Whether the people who read a creator are the people a brief wants to reach."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from marketplace.creators.niches import niches_named_in
from marketplace.creators.queries import Candidate
from marketplace.creators.states import Platform
from marketplace.matching.wishes import Wish

CHINESE_PLATFORMS = frozenset({Platform.XIAOHONGSHU, Platform.DOUYIN, Platform.BILIBILI})
ABROAD = ("海外", "其他国家或地区")
"""How Chinese platforms, which name provinces, call all followers outside the country."""

STRONG_INTEREST = 0.10
"""A share of the audience that follows the brief's field; platforms list many fields, so a tenth is a lot."""


def audience_fit(wish: Wish, candidate: Candidate) -> float | None:
    """The mean of what is known, 0-1: lives where the audience is, readers there, readers interested in the field."""
    answers = (_home(wish, candidate), _there(wish, candidate), _interested(wish, candidate))
    known = [value for value in answers if value is not None]
    return sum(known) / len(known) if known else None


def _home(wish: Wish, candidate: Candidate) -> float | None:
    if not wish.audience_countries or candidate.country is None:
        return None
    return float(candidate.country in wish.audience_countries)


def _there(wish: Wish, candidate: Candidate) -> float | None:
    shares = _shares(candidate.audience.get("regions"))
    if not wish.audience_countries or not shares:
        return None
    if wish.platform not in CHINESE_PLATFORMS:
        return min(1.0, sum(share for name, share in shares if name.upper() in wish.audience_countries))
    if "CN" in wish.audience_countries:
        return None  # provinces say where in China, not whether
    abroad = [share for name, share in shares if name in ABROAD]
    # Only the largest regions are listed: what is not among them is smaller than the smallest.
    return abroad[0] if abroad else min(share for _, share in shares) / 2


def _interested(wish: Wish, candidate: Candidate) -> float | None:
    shares = _shares(candidate.audience.get("interests"))
    if not wish.niches or not shares:
        return None
    meant = sum(share for name, share in shares if _niches_named_in(name) & set(wish.niches))
    return min(1.0, meant / STRONG_INTEREST)


@lru_cache(maxsize=4096)
def _niches_named_in(name: str) -> frozenset[str]:
    return frozenset(niches_named_in(name))


def _shares(listed: Any) -> Sequence[tuple[str, float]]:
    rows = listed if isinstance(listed, list) else []
    return [(str(row[0]), float(row[1])) for row in rows if isinstance(row, (list, tuple)) and len(row) == 2]
