import pytest
import sqlalchemy as sa

from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.ids import CreatorId, PersonId, new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.briefs import actions
from marketplace.briefs.errors import (
    BrandNotVerified,
    BudgetBelowOnePost,
    CountryWithoutRules,
    DeadlineOver,
    ReasonNeeded,
    WindowReversed,
    WindowTooEarly,
)
from marketplace.briefs.queries import briefs_awaiting_review
from marketplace.briefs.states import BriefState
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_new_brand, owner_of
from tests.builders.briefs import (
    INES,
    a_brief_in_review,
    a_colleague,
    a_draft_brief,
    a_returned_brief,
    an_approved_brief,
    what_a_brief_says,
)
from tests.conftest import NOON

MAYA = Actor(Side.CREATOR, PersonId(new_id()), creator_id=CreatorId(new_id()))
LEDGER_ONLY = Actor(Side.STAFF, PersonId(new_id()), duties=frozenset({Duty.FINANCE}))


@pytest.fixture
def acme(verified):
    return owner_of(verified).actor


def facts(session):
    return [row.name for row in session.scalars(sa.select(FactRow).order_by(FactRow.id))]


def test_a_brand_sends_its_brief_to_staff_who_read_the_longest_waiting_first(session, work_as, acme, clock):
    first = a_brief_in_review(work_as, acme)
    clock.advance(hours=1)
    second = a_brief_in_review(work_as, acme)
    assert [brief.id for brief in briefs_awaiting_review(session)] == [first.id, second.id]
    assert facts(session)[-1] == "briefs.BriefSubmitted"


def test_a_brand_that_is_not_verified_writes_but_does_not_send(work_as):
    newcomer = owner_of(a_new_brand(work_as, "Nordlys")).actor
    brief = a_draft_brief(work_as, newcomer)
    with pytest.raises(BrandNotVerified), work_as(newcomer) as work:
        actions.submit_brief(work, brief.id)
    assert brief.state is BriefState.DRAFT


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"apply_by": NOON}, DeadlineOver),
        ({"publish_from": what_a_brief_says(NOON)["publish_until"], "publish_until": NOON.date()}, WindowReversed),
        ({"publish_from": NOON.date(), "publish_until": NOON.date()}, WindowTooEarly),
        ({"audience_countries": []}, CountryWithoutRules),
        ({"audience_countries": ["US", "AQ"]}, CountryWithoutRules),
        ({"budget_minor": 10_999}, BudgetBelowOnePost),
    ],
)
def test_what_nobody_could_work_with_is_refused_before_staff_read_it(work_as, acme, changes, refusal):
    brief = a_draft_brief(work_as, acme, **changes)
    with pytest.raises(refusal), work_as(acme) as work:
        actions.submit_brief(work, brief.id)
    assert brief.state is BriefState.DRAFT


def test_a_budget_of_exactly_one_post_with_its_fee_is_enough(work_as, acme):
    assert a_brief_in_review(work_as, acme, budget_minor=11_000).state is BriefState.IN_REVIEW


def test_staff_return_a_brief_with_words_and_the_brand_sends_it_again(session, work_as, acme):
    brief = a_returned_brief(work_as, acme, reason="  Name the roast you mean.  ")
    assert (brief.state, brief.review_note) == (BriefState.CHANGES_WANTED, "Name the roast you mean.")
    assert facts(session)[-1] == "briefs.BriefReviewed"
    with work_as(acme) as work:
        actions.submit_brief(work, brief.id)
    with work_as(INES) as work:
        actions.approve_brief(work, brief.id)
    assert (brief.state, brief.review_note) == (BriefState.APPROVED, None)


@pytest.mark.parametrize("verb", [actions.ask_for_changes, actions.reject_brief])
@pytest.mark.parametrize("reason", ["", "   ", "no", "too short"])
def test_a_no_without_a_reason_is_none(work_as, acme, verb, reason):
    brief = a_brief_in_review(work_as, acme)
    with pytest.raises(ReasonNeeded), work_as(INES) as work:
        verb(work, brief.id, reason=reason)
    assert brief.state is BriefState.IN_REVIEW


def test_a_rejected_brief_stays_rejected(work_as, acme):
    brief = a_brief_in_review(work_as, acme)
    with work_as(INES) as work:
        actions.reject_brief(work, brief.id, reason="We do not carry campaigns for tobacco.")
    for actor, verb in ((acme, actions.submit_brief), (INES, actions.approve_brief)):
        with pytest.raises(NotOpen), work_as(actor) as work:
            verb(work, brief.id)


def test_nobody_but_staff_with_the_duty_reviews(work_as, acme):
    brief = a_brief_in_review(work_as, acme)
    for actor in (acme, a_colleague(acme), MAYA, LEDGER_ONLY):
        with pytest.raises(Forbidden), work_as(actor) as work:
            actions.approve_brief(work, brief.id)
    assert brief.state is BriefState.IN_REVIEW


def test_a_brief_is_reviewed_once(work_as, acme):
    brief = an_approved_brief(work_as, acme)
    with pytest.raises(NotOpen), work_as(INES) as work:
        actions.reject_brief(work, brief.id, reason="I have changed my mind.")


def test_a_creator_does_not_see_what_is_not_public(work_as, acme):
    brief = a_brief_in_review(work_as, acme)
    with pytest.raises(NotFound), work_as(MAYA) as work:
        actions.close_brief(work, brief.id)
