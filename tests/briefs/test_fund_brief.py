import pytest
import sqlalchemy as sa

from marketplace.base.actor import SYSTEM, BrandRole, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen, NotYours
from marketplace.base.money import Money
from marketplace.briefs import actions
from marketplace.briefs.errors import DeadlineOverWhenFunding
from marketplace.briefs.queries import brief_seen_by, briefs_due, money_of, open_briefs
from marketplace.briefs.states import BriefState
from marketplace.ledger.invariants import verify
from marketplace.wallets.errors import WalletTooSmall
from marketplace.wallets.queries import wallet_of
from marketplace.work.moves import moves_of
from marketplace.work.outbox import FactRow
from tests.builders import orders as made
from tests.builders.accounts import a_verified_brand, owner_of
from tests.builders.briefs import (
    a_colleague,
    a_wallet_holding,
    an_approved_brief,
    an_open_brief,
)


@pytest.fixture
def acme(verified):
    return owner_of(verified).actor


def usd(minor):
    return Money(minor, "USD")


def purse(session, brief):
    money = money_of(session, [brief])[brief.id]
    return money.free.minor, money.held.minor, money.spent.minor


def facts(session):
    return [row.name for row in session.scalars(sa.select(FactRow).order_by(FactRow.id))]


def test_funding_moves_the_budget_out_of_the_wallet_and_opens_the_brief(session, work_as, acme):
    brief = an_approved_brief(work_as, acme)
    a_wallet_holding(work_as, acme, usd(150_000))
    with work_as(a_colleague(acme, BrandRole.FINANCE)) as work:
        actions.fund_brief(work, brief.id)
    assert brief.state is BriefState.OPEN
    assert wallet_of(session, acme.brand_id) == {"USD": usd(50_000)}
    assert purse(session, brief) == (100_000, 0, 0)
    assert facts(session)[-2:] == ["briefs.BriefFunded", "briefs.BriefOpened"]
    assert [row.id for row in open_briefs(session)] == [brief.id]
    assert all(verify(session).values())


def test_a_wallet_that_is_too_small_says_what_is_missing_and_nothing_moves(session, work_as, acme):
    brief = an_approved_brief(work_as, acme)
    a_wallet_holding(work_as, acme, usd(99_999))
    with pytest.raises(WalletTooSmall) as refused, work_as(acme) as work:
        actions.fund_brief(work, brief.id)
    assert refused.value.values == {"held": usd(99_999), "missing": usd(1)}
    session.expire_all()
    assert brief.state is BriefState.APPROVED
    assert wallet_of(session, acme.brand_id) == {"USD": usd(99_999)}


def test_nothing_is_set_aside_for_a_brief_nobody_could_apply_to(session, work_as, acme, clock):
    brief = an_approved_brief(work_as, acme)
    a_wallet_holding(work_as, acme, usd(100_000))
    clock.advance(days=7)
    with pytest.raises(DeadlineOverWhenFunding), work_as(acme) as work:
        actions.fund_brief(work, brief.id)
    session.expire_all()
    assert brief.state is BriefState.APPROVED
    assert wallet_of(session, acme.brand_id) == {"USD": usd(100_000)}


def test_a_brief_is_funded_once(work_as, acme):
    brief = an_open_brief(work_as, acme)
    a_wallet_holding(work_as, acme, usd(500_000))
    with pytest.raises(NotOpen), work_as(acme) as work:
        actions.fund_brief(work, brief.id)


def test_reviewers_and_others_do_not_touch_the_purse(work_as, acme):
    brief = an_approved_brief(work_as, acme)
    with pytest.raises(Forbidden), work_as(a_colleague(acme, BrandRole.REVIEWER)) as work:
        actions.fund_brief(work, brief.id)
    with pytest.raises(NotFound), work_as(owner_of(a_verified_brand(work_as, "Nordlys")).actor) as work:
        actions.fund_brief(work, brief.id)


