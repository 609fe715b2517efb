import re
from html import unescape

import pytest

from marketplace.accounts.models import Person
from marketplace.authenticity.catching_up import read_all_changed
from marketplace.base.actor import BrandRole
from marketplace.base.money import Money
from marketplace.briefs import actions as briefs
from marketplace.creators.states import Platform
from marketplace.matching.actions import applying
from marketplace.matching.queries import application_seen_by
from marketplace.matching.states import ApplicationState
from tests.builders.accounts import a_member
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_creator_to_book, a_funded_brand, an_open_brief
from tests.builders.payouts import a_creator, person_behind

PRICE = Money(30_000, "USD")


@pytest.fixture
def field(work_as):
    """Acme's open brief, Maya who fits it, Bo who runs, and what is known of both."""
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    maya = a_creator_with_posts(work_as, "Maya")
    bo = a_creator_with_posts(work_as, "Bo", titles=RUNNING)
    with_generated_vectors(work_as)
    read_all_changed()
    return brand, brief, maya, bo


@pytest.fixture
def as_actor(session, sign_in):
    """Signs in the person behind an actor, and gives the browser."""
    return lambda actor: sign_in(session.get_one(Person, actor.person_id))


def applied(work_as, creator, brief):
    with work_as(creator) as work:
        return applying.apply_to_brief(work, brief.id, price=PRICE, note="I froth oats every morning.").id


