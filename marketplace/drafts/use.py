"""Proof of use: whether an order wants a log of how its product was used, what it says, and whether it came in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class UseEntry:
    """What a creator says of one day with the product, and when they wrote it down."""

    used_on: date
    text: str
    written_at: datetime
    picture_id: UUID | None = None


@dataclass(frozen=True)
class UseLaw:
    """The law that wants a recommendation to come from use."""

    text: str
    article: str
    language: str


LAWS: Mapping[str, UseLaw] = {
    "CN": UseLaw(
        "不得为其未使用过的商品或者未接受过的服务作推荐、证明。", "中华人民共和国广告法 第三十八条第一款", "zh"
    ),
    "US": UseLaw(
        "When the advertisement represents that the endorser uses the endorsed product, the endorser must have been a "
        "bona fide user of it at the time the endorsement was given.",
        "16 CFR 255.1(c)",
        "en",
    ),
}
"""Country of the audience -> its law on use; both texts were read."""


@dataclass(frozen=True)
class UseLog:
    """The log of one order, by day. `is_wanted` when its terms send a product."""

    is_wanted: bool
    entries: tuple[UseEntry, ...]
    countries: tuple[str, ...]

    def is_missing_at(self, handed_in_at: datetime) -> bool:
        """Whether nothing had been written down when a version was handed in, although the order sends a product."""
        return self.is_wanted and not any(entry.written_at <= handed_in_at for entry in self.entries)

    @property
    def laws(self) -> Sequence[UseLaw]:
        """The laws of the audience's countries that want it."""
        return [LAWS[code] for code in self.countries if code in LAWS]


def sends_product(terms: Mapping[str, Any]) -> bool:
    """Whether the terms of an order send something to its creator, to keep or to give back."""
    return str(terms.get("product_terms", "none")) != "none"
