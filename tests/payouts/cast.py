"""Who most tests of money are about."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand, Person
from marketplace.creators.models import Creator
from tests.builders.accounts import a_staff_member, a_verified_brand
from tests.builders.payouts import WorkAs, a_creator
from tests.standing import met


@dataclass(frozen=True)
class Cast:
    """A brand, two creators and two of the staff."""

    acme: Brand
    maya: Creator
    bo: Creator
    ines: Person
    jun: Person

    def seen_from(self, session: Session) -> Cast:
        """The same people as a session knows them."""
        return Cast(*(met(session, one) for one in (self.acme, self.maya, self.bo, self.ines, self.jun)))


def a_cast(work_as: WorkAs, _session: Session) -> Cast:
    """Builds it by actions."""
    return Cast(
        acme=a_verified_brand(work_as, "Acme"),
        maya=a_creator(work_as, "Maya"),
        bo=a_creator(work_as, "Bo"),
        ines=a_staff_member(work_as, "Ines"),
        jun=a_staff_member(work_as, "Jun"),
    )
