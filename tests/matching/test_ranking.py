import pytest

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.base.money import Money
from marketplace.creators.states import Platform
from marketplace.matching.actions import applying
from marketplace.matching.queries.fits import fit_of, fits_of
from marketplace.matching.queries.ranking import rank
from marketplace.matching.scoring import BASE, Part
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_creator_to_book, a_funded_brand, an_open_brief
from tests.conftest import NOON


@pytest.fixture
def field(work_as):
    """A brief for sweets, two creators who post about them and two who run."""
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    people = {
        "Maya": a_creator_with_posts(work_as, "Maya", tags=["dessert", "oat latte"]),
        "Bo": a_creator_with_posts(work_as, "Bo", tags=["dessert"]),
        "Chen": a_creator_with_posts(work_as, "Chen", titles=RUNNING),
        "Dana": a_creator_with_posts(work_as, "Dana", titles=RUNNING),
    }
    with_generated_vectors(work_as)
    read_all_changed()
    return brand, brief, people


def test_who_posts_about_it_comes_before_who_does_not(session, field):
    _, brief, _ = field
    found = rank(session, brief, limit=10)
    assert {row.name for row in found.rows[:2]} == {"Maya", "Bo"}
    assert found.considered == found.total == 4
    assert found.rows[0].about.count == found.rows[0].about.of > 0
    assert "posts are about the subject" in str(found.rows[0].sentence)


def test_contributions_of_every_row_add_up(session, field):
    for row in rank(session, field[1], limit=10).rows:
        assert BASE + sum(part.points for part in row.contributions) == pytest.approx(row.score)


def test_the_limit_cuts_rows_but_not_counts(session, field):
    found = rank(session, field[1], limit=1)
    assert len(found.rows) == 1
    assert found.considered == 4


def test_who_asks_too_much_or_is_elsewhere_is_counted(session, work_as, field):
    a_creator_with_posts(work_as, "Elif", price=Money(60_000, "USD"))
    a_creator_with_posts(work_as, "Finn", platform=Platform.TIKTOK)
    found = rank(session, field[1], limit=10)
    removed = {row.name: row.removed for row in found.removed if row.removed}
    assert removed == {"price": 1, "platform": 1}
    assert found.total == found.considered + sum(removed.values()) == 6


def test_somebody_still_setting_up_is_nobody_brands_know_of(session, work_as, field):
    from tests.builders.payouts import a_creator

    a_creator(work_as, "Gus")
    assert rank(session, field[1], limit=10).total == 4


def test_a_creator_nobody_knows_anything_about_stands_in_the_middle_and_is_marked(session, work_as, field):
    a_creator_to_book(work_as, "Hana")
    hana = next(row for row in rank(session, field[1], limit=10).rows if row.name == "Hana")
    assert hana.limited
    assert {part.part for part in hana.contributions if part.known} <= {Part.AUDIENCE}


def test_who_was_rejected_is_not_offered_again_but_keeps_a_score(session, work_as, field):
    brand, brief, people = field
    with work_as(people["Maya"]) as work:
        application_id = applying.apply_to_brief(work, brief.id, price=Money(20_000, "USD"), note="Oat lattes daily").id
    assert len(rank(session, brief, limit=10).rows) == 4
    with work_as(brand) as work:
        applying.reject_application(work, application_id, reason="timing")
    assert "Maya" not in {row.name for row in rank(session, brief, limit=10).rows}
    only = rank(session, brief, limit=10, only=[people["Maya"].creator_id])
    assert [row.name for row in only.rows] == ["Maya"]


def test_without_any_vector_niches_are_not_known_and_everything_else_is(session, work_as):
    brief = an_open_brief(work_as, a_funded_brand(work_as), keywords=[])
    a_creator_with_posts(work_as, "Maya")
    found = rank(session, brief, limit=10)
    assert found.rows[0].limited
    assert not found.rows[0].contributions[0].known


def test_the_brand_and_the_creator_see_the_same_score(session, field):
    _, brief, people = field
    creator_id = people["Maya"].creator_id
    seen = next(row for row in rank(session, brief, limit=10).rows if row.creator_id == creator_id)
    assert fit_of(session, brief, creator_id).row.score == pytest.approx(seen.score)
    assert fits_of(session, [brief], creator_id, NOON)[brief.id].row.score == pytest.approx(seen.score)


def test_a_creator_reads_what_keeps_them_out(session, work_as, field):
    brief = field[1]
    dear = a_creator_with_posts(work_as, "Elif", price=Money(60_000, "USD"))
    elsewhere = a_creator_with_posts(work_as, "Finn", platform=Platform.TIKTOK)
    assert "more than" in str(fit_of(session, brief, dear.creator_id).stopped_by)
    assert "No proved channel" in str(fit_of(session, brief, elsewhere.creator_id).stopped_by)
    fits = fits_of(session, [brief], elsewhere.creator_id, NOON)
    assert fits[brief.id].row is None
    assert "No proved channel" in str(fits[brief.id].stopped_by)


def test_a_market_without_creators_has_an_empty_ranking(session, work_as):
    found = rank(session, an_open_brief(work_as, a_funded_brand(work_as)), limit=5)
    assert (found.rows, found.considered, found.total) == ([], 0, 0)
