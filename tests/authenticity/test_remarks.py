"""Creators see evidence first, say what should be known, and appeal; staff decide with a reason."""

import pytest

from marketplace.accounts.models import Person
from marketplace.authenticity.actions import appeal, decide_appeal, judge_every_channel, write_note
from marketplace.authenticity.actions.remarking import DECIDED_WITHIN
from marketplace.authenticity.catching_up import read_all_changed
from marketplace.authenticity.errors import AppealedAlready, DecidedAlready, NothingToAppeal, ReasonMissing
from marketplace.authenticity.models import Remark
from marketplace.authenticity.queries import appeals_waiting, readings_of
from marketplace.base.actor import SYSTEM, Duty
from marketplace.base.errors import Forbidden, NotFound
from tests.builders.accounts import a_set_up_staff_member, a_staff_member, a_verified_brand, owner_of
from tests.builders.authenticity import EXPLAINED, SIGN, an_appeal, bought_likes
from tests.builders.matching import a_creator_with_posts


def sign_of(session, creator):
    session.expire_all()
    (reading,) = readings_of(session, creator.creator_id)
    return reading, next(row for row in reading.evidence_rows if row.sign == SIGN)


@pytest.fixture
def mo(work_as):
    return a_creator_with_posts(work_as, "Mo")


def staff(work_as, duty=Duty.TRUST):
    return a_staff_member(work_as, f"Staff-{duty.value}", duties=(duty,)).actor


def test_an_upheld_appeal_takes_the_weight_of_the_sign_away(session, work_as, mo):
    remark = an_appeal(work_as, mo)
    before, row = sign_of(session, mo)
    assert row.stands_out
    suspected, standing = before.p_authentic, [each.sign for each in before.evidence_rows if each.stands_out]
    trust = staff(work_as)
    with work_as(trust) as work:
        decide_appeal(work, remark.id, upheld=True, reason="The channel showed us the programme.")
    read_all_changed()
    after, row = sign_of(session, mo)
    assert (row.weight, row.excused) == (0, True)
    assert after.p_authentic >= suspected
    assert appeals_waiting(session) == []
    for sign in standing:
        if sign != SIGN:
            with work_as(mo) as work:
                another = appeal(work, remark.channel_id, sign, EXPLAINED)
            with work_as(trust) as work:
                decide_appeal(work, another.id, upheld=True, reason="The same programme.")
    read_all_changed()
    assert sign_of(session, mo)[0].p_authentic > 0.9


def test_a_dismissed_appeal_changes_nothing_but_is_answered(session, work_as, mo):
    remark = an_appeal(work_as, mo)
    before = sign_of(session, mo)[0].p_authentic
    with work_as(staff(work_as)) as work:
        decide_appeal(work, remark.id, upheld=False, reason="Nobody liked anything else of that day.")
    read_all_changed()
    reading, row = sign_of(session, mo)
    assert row.stands_out
    assert reading.p_authentic == pytest.approx(before)
    assert session.get_one(Remark, remark.id).reason == "Nobody liked anything else of that day."


def test_an_appeal_that_waits_for_too_long_counts_as_upheld_until_it_is_decided(session, work_as, mo, clock):
    remark = an_appeal(work_as, mo)
    assert remark.due_at == clock.now + DECIDED_WITHIN
    clock.advance(days=8)
    with work_as(SYSTEM) as work:
        judge_every_channel(work)
    assert sign_of(session, mo)[1].excused
    with work_as(staff(work_as)) as work:
        decide_appeal(work, remark.id, upheld=False, reason="It stands.")
    read_all_changed()
    assert sign_of(session, mo)[1].stands_out


def test_only_the_creator_appeals_and_only_against_what_stands(session, work_as, mo):
    channel_id = bought_likes(work_as, mo)
    stranger = a_creator_with_posts(work_as, "Bo")
    with pytest.raises(NotFound), work_as(stranger) as work:
        appeal(work, channel_id, SIGN, EXPLAINED)
    with pytest.raises(NothingToAppeal), work_as(mo) as work:
        appeal(work, channel_id, "followers_jump", EXPLAINED)
    with work_as(mo) as work:
        appeal(work, channel_id, SIGN, EXPLAINED)
        write_note(work, channel_id, SIGN, "A note may stand beside it.")
    with pytest.raises(AppealedAlready), work_as(mo) as work:
        appeal(work, channel_id, SIGN, EXPLAINED)


def test_staff_decide_once_with_the_duty_and_a_reason(session, work_as, mo):
    remark = an_appeal(work_as, mo)
    with pytest.raises(Forbidden), work_as(staff(work_as, Duty.FINANCE)) as work:
        decide_appeal(work, remark.id, upheld=True, reason="Yes.")
    trust = staff(work_as)
    with pytest.raises(ReasonMissing), work_as(trust) as work:
        decide_appeal(work, remark.id, upheld=True, reason="  ")
    with work_as(trust) as work:
        decide_appeal(work, remark.id, upheld=True, reason="Yes.")
    with pytest.raises(DecidedAlready), work_as(trust) as work:
        decide_appeal(work, remark.id, upheld=False, reason="No.")


def test_a_creator_writes_on_the_page_and_staff_answer_on_theirs(session, work_as, mo, sign_in):
    channel_id = bought_likes(work_as, mo)
    browser = sign_in(session.get_one(Person, mo.person_id))
    own = browser.get("/me/authenticity").get_data(as_text=True)
    assert "This month so far" in own
    address = f"/me/authenticity/{channel_id}/{SIGN}"
    assert address in own
    assert browser.post(address, data={"body": "", "kind": "appeal"}).status_code == 422
    assert browser.post(address, data={"body": EXPLAINED, "kind": "appeal"}).status_code == 303
    again = browser.post(address, data={"body": EXPLAINED, "kind": "appeal"})
    assert again.status_code == 409
    assert "is being looked at" in again.get_data(as_text=True)
    (waiting,) = appeals_waiting(session)
    ines = sign_in(a_set_up_staff_member(work_as, "Ines"))
    assert "Mo" in ines.get("/staff/appeals").get_data(as_text=True)
    assert EXPLAINED in ines.get(f"/staff/appeals/{waiting.id}").get_data(as_text=True)
    assert ines.post(f"/staff/appeals/{waiting.id}", data={"outcome": "upheld"}).status_code == 422
    decided = ines.post(f"/staff/appeals/{waiting.id}", data={"outcome": "upheld", "reason": "We saw it."})
    assert decided.status_code == 303
    browser = sign_in(session.get_one(Person, mo.person_id))
    read_all_changed()
    assert "We saw it." in browser.get("/me/authenticity").get_data(as_text=True)


def test_brands_see_a_new_sign_three_days_after_the_creator(session, work_as, mo, sign_in, clock):
    bought_likes(work_as, mo)
    says = "Few comments for its likes"
    page = f"/creators/{mo.creator_id}"
    assert says in sign_in(session.get_one(Person, mo.person_id)).get("/me/authenticity").get_data(as_text=True)
    brand = owner_of(a_verified_brand(work_as, "Acme"))
    early = sign_in(brand).get(page).get_data(as_text=True)
    assert says not in early
    assert "shown to the creator first" in early
    assert "Comments per like" not in early, "what is held back must not look as if nothing were unusual"
    clock.advance(days=4)
    assert says in sign_in(brand).get(page).get_data(as_text=True)
