"""Acme and Nordlys, Ines and Jun: people and brands as the actions make them.

People have no password unless one is given: hashing takes its time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from marketplace.accounts import actions, queries, totp
from marketplace.accounts.actions import BrandProfile
from marketplace.accounts.models import Brand, Person
from marketplace.accounts.states import PersonKind
from marketplace.base.actor import SYSTEM, VISITOR, Actor, BrandRole, Duty
from marketplace.base.clock import system_clock
from marketplace.base.errors import Refusal
from marketplace.work.unit import Work

WorkAs = Callable[[Actor], AbstractContextManager[Work]]

PASSWORD = "seven quiet herons"
HOME = "192.0.2.7"  # a network address to sign in from


def a_confirmed_person(
    work_as: WorkAs,
    name: str = "Maya",
    *,
    kind: PersonKind = PersonKind.CREATOR,
    email: str | None = None,
    password: str | None = None,
) -> Person:
    """Somebody with an account and a confirmed e-mail (maya@example.com)."""
    with work_as(VISITOR) as work:
        person = actions.register_person(
            work, email=email or f"{name.lower()}@example.com", name=name, password=password, kind=kind
        )
    return confirm(work_as, person)


def a_new_brand(work_as: WorkAs, name: str = "Acme", *, password: str | None = None, country: str = "US") -> Brand:
    """A brand that has just signed up; its owner's e-mail (owner@acme.example.com) is confirmed."""
    host = f"{name.lower()}.example.com"
    with work_as(VISITOR) as work:
        brand = actions.sign_up_brand(
            work,
            email=f"owner@{host}",
            name=f"{name}'s owner",
            password=password,
            brand_name=name,
            country=country,
            website=f"https://{host}",
        )
    confirm(work_as, owner_of(brand))
    return brand


def a_brand_in_review(
    work_as: WorkAs, name: str = "Acme", *, password: str | None = None, country: str = "US"
) -> Brand:
    """A brand that waits for staff to verify it."""
    brand = a_new_brand(work_as, name, password=password, country=country)
    with work_as(owner_of(brand).actor) as work:
        actions.submit_brand_for_review(work, profile_of(brand, legal_name=f"{name} Ltd", registration_number="HRB 1"))
    return brand


def a_verified_brand(work_as: WorkAs, name: str = "Acme", *, password: str | None = None, country: str = "US") -> Brand:
    """A brand that may book creators."""
    brand = a_brand_in_review(work_as, name, password=password, country=country)
    email = "verifier@example.com"
    with work_as(SYSTEM) as work:
        verifier = queries.person_by_email(work.session, email)
    verifier = verifier or a_staff_member(work_as, "Verifier", duties=(Duty.TRUST,))
    with work_as(verifier.actor) as work:
        actions.verify_brand(work, brand.id)
    return brand


def a_member(
    work_as: WorkAs, brand: Brand, name: str = "Rae", *, roles: Sequence[BrandRole] = (BrandRole.REVIEWER,)
) -> Person:
    """Somebody who accepted an invitation to a brand (rae@example.com); the password is PASSWORD."""
    with work_as(owner_of(brand).actor) as work:
        invitation_id = actions.invite_member(work, email=f"{name.lower()}@example.com", roles=roles).id
    with work_as(SYSTEM) as work:
        token = actions.mint_invitation(work, invitation_id)
    with work_as(VISITOR) as work:
        return actions.accept_invitation(work, token, name=name, password=PASSWORD)


def a_staff_member(work_as: WorkAs, name: str = "Ines", *, duties: Sequence[Duty] = tuple(Duty)) -> Person:
    """Somebody on the staff who has not signed in yet (ines@example.com), with all duties unless told."""
    with work_as(SYSTEM) as work:
        return actions.create_staff(work, email=f"{name.lower()}@example.com", name=name, duties=duties).person


def a_set_up_staff_member(work_as: WorkAs, name: str = "Ines", *, duties: Sequence[Duty] = tuple(Duty)) -> Person:
    """Somebody on the staff with a password of their own (PASSWORD) who can sign in with `fresh_code`."""
    person = a_staff_member(work_as, name, duties=duties)
    with work_as(VISITOR) as work:
        # The code before this one, so that the present one is still unused.
        code = totp.code_at(person.totp_secret or "", system_clock() - timedelta(seconds=totp.STEP_SECONDS))
        actions.set_up_staff(work, person_id=person.id, password=PASSWORD, code=code)
    return person


def fresh_code(person: Person) -> str:
    """The code the person's app shows next; good once."""
    return totp.code_at(person.totp_secret or "", system_clock() + timedelta(seconds=totp.STEP_SECONDS / 2))


def try_to_sign_in(
    work_as: WorkAs,
    email: str = "maya@example.com",
    password: str = "wrong password",
    address: str = HOME,
) -> Person | Refusal:
    """What the sign-in page is told for an e-mail and a password."""
    with work_as(VISITOR) as work:
        return actions.sign_in(work, email=email, password=password, address=address)


def confirm(work_as: WorkAs, person: Person) -> Person:
    """Follows the link in the confirmation mail."""
    with work_as(SYSTEM) as work:
        token = actions.mint_confirmation(work, person.id)
    with work_as(VISITOR) as work:
        return actions.confirm_email(work, token)


def owner_of(brand: Brand) -> Person:
    """The brand's first owner."""
    return next(member.person for member in brand.members if BrandRole.OWNER in member.roles)


def profile_of(brand: Brand, **changes: str) -> BrandProfile:
    """What a brand says of itself now, with changes."""
    said = {name: getattr(brand, name) for name in ("name", "legal_name", "country", "website", "registration_number")}
    return BrandProfile(**(said | changes))