def test_a_pause_stops_applications_and_the_deadline_still_counts(session, work_as, acme, clock):
    brief = an_open_brief(work_as, acme)
    deadline = brief.apply_by
    with work_as(acme) as work:
        actions.pause_brief(work, brief.id)
    assert open_briefs(session) == []
    assert brief.due_at == deadline
    with work_as(acme) as work:
        actions.resume_brief(work, brief.id)
    assert (brief.state, brief.due_at) == (BriefState.OPEN, deadline)
    for verb in (actions.pause_brief, actions.resume_brief):
        with pytest.raises(Forbidden), work_as(a_colleague(acme, BrandRole.FINANCE)) as work:
            verb(work, brief.id)


def test_an_applicant_can_read_a_brief_that_is_paused(session, work_as, acme):
    brief = an_open_brief(work_as, acme)
    maya = made.a_creator_to_book(work_as)
    with work_as(acme) as work:
        actions.pause_brief(work, brief.id)
    assert brief_seen_by(session, maya, brief.id).id == brief.id
    with pytest.raises(NotYours), work_as(maya) as work:
        actions.close_brief(work, brief.id)


def test_the_brand_closes_early_and_the_clock_closes_on_time(session, work_as, acme, clock):
    early, late = an_open_brief(work_as, acme), an_open_brief(work_as, acme)
    with work_as(acme) as work:
        actions.close_brief(work, early.id)
    assert early.state is BriefState.CLOSED
    clock.advance(days=6, hours=23)
    for due in (False, True):
        assert (late.id in briefs_due(session, clock.now)) is due
        with work_as(SYSTEM) as work:
            actions.run_brief_clock(work, late.id)
        clock.advance(hours=1)
    assert late.state is BriefState.CLOSED
    assert moves_of(session, late)[-1].by == Side.SYSTEM
    assert facts(session).count("briefs.BriefClosed") == 2


def test_a_closed_brief_without_work_gives_everything_back_after_a_week(session, work_as, acme, clock):
    brief = an_open_brief(work_as, acme)
    with work_as(acme) as work:
        actions.close_brief(work, brief.id)
    clock.advance(days=7)
    for _ in range(2):
        with work_as(SYSTEM) as work:
            actions.run_brief_clock(work, brief.id)
    assert brief.state is BriefState.WRAPPING
    assert wallet_of(session, acme.brand_id) == {"USD": usd(100_000)}
    clock.advance(days=21)
    with work_as(SYSTEM) as work:
        actions.run_brief_clock(work, brief.id)
    assert brief.state is BriefState.ARCHIVED


def test_cancelling_gives_the_wallet_what_the_brief_held(session, work_as, acme):
    funded, draft = an_open_brief(work_as, acme), an_approved_brief(work_as, acme)
    for brief in (funded, draft):
        with work_as(acme) as work:
            actions.release_cancelled_brief(work, brief_seen_by(work.session, acme, brief.id, lock=True))
        assert brief.state is BriefState.CANCELLED
    assert wallet_of(session, acme.brand_id) == {"USD": usd(100_000)}
    assert purse(session, funded) == (0, 0, 0)
    with pytest.raises(NotOpen), work_as(acme) as work:
        actions.release_cancelled_brief(work, brief_seen_by(work.session, acme, funded.id, lock=True))


def test_the_budget_is_free_held_or_spent_and_never_two_of_these(session, work_as):
    deal = made.an_offer(work_as)  # $300 and a fee of $30
    brief = brief_seen_by(session, deal.brand, deal.brief_id)
    assert purse(session, brief) == (67_000, 33_000, 0)
    other = made.an_offer_under(work_as, deal.brand, deal.brief_id, "Bo")
    assert purse(session, brief) == (34_000, 66_000, 0)
    with work_as(other.brand) as work:
        made.offering.withdraw_offer(work, other.order_id)
    assert purse(session, brief) == (67_000, 33_000, 0)
    made.accept(deal)
    made.hand_in(deal, made.GOOD_BODY)
    with work_as(SYSTEM) as work:
        made.reviewing.pass_check(work, deal.order_id)
    with work_as(deal.brand) as work:
        made.reviewing.approve_draft(work, deal.order_id)
    made.publish(deal)
    with work_as(deal.brand) as work:
        made.finishing.confirm_work(work, deal.order_id)
    assert purse(session, brief) == (67_000, 0, 33_000)
