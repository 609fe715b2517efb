"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.base.ids import BrandId, CreatorId, PersonId


class Side(StrEnum):
    """Which side of a thing an actor stands on."""

    BRAND = "brand"
    CREATOR = "creator"
    STAFF = "staff"
    SYSTEM = "system"


class BrandRole(StrEnum):
    """What a member may do for a brand."""

    OWNER = "owner"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    FINANCE = "finance"


class Duty(StrEnum):
    """What a member of staff is trusted with."""

    OPERATIONS = "operations"
    TRUST = "trust"
    FINANCE = "finance"


@dataclass(frozen=True)
class Actor:
    """A person (or the system) at the moment they ask for something.

    A person acts for one brand, or as one creator, or as staff with duties; never two of these at once.
    """

    side: Side | None = None
    person_id: PersonId | None = None
    brand_id: BrandId | None = None
    roles: frozenset[BrandRole] = field(default_factory=frozenset)
    creator_id: CreatorId | None = None
    duties: frozenset[Duty] = field(default_factory=frozenset)

    @property
    def is_visitor(self) -> bool:
        """Nobody we know."""
        return self.side is None

    def may(self, *roles: BrandRole) -> bool:
        """Whether a brand member holds one of the roles; owners hold all."""
        return self.side is Side.BRAND and bool(self.roles & {BrandRole.OWNER, *roles})

    def on_duty(self, duty: Duty) -> bool:
        """Whether a member of staff carries the duty."""
        return self.side is Side.STAFF and duty in self.duties


VISITOR = Actor()
SYSTEM = Actor(side=Side.SYSTEM)
