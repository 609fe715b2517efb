"""The list of a day: it stays as it is, it is kept, it is marked, and the report counts it."""

import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from marketplace.accounts.models import Person
from marketplace.base.actor import Duty
from marketplace.matching.actions.showing import keep_exposure
from marketplace.matching.exposure.arranging import Why
from marketplace.matching.models import Exposure
from marketplace.matching.queries.exposure import campaign, listing, records_of, records_of_tiers
from tests.builders.accounts import a_staff_member
from tests.builders.matching import DESSERT, RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_funded_brand, an_offer_under, an_open_brief
from tests.conftest import NOON

CROWD = 25


@pytest.fixture
def crowd(work_as):
    """Acme's open brief and more creators than the first places hold, every third of them larger than a KOC."""
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    for number in range(CROWD):
        a_creator_with_posts(
            work_as,
            f"Crea{number:02}",
            titles=RUNNING if number % 4 == 0 else DESSERT,
            posts=3,
            followers=20_000 if number % 3 == 0 else 3_000 + number,
        )
    with_generated_vectors(work_as)
    return brand, brief


@pytest.fixture
def pair(work_as):
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    maya = a_creator_with_posts(work_as, "Maya", followers=4_000)
    bo = a_creator_with_posts(work_as, "Bo", titles=RUNNING, followers=60_000)
    with_generated_vectors(work_as)
    return brand, brief, maya, bo


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def kept(session):
    return session.scalars(sa.select(Exposure).order_by(Exposure.place)).all()


def test_looking_is_kept_once_a_day_with_place_reason_and_chance(session, crowd, sign_in):
    brand, brief = crowd
    browser = sign_in(session.get_one(Person, brand.person_id))
    for _ in range(2):
        assert browser.get(f"/briefs/{brief.id}/matches").status_code == 200
    rows = kept(session)
    assert [row.place for row in rows] == list(range(1, 25))
    newcomers = [row for row in rows if row.why is Why.NEWCOMER]
    assert len(newcomers) == 2
    assert all(0 < row.propensity < 1 for row in newcomers)
    assert all(row.propensity == 1 for row in rows if row.why is not Why.NEWCOMER)


def test_newcomers_are_marked_in_both_languages(session, crowd, sign_in):
    brand, brief = crowd
    browser = sign_in(session.get_one(Person, brand.person_id))
    assert words(browser.get(f"/briefs/{brief.id}/matches")).count("one of two places for newcomers") == 2
    browser.get("/language/zh")
    read = words(browser.get(f"/briefs/{brief.id}/matches?view=table"))
    assert read.count("为新人保留的两个位置之一") == 2


def test_the_same_day_shows_the_same_list_and_the_next_may_show_another(session, work_as, crowd):
    brand, brief = crowd
    first = listing(session, brief, limit=24, now=NOON)
    with work_as(brand) as work:
        keep_exposure(work, brief.id, first.rows)
    evening = listing(session, brief, limit=24, now=NOON + timedelta(hours=11))
    assert [row.row.creator_id for row in evening.rows] == [row.row.creator_id for row in first.rows]
    later = (listing(session, brief, limit=24, now=NOON + timedelta(days=day)) for day in range(9))
    assert len({newcomers_of(found) for found in later}) > 1


def newcomers_of(found):
    return tuple(one.row.name for one in found.rows if one.placed.why is Why.NEWCOMER)


def test_what_staff_look_at_is_not_counted(session, work_as, pair, sign_in):
    staff = a_staff_member(work_as, "Ines", duties=(Duty.OPERATIONS,))
    assert sign_in(staff).get(f"/briefs/{pair[1].id}/matches").status_code == 200
    assert kept(session) == []


def test_a_record_counts_from_the_day_after_and_knows_whom_the_brand_wanted(session, work_as):
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    deal = an_offer_under(work_as, brand, brief.id)
    a_creator_with_posts(work_as, "Bo")
    with work_as(brand) as work:
        keep_exposure(work, brief.id, listing(work.session, brief, limit=24, now=work.now).rows)
    # An offer is still open: Maya stays off the list but counts when she was on it before.
    row = kept(session)[0]
    session.add(
        Exposure(
            brief_id=brief.id, shown_on=row.shown_on, creator_id=deal.creator.creator_id, place=2, tier=row.tier,
            why=Why.SCORE, propensity=1.0, score=50.0, shown_at=row.shown_at,
        )
    )  # fmt: skip
    session.flush()
    ids = [deal.creator.creator_id, row.creator_id]
    assert records_of(session, ids, row.shown_on) == {}
    tomorrow = row.shown_on + timedelta(days=1)
    found = records_of(session, ids, tomorrow)
    assert (found[ids[0]].shown, found[ids[0]].wanted) == (1, 1)
    assert (found[ids[1]].shown, found[ids[1]].wanted) == (1, 0)
    assert sum(record.shown for record in records_of_tiers(session, tomorrow).values()) == 2


def test_the_report_says_who_was_seen_and_who_never_was(session, work_as, pair, sign_in):
    brand, brief, _, _ = pair
    browser = sign_in(session.get_one(Person, brand.person_id))
    assert "Nobody was shown yet" in words(browser.get(f"/briefs/{brief.id}/exposure"))
    browser.get(f"/briefs/{brief.id}/matches")
    hana = a_creator_with_posts(work_as, "Hana", followers=900)
    found = campaign(session, brief, now=NOON)
    assert found.kocs == 2
    assert found.kocs_nowhere == (hana.creator_id,)
    read = words(browser.get(f"/briefs/{brief.id}/exposure"))
    assert "KOCs never shown here 1 of 2" in read
    assert "Hana" in read
    assert "Lower-mid KOL" in read


def test_the_report_is_there_for_staff_and_in_chinese_and_for_no_other_brand(session, work_as, pair, sign_in):
    brief = pair[1]
    staff = sign_in(a_staff_member(work_as, "Ines", duties=(Duty.TRUST,)))
    assert staff.get(f"/briefs/{brief.id}/exposure").status_code == 200
    staff.get("/language/zh")
    assert "还没有展示过任何人" in words(staff.get(f"/briefs/{brief.id}/exposure"))
    stranger = sign_in(session.get_one(Person, a_funded_brand(work_as, "Nordlys").person_id))
    assert stranger.get(f"/briefs/{brief.id}/exposure").status_code == 404
