"""Who can sign in to a world: one person per role, as long as they still have the password of the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts import passwords
from marketplace.accounts.models import Person
from marketplace.world.cast import FINANCE_EMAIL, PASSWORD

ROLES = (
    ("Brand owner (Acme)", "owner@acme.example"),
    ("Brand finance", FINANCE_EMAIL),
    ("Creator (Maya)", "maya@creators.example"),
    ("Creator (Bo)", "bo@creators.example"),
    ("Staff: trust and operations (Ines)", "ines@meadow.example"),
    ("Staff: finance, makes batches (Jun)", "jun@meadow.example"),
    ("Staff: finance, signs batches (Ana)", "ana@meadow.example"),
)
"""The roles worth a look, and who plays them."""


@dataclass(frozen=True)
class Login:
    """How somebody signs in. `totp_secret` is the base 32 secret of their authenticator app; staff have one."""

    role: str
    email: str
    password: str
    totp_secret: str | None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def logins(session: Session) -> Sequence[Login]:
    """The people of a world who can sign in; nobody where no world was made.

    Told only of somebody who has the password that every world has: a person who has changed theirs, and anybody
    on a site that was not made here, is left out.
    """
    emails = [email for _, email in ROLES]
    known = {person.email: person for person in session.scalars(sa.select(Person).where(Person.email.in_(emails)))}
    return [
        Login(role, email, PASSWORD, known[email].totp_secret)
        for role, email in ROLES
        if email in known and passwords.matches(known[email].password_hash, PASSWORD)
    ]
