"""Who is there in a storm: a brand with work to give, two people of finance, and creators who come for each seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from marketplace.accounts.queries import person_of_creator
from marketplace.base.actor import SYSTEM, VISITOR, Actor
from marketplace.base.errors import Unavailable
from marketplace.base.ids import CreatorId
from marketplace.base.money import Money
from marketplace.creators import actions as creators
from marketplace.payouts import actions as payouts
from marketplace.payouts.queries import payout_account_of
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.paying_in import PageWords, open_payment_page
from marketplace.work.unit import unit_of_work
from marketplace.world.cast import BRANDS, Cast
from marketplace.world.running import Stage
from marketplace.world.stories.joining import brand_comes, staff_comes
from marketplace.world.storm.processor import Processor

HOME = "http://localhost/earnings"

TRIES = 30

T = TypeVar("T")


@dataclass(frozen=True)
class People:
    """Those who are there for every seed."""

    owner: Actor
    brand_id: UUID
    maker: Actor
    signer: Actor


@dataclass(frozen=True)
class Payee:
    """A creator of one seed."""

    actor: Actor
    creator_id: CreatorId
    account: str


def gather(stage: Stage) -> People:
    """The brand signs up and is verified; staff are named."""
    cast = Cast()
    for telling in (
        staff_comes(stage, cast),
        brand_comes(stage, cast, next(row for row in BRANDS if row.key == "nordlys")),
    ):
        for _ in telling:
            stage.settle_down()
    seat = cast.brands["nordlys"]
    return People(seat.owner, seat.brand_id, cast.staff["jun"], cast.staff["ana"])


def pay_in(owner: Actor, amount: Money, processor: Processor) -> UUID:
    """The brand pays on the processor's page; the top-up, which nobody has counted yet."""
    with unit_of_work(owner) as work:
        top_up_id = wallets.open_top_up(work, amount=amount).id
    processor.pay(patiently(lambda: open_payment_page(top_up_id, PageWords("Wallet", HOME, "en"))))
    return top_up_id


def patiently(asks: Callable[[], T]) -> T:
    """What the processor says, asked again when no answer came in time, as on a busy machine. Raises Unavailable."""
    for _ in range(TRIES):
        try:
            return asks()
        except Unavailable:
            continue
    return asks()


def a_payee(name: str, processor: Processor) -> Payee:
    """A creator who has joined and can be paid."""
    from marketplace.payouts.errands.accounts import check_account_of, onboarding_address

    with unit_of_work(VISITOR) as work:
        creator_id = creators.join_as_creator(
            work, email=f"{name}@storm.example", name=name.title(), password=None, country="US", adult=True
        ).id
    with unit_of_work(SYSTEM) as work:
        person = person_of_creator(work.session, creator_id)
        assert person is not None
        actor = person.actor
    with unit_of_work(actor) as work:
        payouts.begin_onboarding(work)
    processor.onboard(patiently(lambda: onboarding_address(creator_id, return_url=HOME, refresh_url=HOME)))
    patiently(lambda: check_account_of(creator_id))
    with unit_of_work(SYSTEM) as work:
        account = payout_account_of(work.session, creator_id)
        assert account is not None
        assert account.external_id is not None
        return Payee(actor, CreatorId(creator_id), account.external_id)
