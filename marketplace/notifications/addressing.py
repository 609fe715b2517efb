"""Whom a wording reaches, and what its words refer to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.accounts.queries import brand, members_of, person_of_creator, staff
from marketplace.base.actor import BrandRole, Duty
from marketplace.base.errors import NotFound
from marketplace.base.facts import Fact
from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.creators.models import Creator
from marketplace.notifications.wording import Told, Wording
from marketplace.orders.models import Order
from marketplace.payouts.events import MoneyGivenBack
from marketplace.payouts.states import GiveBackReason
from marketplace.reconciliation.telling import in_words

_ROLES = {
    Told.BRAND: {BrandRole.OWNER.value, BrandRole.MANAGER.value, BrandRole.REVIEWER.value},
    Told.PURSE: {BrandRole.OWNER.value, BrandRole.FINANCE.value},
}


def people_told(session: Session, wording: Wording, subject: dict[str, Any]) -> Sequence[Person]:
    """Everybody on the side a wording is for who has an account."""
    if roles := _ROLES.get(wording.to):
        members = members_of(session, subject["brand_id"])
        return [member.person for member in members if roles & set(member.roles)]
    if wording.to is Told.CREATOR:
        found = person_of_creator(session, subject["creator_id"])
        return [found] if found else []
    duty = Duty.FINANCE if wording.to is Told.FINANCE else Duty.TRUST
    return [person for person in staff(session) if duty.value in person.duties]


def subject_of(session: Session, fact: Fact) -> dict[str, Any]:
    """What the words of a wording refer to: the fact's own values, and the names behind its ids."""
    subject: dict[str, Any] = dict(vars(fact)) | _amounts(fact)
    if isinstance(fact, MoneyGivenBack):
        subject["why"] = GiveBackReason(fact.reason)
    if "counts" in subject:
        subject["breaks"] = in_words(subject["counts"], subject["sums"])
    order = _row(session, Order, subject.get("order_id"))
    if order is not None:
        subject |= {"brand_id": order.brand_id, "creator_id": order.creator_id, "brief_id": order.brief_id}
        subject |= {"title": order.terms["brief"]["title"], "brand": order.brand.name, "creator": order.creator.name}
        return subject
    brief = _row(session, Brief, subject.get("brief_id"))
    if brief is not None:
        subject |= {"title": brief.title, "brand": brief.brand.name, "brand_id": brief.brand_id}
    creator = _row(session, Creator, subject.get("creator_id"))
    if creator is not None:
        subject["creator"] = creator.name
    if "brand" not in subject and subject.get("brand_id"):
        try:
            subject["brand"] = brand(session, subject["brand_id"]).name
        except NotFound:
            subject["brand"] = "–"
    return subject


def _amounts(fact: Fact) -> dict[str, Money]:
    """The amounts of a fact as people read them: `price` beside `price_minor`."""
    currency = getattr(fact, "currency", "")
    minors = {name: value for name, value in vars(fact).items() if name.endswith("_minor") and currency}
    return {name.removesuffix("_minor"): Money(value, currency) for name, value in minors.items()}


def _row(session: Session, model: type[Any], row_id: UUID | None) -> Any:
    return session.get(model, row_id) if row_id is not None else None