def words(answer):
    """What a person reads of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


@pytest.mark.parametrize("view", ["cards", "table", "nonsense"])
def test_a_brand_sees_who_fits_and_why(field, as_actor, view):
    brand, brief, maya, bo = field
    answer = as_actor(brand).get(f"/briefs/{brief.id}/matches?view={view}&top=abc")
    assert answer.status_code == 200
    links = answer.get_data(as_text=True)
    assert links.index(f"/creators/{maya.creator_id}") < links.index(f"/creators/{bo.creator_id}")
    read = words(answer)
    assert "2 of 2 creators come into question" in read
    assert "posts are about the subject" in read


def test_everybody_is_accounted_for_on_the_page(work_as, field, as_actor):
    brand, brief, _, _ = field
    a_creator_with_posts(work_as, "Elif", price=Money(60_000, "USD"))
    a_creator_with_posts(work_as, "Finn", platform=Platform.TIKTOK)
    read = words(as_actor(brand).get(f"/briefs/{brief.id}/matches"))
    assert "No proved channel on Instagram −1" in read
    assert "Asks for more than $500.00 −1" in read
    assert "All creators 4" in read
    assert "Come into question 2" in read


def test_the_evidence_stands_beside_the_score(field, as_actor):
    brand, brief, _, _ = field
    read = words(as_actor(brand).get(f"/briefs/{brief.id}/matches"))
    assert "Probably authentic" in read
    assert "Everybody starts at 50" in read


def test_what_somebody_posts_about_stands_on_the_card_and_on_their_page(field, as_actor):
    brand, brief, maya, _ = field
    browser = as_actor(brand)
    assert re.search(r"Food and drink \d+%", words(browser.get(f"/briefs/{brief.id}/matches")))
    shown = words(browser.get(f"/creators/{maya.creator_id}"))
    assert re.search(r"What the posts are about .* Food and drink \d+%", shown)
    assert re.search(r"What the posts are about .* Food and drink \d+%", words(as_actor(maya).get("/me")))


def test_before_anything_was_read_the_page_says_what_is_needed(work_as, as_actor):
    hana = a_creator_to_book(work_as, "Hana")
    assert "a bio and posts on a proved channel are needed" in words(as_actor(hana).get("/me"))


def test_somebody_little_is_known_of_is_marked_as_such(work_as, field, as_actor):
    brand, brief, _, _ = field
    a_creator_to_book(work_as, "Hana")
    assert "Limited data" in words(as_actor(brand).get(f"/briefs/{brief.id}/matches"))


def test_a_brief_nobody_fits_says_what_to_do(work_as, as_actor):
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand)
    assert "Nobody comes into question yet" in words(as_actor(brand).get(f"/briefs/{brief.id}/matches"))


@pytest.mark.parametrize("page", ["matches", "applications"])
def test_another_brand_and_a_creator_find_nothing_there(work_as, field, as_actor, page):
    _, brief, maya, _ = field
    for outsider in (a_funded_brand(work_as, "Nordlys"), maya):
        assert as_actor(outsider).get(f"/briefs/{brief.id}/{page}").status_code == 404


@pytest.mark.parametrize("path", ["/board", "/applications"])
def test_a_visitor_signs_in_first(client, path):
    assert client.get(path).status_code == 303


def test_a_brand_has_no_board(field, as_actor):
    assert as_actor(field[0]).get("/board").status_code == 404


def test_the_board_shows_the_own_fit_and_what_stands_in_the_way(work_as, field, as_actor):
    brand, _, maya, _ = field
    an_open_brief(work_as, brand, title="A dance on TikTok", platform=Platform.TIKTOK)
    read = words(as_actor(maya).get("/board"))
    assert "2 briefs take applications" in read
    assert read.index("Oat latte at home") < read.index("A dance on TikTok")
    assert "Not in the ranking: No proved channel on TikTok" in read


def test_a_creator_reads_why_it_fits_why_not_and_what_would_raise_it(work_as, field, as_actor):
    brand, brief, maya, bo = field
    read = words(as_actor(bo).get(f"/board/{brief.id}"))
    assert re.search(r"What speaks against it .*Content fit -\d", read)
    assert "What would raise the fit" in read
    assert "Posts and a bio that are more about what this brief asks for" in read
    assert re.search(r"Why it fits .*Content fit \+\d", words(as_actor(maya).get(f"/board/{brief.id}")))


def test_a_creator_who_is_kept_out_reads_what_would_change_it(work_as, field, as_actor):
    dear = a_creator_with_posts(work_as, "Elif", price=Money(60_000, "USD"))
    browser = as_actor(dear)
    for page in ("/board", f"/board/{field[1].id}"):
        assert "A price of at most $500.00 on your rate card." in words(browser.get(page))


def test_the_board_can_be_narrowed(work_as, field, as_actor):
    brand, _, maya, _ = field
    an_open_brief(work_as, brand, title="A dance on TikTok", platform=Platform.TIKTOK)
    browser = as_actor(maya)
    read = words(browser.get("/board?platform=tiktok"))
    assert "A dance on TikTok" in read
    assert "Oat latte at home" not in read
    assert "No brief fits these filters" in words(browser.get("/board?currency=EUR"))
    assert browser.get("/board?platform=myspace&currency=%00").status_code == 200


def test_an_empty_board_says_so(work_as, as_actor):
    assert "No brief takes applications now" in words(as_actor(a_creator_to_book(work_as, "Maya")).get("/board"))


def test_somebody_who_is_still_setting_up_may_look_and_reads_the_next_step(work_as, field, as_actor):
    newcomer = person_behind(work_as, a_creator(work_as, "Ida")).actor
    browser = as_actor(newcomer)
    assert "Before you can apply" in words(browser.get("/board"))
    page = browser.get(f"/board/{field[1].id}")
    assert page.status_code == 200
    assert "Before you can apply" in words(page)
    assert 'name="price"' not in page.get_data(as_text=True)
    refused = browser.post(f"/board/{field[1].id}/application", data={"price": "300", "note": "I would love to."})
    assert refused.status_code == 403


def test_a_creator_applies_and_finds_it_under_applications(field, as_actor):
    _, brief, maya, _ = field
    browser = as_actor(maya)
    assert "How it fits you" in words(browser.get(f"/board/{brief.id}"))
    done = browser.post(f"/board/{brief.id}/application", data={"price": "300", "note": "I froth oats every morning."})
    assert done.status_code == 303
    assert "Your application" in words(browser.get(done.location))
    read = words(browser.get("/applications"))
    assert "Oat latte at home" in read
    assert "Submitted" in read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"price": "", "note": "I froth oats every morning."}, "Please fill this in."),
        ({"price": "lots", "note": "I froth oats every morning."}, "Enter an amount such as"),
        ({"price": "99", "note": "I froth oats every morning."}, "between $100.00 and $500.00"),
        ({"price": "300", "note": "Hi"}, "between 10 and 1,000 characters"),
    ],
)
def test_an_application_that_does_not_fit_comes_back_with_what_was_typed(field, as_actor, typed, said):
    answer = as_actor(field[2]).post(f"/board/{field[1].id}/application", data=typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert typed["note"] in words(answer)


def test_applying_twice_is_a_conflict_with_words(work_as, field, as_actor):
    _, brief, maya, _ = field
    applied(work_as, maya, brief)
    again = as_actor(maya).post(f"/board/{brief.id}/application", data={"price": "300", "note": "Once more, please."})
    assert again.status_code == 409


def test_a_brief_that_was_closed_shows_no_form(work_as, field, as_actor):
    brand, brief, maya, _ = field
    with work_as(brand) as work:
        briefs.close_brief(work, brief.id)
    assert "takes no applications now" in words(as_actor(maya).get(f"/board/{brief.id}"))


def test_a_creator_withdraws(session, work_as, field, as_actor):
    _, brief, maya, _ = field
    application_id = applied(work_as, maya, brief)
    assert as_actor(maya).post(f"/applications/{application_id}/withdrawal").status_code == 303
    session.expire_all()
    assert application_seen_by(session, maya, application_id).state is ApplicationState.WITHDRAWN


def test_the_brand_sees_applications_with_their_fit_and_decides(session, work_as, field, as_actor):
    brand, brief, maya, bo = field
    for creator in (bo, maya):
        applied(work_as, creator, brief)
    browser = as_actor(brand)
    read = words(browser.get(f"/briefs/{brief.id}/applications"))
    assert read.index("Maya") < read.index("Bo ")
    assert "To decide 2" in read
    assert "Make an offer" in read
    application_id = applied_id(session, brief, maya)
    assert browser.post(f"/applications/{application_id}/shortlisting").status_code == 303
    assert "Shortlist 1" in words(browser.get(f"/briefs/{brief.id}/applications"))
    assert browser.post(f"/applications/{application_id}/unlisting").status_code == 303


def applied_id(session, brief, creator):
    from marketplace.matching.queries import application_for

    return application_for(session, brief.id, creator.creator_id).id


def test_a_rejection_without_a_reason_comes_back_and_with_one_is_told(session, work_as, field, as_actor):
    brand, brief, maya, _ = field
    application_id = applied(work_as, maya, brief)
    browser = as_actor(brand)
    answer = browser.post(f"/applications/{application_id}/rejection", data={})
    assert answer.status_code == 422
    assert "Choose a reason." in words(answer)
    bad = browser.post(f"/applications/{application_id}/rejection", data={f"{application_id}-reason": "mood"})
    assert bad.status_code == 422
    done = browser.post(f"/applications/{application_id}/rejection", data={f"{application_id}-reason": "price"})
    assert done.status_code == 303
    assert "Your reason: The price is above our range" in words(
        browser.get(f"/briefs/{brief.id}/applications?tab=closed")
    )
    assert "The price is above our range" in words(as_actor(maya).get("/applications"))


def test_a_member_without_the_role_sees_no_buttons_and_is_refused(session, work_as, field, sign_in):
    brand, brief, maya, _ = field
    application_id = applied(work_as, maya, brief)
    acme = brief.brand
    browser = sign_in(a_member(work_as, acme, "Rae", roles=(BrandRole.FINANCE,)))
    page = browser.get(f"/briefs/{brief.id}/applications")
    assert page.status_code == 200
    assert "/shortlisting" not in page.get_data(as_text=True)
    for noun in ("shortlisting", "rejection"):
        assert browser.post(f"/applications/{application_id}/{noun}").status_code == 403


def test_another_brand_cannot_decide(work_as, field, as_actor):
    _, brief, maya, _ = field
    application_id = applied(work_as, maya, brief)
    browser = as_actor(a_funded_brand(work_as, "Nordlys"))
    for noun in ("shortlisting", "unlisting", "rejection"):
        assert browser.post(f"/applications/{application_id}/{noun}").status_code == 404


def test_the_page_of_a_brief_leads_to_who_fits_and_counts_who_waits(app, session, work_as, field):
    from marketplace.matching.views.matches import brief_links

    brief = field[1]
    applied(work_as, field[2], brief)
    with app.test_request_context():
        shown = brief_links(brief)
    assert f"/briefs/{brief.id}/matches" in shown
    assert "Applications: 1 to decide" in shown
