import pytest

from marketplace.base.actor import SYSTEM, BrandRole
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.briefs import actions as briefs
from marketplace.matching.actions import applying
from marketplace.matching.errors import (
    AppliedAlready,
    NotTakingApplications,
    PriceOutOfRange,
    ProfileIncomplete,
    RejectionReasonNeeded,
)
from marketplace.matching.jobs import expire_undecided_applications
from marketplace.matching.queries import application_seen_by, applications_of_brief, applications_of_creator
from marketplace.matching.states import APPLICATION_LIFECYCLE, LABELS, REJECT_REASONS, ApplicationState
from marketplace.work.jobs import Ticked
from marketplace.work.moves import moves_of
from marketplace.work.outbox import FactRow
from tests.builders.orders import a_creator_to_book, a_funded_brand, an_open_brief, member_of
from tests.builders.payouts import a_creator, person_behind
from tests.conftest import NOON

PRICE = Money(30_000, "USD")


@pytest.fixture
def deal(work_as):
    """An open brief of Acme and Maya, who may apply."""
    brand = a_funded_brand(work_as)
    return brand, an_open_brief(work_as, brand), a_creator_to_book(work_as, "Maya")


def applied(work_as, creator, brief, price=PRICE, note="I froth oats every morning."):
    with work_as(creator) as work:
        return applying.apply_to_brief(work, brief.id, price=price, note=note)


def facts(session):
    return [row.name for row in session.query(FactRow).order_by(FactRow.id)]


def test_every_state_has_words():
    assert all(state in LABELS for state in APPLICATION_LIFECYCLE.states)


def test_a_creator_applies_once(session, work_as, deal):
    _, brief, maya = deal
    application = applied(work_as, maya, brief, note="  I froth oats every morning. ")
    assert (application.state, application.price, application.note) == (
        ApplicationState.SUBMITTED, PRICE, "I froth oats every morning.",
    )  # fmt: skip
    assert facts(session)[-1] == "matching.ApplicationSubmitted"
    with pytest.raises(AppliedAlready):
        applied(work_as, maya, brief)
    assert list(applications_of_creator(session, maya.creator_id)) == [application]


@pytest.mark.parametrize("price", [Money(9_999, "USD"), Money(50_001, "USD"), Money(30_000, "EUR")])
def test_a_price_outside_the_brief_is_refused_with_the_range(work_as, deal, price):
    with pytest.raises(PriceOutOfRange, match=r"100\.00 USD and 500\.00 USD"):
        applied(work_as, deal[2], deal[1], price=price)


def test_somebody_without_a_complete_profile_reads_the_next_step(work_as, deal):
    newcomer = person_behind(work_as, a_creator(work_as, "Bo")).actor
    with pytest.raises(ProfileIncomplete, match="complete your profile"):
        applied(work_as, newcomer, deal[1])


def test_a_closed_brief_takes_no_applications(work_as, deal, clock):
    brand, brief, maya = deal
    with work_as(brand) as work:
        briefs.close_brief(work, brief.id)
    with pytest.raises(NotTakingApplications):
        applied(work_as, maya, brief)


def test_after_the_deadline_nobody_can_apply_even_if_the_brief_was_not_closed_yet(work_as, deal, clock):
    clock.advance(days=8)
    with pytest.raises(NotTakingApplications):
        applied(work_as, deal[2], deal[1])


def test_only_creators_apply(work_as, deal):
    with pytest.raises(NotFound):
        applied(work_as, deal[0], deal[1])


def test_the_brand_shortlists_and_takes_it_back(session, work_as, deal):
    brand, brief, maya = deal
    application = applied(work_as, maya, brief)
    with work_as(brand) as work:
        applying.shortlist_application(work, application.id)
    with work_as(brand) as work:
        applying.unlist_application(work, application.id)
    assert [move.verb for move in moves_of(session, application)] == ["shortlist", "unlist"]


def test_a_rejection_needs_a_reason_from_the_list(session, work_as, deal):
    brand, brief, maya = deal
    application = applied(work_as, maya, brief)
    for reason in ("", "because"):
        with work_as(brand) as work, pytest.raises(RejectionReasonNeeded):
            applying.reject_application(work, application.id, reason=reason)
    with work_as(brand) as work:
        applying.reject_application(work, application.id, reason="price")
    application = application_seen_by(session, maya, application.id)
    assert (application.state, application.reason) == (ApplicationState.REJECTED, "price")
    assert REJECT_REASONS[application.reason]
    with work_as(maya) as work, pytest.raises(NotOpen):
        applying.withdraw_application(work, application.id)


def test_a_member_without_the_role_does_not_decide(work_as, deal):
    brand, brief, maya = deal
    application = applied(work_as, maya, brief)
    with work_as(member_of(brand, BrandRole.FINANCE)) as work, pytest.raises(Forbidden):
        applying.shortlist_application(work, application.id)
    with work_as(member_of(brand, BrandRole.REVIEWER)) as work:
        applying.shortlist_application(work, application.id)


def test_others_do_not_even_learn_that_it_exists(work_as, deal):
    _, brief, maya = deal
    application = applied(work_as, maya, brief)
    for outsider in (a_funded_brand(work_as, "Nordlys"), a_creator_to_book(work_as, "Bo")):
        with work_as(outsider) as work, pytest.raises(NotFound):
            applying.withdraw_application(work, application.id)


def test_a_creator_withdraws_before_an_offer(session, work_as, deal):
    _, brief, maya = deal
    application = applied(work_as, maya, brief)
    with work_as(maya) as work:
        applying.withdraw_application(work, application.id)
    assert application_seen_by(session, maya, application.id).state is ApplicationState.WITHDRAWN
    assert facts(session)[-1] == "matching.ApplicationWithdrawn"


def test_a_silent_brand_frees_the_creator_a_week_after_the_brief_closed_and_not_before(session, work_as, deal, clock):
    _, brief, maya = deal
    application = applied(work_as, maya, brief)
    clock.advance(days=13, hours=23)
    expire_undecided_applications(Ticked(due_at=NOON))
    assert application_seen_by(session, SYSTEM, application.id).state is ApplicationState.SUBMITTED
    clock.advance(hours=2)
    for _ in range(2):
        expire_undecided_applications(Ticked(due_at=NOON))
    session.expire_all()
    assert application_seen_by(session, SYSTEM, application.id).state is ApplicationState.EXPIRED
    assert facts(session).count("matching.ApplicationExpired") == 1


def test_the_newest_application_comes_first(session, work_as, deal, clock):
    _, brief, maya = deal
    first = applied(work_as, maya, brief)
    clock.advance(hours=1)
    second = applied(work_as, a_creator_to_book(work_as, "Bo"), brief)
    assert [row.id for row in applications_of_brief(session, brief.id)] == [second.id, first.id]
