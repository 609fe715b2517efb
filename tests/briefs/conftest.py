from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from marketplace.accounts.models import Brand
from tests.builders.accounts import a_verified_brand
from tests.builders.orders import WorkAs
from tests.standing import Standing, met


@dataclass(frozen=True)
class Verified:
    """Acme alone, verified."""

    brand: Brand

    def seen_from(self, session: Session) -> Verified:
        """The same brand as a session knows it."""
        return Verified(met(session, self.brand))


def a_verified_acme(work_as: WorkAs, _session: Session) -> Verified:
    """Builds it by actions."""
    return Verified(a_verified_brand(work_as))


@pytest.fixture
def verified(standing: Standing, session: Session) -> Brand:
    """Acme, verified: built once a file."""
    found: Verified = standing.seen_from(session)
    return found.brand
