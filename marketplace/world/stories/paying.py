"""Money: brands pay in, Jun makes batches and Ana signs them, and now and then something does not go through."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.payouts import actions as payouts
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import queued_ids
from marketplace.payouts.states import HoldReason, PayoutState
from marketplace.wallets import actions as wallets
from marketplace.world.cast import BRANDS, BrandRow, Cast, days, hours, units
from marketplace.world.running import Stage, Story, Telling

MONEY_ARRIVES_DAYS_AGO = 130
"""What is paid in later is not yet ours to send on: payouts in that currency wait for it."""

PAYDAYS_AGO = (*range(128, 20, -2), 14, 12)
"""Every second day; then Jun is away for a while, and the promise of three working days is not always kept."""
SECOND_THOUGHTS_AGO = 16
HARD_PAYDAY_AGO = 4.2
TO_BANKS_AGO = 0.4
LAST_BATCH_AGO = 0.3


def paying(stage: Stage, cast: Cast) -> Sequence[Story]:
    """Top-ups and batches."""
    stories = [
        Story(f"{row.key} pays in", stage.days_ago(ago), partial(_top_up, cast=cast, row=row, asked=(currency, amount)))
        for row in BRANDS
        for currency, amount, ago in row.pays_in
    ]
    stories += [
        Story("money arrives", stage.days_ago(MONEY_ARRIVES_DAYS_AGO), _money_arrives),
        Story("unfinished top-ups", stage.days_ago(20), partial(_unfinished, cast=cast)),
        Story("second thoughts", stage.days_ago(SECOND_THOUGHTS_AGO), partial(_second_thoughts, cast=cast)),
        Story("hard payday", stage.days_ago(HARD_PAYDAY_AGO), partial(_hard_payday, cast=cast)),
        Story("a second look at a creator", stage.days_ago(19), partial(_second_look, cast=cast)),
        Story("on to the banks", stage.days_ago(TO_BANKS_AGO), _on_to_banks),
        Story("last batch", stage.days_ago(LAST_BATCH_AGO), partial(_last_batch, cast=cast)),
    ]
    return [*stories, *(Story("payday", stage.days_ago(ago), partial(_payday, cast=cast)) for ago in PAYDAYS_AGO)]


def _top_up(stage: Stage, cast: Cast, row: BrandRow, asked: tuple[str, int]) -> Telling:
    currency, amount = asked
    with stage.work(cast.brands[row.key].owner) as work:
        top_up_id = wallets.open_top_up(work, amount=units(amount, currency)).id
    stage.outside.pay_in(top_up_id, label=f"{row.name}: {amount} {currency}")
    yield hours(1)


def _money_arrives(stage: Stage) -> Telling:
    stage.outside.let_money_arrive()
    yield hours(1)


def _unfinished(stage: Stage, cast: Cast) -> Telling:
    """Somebody closes the payment page; later somebody else leaves one open."""
    with stage.work(cast.brands["acme"].owner) as work:
        left = wallets.open_top_up(work, amount=units(750, "USD")).id
    yield days(1)
    with stage.work(SYSTEM) as work:
        wallets.expire_top_up(work, left)
    yield stage.days_ago(0.1) - stage.now
    with stage.work(cast.brands["nordlys"].owner) as work:
        wallets.open_top_up(work, amount=units(1200, "EUR"))


def _payday(stage: Stage, cast: Cast) -> Telling:
    batch_id = _make(stage, cast)
    yield stage.about(3)
    if batch_id:
        _sign(stage, cast, batch_id)


def _second_thoughts(stage: Stage, cast: Cast) -> Telling:
    """Jun takes a batch apart again: a creator had asked to be paid with the next one."""
    batch_id = _make(stage, cast)
    yield stage.about(2)
    if batch_id:
        with stage.work(cast.staff["jun"]) as work:
            payouts.cancel_batch(work, batch_id)


def _hard_payday(stage: Stage, cast: Cast) -> Telling:
    """The processor wants papers of two creators, and euros have not arrived yet."""
    for key in ("lucia", "sam"):
        stage.outside.restrict(cast.creators[key].creator_id)
    batch_id = _make(stage, cast)
    yield stage.about(4)
    assert batch_id
    _sign(stage, cast, batch_id)
    stage.settle_down()
    yield days(1)
    with stage.work(cast.staff["ana"]) as work:
        for payout in _blocked(work.session, cast.creators["lucia"].creator_id):
            payouts.give_up_payout(work, payout.id, why="She will send her papers in spring.")


def _second_look(stage: Stage, cast: Cast) -> Telling:
    """Ana stops a creator's payouts for a day; later one that waits for papers is held as well."""
    with stage.work(cast.staff["ana"]) as work:
        hold, _ = payouts.hold_creator(
            work,
            cast.creators["sam"].creator_id,
            reason=HoldReason.FIGURES,
            note="Likes came in a burst at night. Ines looks at the channel.",
        )
    yield stage.about(26)
    with stage.work(cast.staff["ana"]) as work:
        payouts.lift_hold(work, hold.id)
    yield stage.days_ago(2) - stage.now
    with stage.work(cast.staff["jun"]) as work:
        for payout in _blocked(work.session, cast.creators["sam"].creator_id):
            payouts.hold_payout(
                work, payout.id, reason=HoldReason.IDENTITY, note="The name at Stripe is not the one on the profile."
            )


def _on_to_banks(stage: Stage) -> Telling:
    stage.outside.go_on_to_banks()
    yield hours(1)


def _last_batch(stage: Stage, cast: Cast) -> Telling:
    """A batch waits for Ana's signature; one payout waits for the next batch."""
    with stage.work(SYSTEM) as work:
        waiting = queued_ids(work.session)
    _make(stage, cast, waiting[:-1] if len(waiting) > 1 else waiting)
    yield hours(1)


def _make(stage: Stage, cast: Cast, chosen: Collection[UUID] | None = None) -> UUID | None:
    with stage.work(cast.staff["jun"]) as work:
        ids = queued_ids(work.session) if chosen is None else list(chosen)
        return payouts.make_batch(work, ids).id if ids else None


def _sign(stage: Stage, cast: Cast, batch_id: UUID) -> None:
    with stage.work(cast.staff["ana"]) as work:
        payouts.sign_batch(work, batch_id)


def _blocked(session: sa.orm.Session, creator_id: UUID) -> Sequence[Payout]:
    where = sa.and_(Payout.creator_id == creator_id, Payout.state == PayoutState.BLOCKED)
    return session.scalars(sa.select(Payout).where(where).order_by(Payout.queued_at)).all()
