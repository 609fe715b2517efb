"""The night's comparison against the real stand-in: what happened behind our back is found, and found once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.gateways.payments.errors import OutcomeUnknown
from marketplace.ledger.actions import book
from marketplace.ledger.postings.brands import topped_up
from marketplace.ledger.postings.platform import stripe_fee
from marketplace.payouts.errands.sending import check_transfer
from marketplace.reconciliation.errands.mirroring import mirror
from marketplace.reconciliation.jobs import compare_last_night
from marketplace.reconciliation.models import BalanceChange, Item, Run
from marketplace.reconciliation.states import BreakKind, ItemState
from marketplace.wallets.errands.paying_in import check_top_up
from marketplace.work.jobs import Ticked
from tests.builders.payouts import WorkAs, a_paid_top_up, a_top_up_paid_unheard, a_topped_up_wallet, usd
from tests.conftest import TestClock
from tests.gateways.payments.standin import KEY, StandIn
from tests.payouts.cast import Cast
from tests.reconciliation.conftest import a_sent_payout

Night = Callable[[], Run]


def items(session: Session, state: ItemState | None = ItemState.OPEN) -> list[Item]:
    session.expire_all()
    where = sa.true() if state is None else Item.state == state
    return list(session.scalars(sa.select(Item).where(where).order_by(Item.since_at)))


def kinds(session: Session) -> list[BreakKind]:
    return [item.kind for item in items(session)]


def ask(standin: StandIn, path: str, **data: str) -> dict[str, object]:
    """Somebody does something at Stripe directly, with our key but without our program."""
    answer = standin.people.post(path, data=data, headers={"Authorization": f"Bearer {KEY}"})
    assert answer.status_code == 200, answer.text
    said: dict[str, object] = answer.json()
    return said


def test_everything_we_do_ourselves_matches(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int], tonight: Night
) -> None:
    payout = a_sent_payout(work_as, standin, cast, run_jobs)
    standin.reverse(str(payout.transfer_id))
    check_transfer(str(payout.transfer_id))
    a_paid_top_up(work_as, standin, cast.acme, Money(70_000, "JPY"))
    run = tonight()
    assert (run.matched, run.kinds, items(session, None)) == (4, {}, [])
    assert [(one.ours, one.theirs, one.difference.minor, one.is_whole) for one in run.compared] == [
        (Money(67_940, "JPY"), Money(67_940, "JPY"), 0, True),
        (usd(388_10), usd(388_10), 0, True),
    ]


def test_a_payment_that_nobody_told_us_of_is_missing_here_until_it_is_counted(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night
) -> None:
    top_up = a_top_up_paid_unheard(work_as, standin, cast.acme, usd(100_00))
    run = tonight()
    (item,) = items(session)
    assert (item.kind, item.differences, run.opened) == (BreakKind.MISSING_HERE, [usd(-96_80)], 1)
    check_top_up(top_up.id)
    assert tonight().matched == 1
    assert items(session) == []
    assert items(session, ItemState.EXPLAINED)[0].id == item.id


def test_a_refund_made_at_stripe_behind_our_back_is_missing_here(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    charge = next(one.source for one in standin.payments.list_balance_transactions() if one.type == "charge")
    ask(standin, "/v1/refunds", charge=str(charge), amount="2500")
    tonight()
    (item,) = items(session)
    assert (item.kind, item.differences) == (BreakKind.MISSING_HERE, [usd(25_00)])


def test_a_transfer_made_behind_our_back_is_missing_here_and_one_for_the_same_payout_is_there_twice(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int], tonight: Night
) -> None:
    payout = a_sent_payout(work_as, standin, cast, run_jobs)
    to = {"currency": "usd", "destination": str(payout.external_account)}
    ask(standin, "/v1/transfers", amount="9500", transfer_group=payout.group, **to)
    ask(standin, "/v1/transfers", amount="1234", **to)
    tonight()
    found = {item.kind: item.differences for item in items(session)}
    assert found == {BreakKind.DUPLICATE: [usd(95_00)], BreakKind.MISSING_HERE: [usd(12_34)]}


def test_a_reversal_we_were_not_told_of_is_missing_here(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, run_jobs: Callable[[], int], tonight: Night
) -> None:
    payout = a_sent_payout(work_as, standin, cast, run_jobs)
    standin.reverse(str(payout.transfer_id))
    tonight()
    assert [(item.kind, item.differences) for item in items(session)] == [(BreakKind.MISSING_HERE, [usd(-95_00)])]


def test_a_booking_without_a_payment_at_stripe_is_missing_there(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night
) -> None:
    a_topped_up_wallet(work_as, cast.acme, usd(100_00))
    tonight()
    (item,) = items(session)
    assert (item.kind, item.differences, len(item.journal_ids)) == (BreakKind.MISSING_THERE, [usd(96_80)], 2)


def test_a_payment_booked_again_under_another_key_is_there_twice(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        book(work, topped_up(cast.acme.id, usd(100_00)), key=f"top_up:{top_up.id}:again")
    tonight()
    assert [(item.kind, item.differences) for item in items(session)] == [(BreakKind.DUPLICATE, [usd(100_00)])]


def test_a_cent_too_much_in_a_fee_is_a_difference_of_amount(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    with work_as(SYSTEM) as work:
        book(work, stripe_fee(usd(1)), key=f"top_up:{top_up.id}:rounding")
    tonight()
    assert [(item.kind, item.differences) for item in items(session)] == [(BreakKind.AMOUNT, [usd(-1)])]


def test_the_same_break_is_one_item_over_many_nights_and_over_a_night_told_twice(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night, clock: TestClock
) -> None:
    a_top_up_paid_unheard(work_as, standin, cast.acme, usd(100_00))
    first = tonight()
    compare_last_night(Ticked(due_at=clock.now))
    second = tonight()
    (item,) = items(session, None)
    assert (item.first_run_id, item.last_run_id) == (first.id, second.id)
    assert (first.opened, second.opened, second.found) == (1, 0, 1)
    assert session.scalar(sa.select(sa.func.count()).select_from(Run)) == 2


def test_changes_are_kept_once_and_only_what_is_new_is_read_again(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    assert mirror().is_whole
    a_paid_top_up(work_as, standin, cast.acme, usd(50_00))
    for _ in range(2):
        assert mirror().is_whole
    assert session.scalar(sa.select(sa.func.count()).select_from(BalanceChange)) == 2


def test_a_change_that_was_lost_from_the_mirror_is_read_again_from_the_beginning(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    standin.advance(10 * 86_400)
    a_paid_top_up(work_as, standin, cast.acme, usd(50_00))
    assert mirror().is_whole
    with work_as(SYSTEM) as work:
        work.session.execute(sa.delete(BalanceChange).where(BalanceChange.net_minor == 96_80))
    assert mirror().is_whole
    assert session.scalar(sa.select(sa.func.count()).select_from(BalanceChange)) == 2


def test_a_night_that_died_between_reading_and_comparing_is_finished_by_the_next_try(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night, clock: TestClock
) -> None:
    a_top_up_paid_unheard(work_as, standin, cast.acme, usd(100_00))
    standin.plan("balance_transactions.list", "error_500_before")
    with pytest.raises(OutcomeUnknown):
        tonight()
    compare_last_night(Ticked(due_at=clock.now))
    (run,) = session.scalars(sa.select(Run))
    assert run.done_at is not None
    assert len(items(session)) == 1
