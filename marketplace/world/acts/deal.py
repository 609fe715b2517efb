"""One creator and one brand about one brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from marketplace.base.actor import Actor
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.creators.states import Format, Platform
from marketplace.world.cast import Cast, CreatorSeat, brief_rows, units
from marketplace.world.running import Stage

T = TypeVar("T")


@dataclass
class Deal:
    """What has become of one application so far. `number` is its place among those under the brief."""

    stage: Stage
    cast: Cast
    brief: str
    creator_key: str
    number: int
    brief_id: UUID | None = None
    application_id: UUID | None = None
    order_id: UUID | None = None
    url: str = ""
    row: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.row = brief_rows()[self.brief]

    @property
    def brand(self) -> Actor:
        """Who acts for the brand."""
        return self.cast.brands[self.row["brand"]].owner

    @property
    def seat(self) -> CreatorSeat:
        """The creator."""
        return self.cast.creators[self.creator_key]

    @property
    def platform(self) -> Platform:
        """Where the work is published."""
        return Platform(self.row["platform"])

    @property
    def language(self) -> str:
        """In which it is written."""
        return str(self.row["languages"][0])

    @property
    def price(self) -> Money:
        """What the creator asks for: their own price, within what the brief pays."""
        own = self.seat.price(Format(self.row["format"]), self.row["currency"])
        least, most = (units(amount, self.row["currency"]) for amount in self.row["price"])
        return max(least, min(own, most, key=_minor), key=_minor)

    @property
    def order(self) -> UUID:
        """The order it has become."""
        return there(self.order_id)

    @property
    def application(self) -> UUID:
        """The application it began with."""
        return there(self.application_id)


def there(found: T | None) -> T:
    """What an action would say of a thing that does not exist yet."""
    if found is None:
        raise NotFound()
    return found


def _minor(money: Money) -> int:
    return money.minor
