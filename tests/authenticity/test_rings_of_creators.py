"""Rings among the creators of the product are found every night and shown to staff; months keep their level."""

from datetime import date

from marketplace.authenticity.actions import find_rings, fix_last_month
from marketplace.authenticity.catching_up import read_all_changed
from marketplace.authenticity.health import level_of
from marketplace.authenticity.jobs import fix_levels, look_for_rings
from marketplace.authenticity.queries import found_rings, months_of, readings_of
from marketplace.authenticity.states import Health
from marketplace.base.actor import SYSTEM
from marketplace.creators.actions import undo_import
from marketplace.creators.queries import import_batches
from marketplace.work.jobs import Ticked
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.authenticity import a_ring, bought_likes
from tests.builders.matching import a_creator_with_posts
from tests.conftest import NOON

NAMES = ("Ada", "Ben", "Cai", "Dov", "Eva", "Fay", "Gil")


def test_a_ring_is_found_kept_and_shown_with_its_evidence(session, work_as, sign_in, clock):
    a_creator_with_posts(work_as, "Zoe")
    members = a_ring(work_as, NAMES)
    read_all_changed()
    look_for_rings(Ticked(due_at=NOON))
    (ring,) = found_rings(session)
    assert set(ring.members) == {str(member.creator_id) for member in members}
    assert {row["kind"] for row in ring.evidence if row["stands"]} == {"reciprocal", "synchrony"}
    shown = sign_in(a_set_up_staff_member(work_as, "Ines")).get("/staff/rings").get_data(as_text=True)
    assert "7 creators" in shown
    assert "Ada" in shown
    assert "Zoe" not in shown
    clock.advance(days=1)
    look_for_rings(Ticked(due_at=clock.now))
    session.expire_all()
    (again,) = found_rings(session)
    assert (again.id, again.found_at, again.seen_at) == (ring.id, NOON, clock.now)


def test_members_are_judged_by_what_each_of_them_shows(session, work_as):
    members = a_ring(work_as, NAMES)
    alone = a_creator_with_posts(work_as, "Zoe")
    read_all_changed()
    p = [readings_of(session, member.creator_id)[0].p_authentic for member in members]
    assert max(p) < readings_of(session, alone.creator_id)[0].p_authentic
    signs = {row.sign for row in readings_of(session, members[0].creator_id)[0].evidence_rows if row.stands_out}
    assert {"comments_in_turn", "comments_within_minutes"} <= signs


def test_a_ring_goes_when_its_import_is_taken_back(session, work_as):
    a_ring(work_as, NAMES)
    read_all_changed()
    with work_as(SYSTEM) as work:
        assert find_rings(work) == 1
        undo_import(work, import_batches(work.session)[0].id)
        assert find_rings(work) == 0
    assert found_rings(session) == []


def test_the_level_of_a_month_is_kept_once_and_does_not_move(session, work_as, clock):
    creator = a_creator_with_posts(work_as, "Mo")
    read_all_changed()
    (reading,) = readings_of(session, creator.creator_id)
    with work_as(SYSTEM) as work:
        assert fix_last_month(work) == 1
        assert fix_last_month(work) == 0
    bought_likes(work_as, creator)
    fix_levels(Ticked(due_at=clock.now))
    (month,) = months_of(session, reading.channel_id)
    assert (month.month, month.level) == (date(2026, 10, 1), Health.ORDINARY)
    clock.advance(days=10)
    fix_levels(Ticked(due_at=clock.now))
    assert [row.month for row in months_of(session, reading.channel_id)] == [date(2026, 11, 1), date(2026, 10, 1)]


def test_a_lack_of_data_is_ordinary_and_abnormal_takes_evidence():
    assert level_of(0.96, 0.05) is Health.ORDINARY
    assert level_of(0.96, 0.4) is Health.EXCELLENT
    assert level_of(0.49, 0.05) is Health.ABNORMAL
