import pytest

from marketplace.base.actor import VISITOR, BrandRole
from marketplace.base.errors import Forbidden, NotFound
from marketplace.briefs import actions
from marketplace.briefs.errors import BriefNotEditable
from marketplace.briefs.queries import brief_seen_by
from marketplace.briefs.states import BriefState
from tests.builders.accounts import a_verified_brand, owner_of
from tests.builders.briefs import (
    INES,
    a_brief_in_review,
    a_colleague,
    a_draft_brief,
    a_returned_brief,
    an_open_brief,
    what_a_brief_says,
)


@pytest.fixture
def acme(verified):
    return owner_of(verified).actor


@pytest.mark.parametrize("roles", [(BrandRole.REVIEWER,), (BrandRole.FINANCE,), ()])
def test_only_owners_and_managers_write(work_as, acme, roles):
    colleague = a_colleague(acme, *roles)
    with pytest.raises(Forbidden), work_as(colleague) as work:
        actions.draft_brief(work, **what_a_brief_says(work.now))
    brief_id = a_draft_brief(work_as, acme).id
    for verb in (actions.edit_brief, actions.copy_brief, actions.submit_brief):
        with pytest.raises(Forbidden), work_as(colleague) as work:
            verb(work, brief_id)


def test_nobody_and_staff_write_nothing(work_as):
    for actor in (VISITOR, INES):
        with pytest.raises(Forbidden), work_as(actor) as work:
            actions.draft_brief(work, **what_a_brief_says(work.now))


def test_another_brand_does_not_learn_that_it_exists(work_as, acme):
    brief_id = a_draft_brief(work_as, acme).id
    nordlys = owner_of(a_verified_brand(work_as, "Nordlys")).actor
    for verb in (actions.edit_brief, actions.copy_brief, actions.submit_brief, actions.close_brief):
        with pytest.raises(NotFound), work_as(nordlys) as work:
            verb(work, brief_id)


def test_a_draft_changes_and_so_does_one_that_was_returned(session, work_as, acme):
    for brief in (a_draft_brief(work_as, acme), a_returned_brief(work_as, acme)):
        with work_as(acme) as work:
            actions.edit_brief(work, brief.id, title="Oat latte, twice")
        assert brief_seen_by(session, acme, brief.id).title == "Oat latte, twice"


def test_what_staff_read_or_creators_rely_on_stays_as_it_is(work_as, acme):
    for brief in (a_brief_in_review(work_as, acme), an_open_brief(work_as, acme)):
        with pytest.raises(BriefNotEditable), work_as(acme) as work:
            actions.edit_brief(work, brief.id, title="Something else")


@pytest.mark.parametrize("column", ["state", "brand_id", "review_note", "due_at"])
def test_a_brand_writes_words_and_nothing_else(session, work_as, acme, column):
    brief = a_draft_brief(work_as, acme)
    with pytest.raises(TypeError, match=column), work_as(acme) as work:
        actions.edit_brief(work, brief.id, **{column: None})
    with pytest.raises(TypeError, match=column), work_as(acme) as work:
        actions.draft_brief(work, **(what_a_brief_says(work.now) | {column: None}))


def test_a_copy_says_the_same_with_dates_as_far_ahead_and_lives_its_own_life(session, work_as, acme, clock):
    past = an_open_brief(work_as, acme, must_say=["Froths like milk"])
    clock.advance(days=40, hours=3)
    with work_as(acme) as work:
        made = actions.copy_brief(work, past.id)
    assert (made.state, made.title, made.must_say) == (BriefState.DRAFT, past.title, ["Froths like milk"])
    assert (made.apply_by - past.apply_by).days == 40
    assert (made.publish_until - past.publish_until).days == 40
    assert made.publish_until - made.publish_from == past.publish_until - past.publish_from
    with work_as(acme) as work:
        actions.edit_brief(work, made.id, must_say=["Something new"])
        actions.submit_brief(work, made.id)
    assert brief_seen_by(session, acme, past.id).must_say == ["Froths like milk"]
