"""The cast: who is who in the small world, and where each of them is when their actors are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from marketplace.base.actor import Actor, Duty
from marketplace.base.money import Money, exponent_of
from marketplace.base.yaml_files import read_yaml
from marketplace.creators.states import Format, Platform

PASSWORD = "green field at dawn"  # noqa: S105 of invented people in a demo
"""The password of everybody in the small world who can sign in."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class BrandRow:
    """A brand as it is written down. `pays_in` are (currency, whole units, days ago); the state is where it stays."""

    key: str
    name: str
    legal_name: str
    country: str
    owner: str
    joined_days_ago: float
    language: str = "en"
    stays: str = "verified"
    pays_in: tuple[tuple[str, int, float], ...] = ()

    @property
    def host(self) -> str:
        """Its domain; nobody can own one of these."""
        return f"{self.key}.example"

    @property
    def owner_email(self) -> str:
        """Under which its owner signs in."""
        return f"owner@{self.host}"


BRANDS = (
    BrandRow("acme", "Acme", "Acme Kitchen Goods Inc.", "US", "Alex Whitfield", 158,
             pays_in=(("USD", 24_000, 155), ("CNY", 16_000, 154))),
    BrandRow("nordlys", "Nordlys", "Nordlys Havre AS", "NO", "Sigrid Aune", 150,
             pays_in=(("USD", 14_000, 146), ("EUR", 2_500, 24))),
    BrandRow("yayan", "雅妍护肤", "上海雅妍护肤品有限公司", "CN", "沈雅", 140, language="zh",
             pays_in=(("CNY", 60_000, 136),)),
    BrandRow("shanchuan", "山川户外", "成都山川户外用品有限公司", "CN", "周岭", 60, language="zh",
             pays_in=(("CNY", 55_000, 52),)),
    BrandRow("pebble", "Pebble & Paw", "Pebble and Paw Ltd", "GB", "Imogen Hale", 30,
             pays_in=(("USD", 4_000, 26),)),
    BrandRow("lumen", "Lumen Audio", "Lumen Audio LLC", "US", "Marcus Reyes", 2, stays="in_review"),
    BrandRow("qinghe", "青禾茶饮", "", "CN", "何青", 1, language="zh", stays="new"),
    BrandRow("fastfollow", "FastFollow Media", "FastFollow Media FZE", "AE", "T. Bright", 20, stays="refused"),
)  # fmt: skip


@dataclass(frozen=True)
class StaffRow:
    """A member of staff and what they are trusted with."""

    key: str
    name: str
    duties: tuple[Duty, ...]

    @property
    def email(self) -> str:
        """Under which they sign in."""
        return f"{self.key}@meadow.example"


STAFF = (
    StaffRow("ines", "Ines Calder", (Duty.TRUST, Duty.OPERATIONS)),
    StaffRow("jun", "Jun Watanabe", (Duty.FINANCE,)),
    StaffRow("ana", "Ana Duarte", (Duty.FINANCE,)),
)

FINANCE_EMAIL = "finance@acme.example"


@dataclass
class BrandSeat:
    """A brand of the world and the actor who acts for it."""

    row: BrandRow
    brand_id: UUID
    owner: Actor


@dataclass
class CreatorSeat:
    """A creator of the world, their actor and what they are like."""

    row: Mapping[str, Any]
    actor: Actor
    channels: dict[Platform, UUID] = field(default_factory=dict)

    @property
    def creator_id(self) -> UUID:
        """Their id."""
        assert self.actor.creator_id
        return self.actor.creator_id

    def handle(self, platform: Platform) -> str:
        """Their handle on a platform. Raises KeyError where they have none."""
        for channel in self.row["channels"]:
            if channel["platform"] == platform.value:
                return str(channel["handle"])
        raise KeyError(platform)

    def price(self, format: Format, currency: str) -> Money:
        """What they ask for. Raises KeyError when their rate card does not say."""
        for asked_format, asked_currency, amount in map(str.split, self.row["rates"]):
            if (asked_format, asked_currency) == (format.value, currency):
                return units(int(amount), currency)
        raise KeyError(f"{self.row['key']} has no price for {format} in {currency}")


@dataclass
class Cast:
    """Everybody who has joined so far, and every brief begun so far, by key."""

    staff: dict[str, Actor] = field(default_factory=dict)
    brands: dict[str, BrandSeat] = field(default_factory=dict)
    creators: dict[str, CreatorSeat] = field(default_factory=dict)
    briefs: dict[str, UUID] = field(default_factory=dict)


@cache
def creator_rows() -> Sequence[Mapping[str, Any]]:
    """The creators as they are written down."""
    return _read("creators.yaml")


@cache
def brief_rows() -> Mapping[str, Mapping[str, Any]]:
    """The briefs as they are written down, by key."""
    return {row["key"]: row for row in _read("briefs.yaml")}


def units(count: int, currency: str) -> Money:
    """Money in whole units."""
    return Money(count * 10 ** exponent_of(currency), currency)


def days(count: float) -> timedelta:
    """A length in days."""
    return timedelta(days=count)


def hours(count: float) -> timedelta:
    """A length in hours."""
    return timedelta(hours=count)


def _read(name: str) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = read_yaml(_FOLDER / name)
    return rows
