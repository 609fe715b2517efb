import re

import pytest

from marketplace.accounts.queries import person
from marketplace.base.actor import BrandRole, Duty
from marketplace.base.money import Money
from marketplace.briefs import actions
from marketplace.briefs.states import BriefState
from marketplace.wallets.queries import wallet_of
from tests.builders import orders as made
from tests.builders.accounts import a_confirmed_person, a_member, a_staff_member, a_verified_brand, owner_of
from tests.builders.briefs import (
    INES,
    a_brief_in_review,
    a_draft_brief,
    a_returned_brief,
    a_wallet_holding,
    an_approved_brief,
    an_open_brief,
)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))).replace("&#39;", "'")


def posts_to(answer):
    return set(re.findall(r'<form[^>]*action="[^"]*/([\w-]+)"', answer.get_data(as_text=True)))


@pytest.fixture
def brand(work_as):
    return a_verified_brand(work_as)


@pytest.fixture
def acme(brand):
    return owner_of(brand)


@pytest.fixture
def browser(sign_in, acme):
    return sign_in(acme)


def person_behind(work_as, actor):
    with work_as(actor) as work:
        return person(work.session, actor.person_id)


def test_the_list_says_of_each_brief_where_it_stands_and_what_comes_next(browser, acme, work_as, clock):
    a_draft_brief(work_as, acme.actor, title="Autumn blend")
    clock.advance(hours=1)
    an_open_brief(work_as, acme.actor, title="Oat latte")
    text = words(browser.get("/briefs"))
    assert text.index("Oat latte") < text.index("Autumn blend")
    for said in ("send it for review", "Nothing is set aside yet", "Open for applications", "$0.00 / $1,000.00"):
        assert said in text


def test_the_list_says_how_many_applications_wait_for_an_answer(sign_in, work_as):
    brand = made.a_funded_brand(work_as)
    brief_id = made.an_open_brief(work_as, brand).id
    a_draft_brief(work_as, brand)
    maya = made.a_creator_to_book(work_as)
    with work_as(maya) as work:
        made.applying.apply_to_brief(work, brief_id, price=Money(30_000, "USD"), note="I make this every day.")
    page = sign_in(person_behind(work_as, brand)).get("/briefs")
    assert re.findall(r"Applications: \d+ to decide", words(page)) == ["Applications: 1 to decide"]
    assert f'href="/briefs/{brief_id}/applications"' in page.get_data(as_text=True)


def test_a_brief_goes_from_draft_to_open_by_its_buttons(browser, acme, work_as):
    brief = a_draft_brief(work_as, acme.actor)
    home = f"/briefs/{brief.id}"
    page = browser.get(home)
    assert {"submission", "copy", "cancellation"} <= posts_to(page)
    assert browser.post(f"{home}/submission").location == home
    page = browser.get(home)
    assert "takes one working day" in words(page)
    assert "submission" not in posts_to(page)
    with work_as(INES) as work:
        actions.approve_brief(work, brief.id)
    assert f'href="{home}/funding"' in browser.get(home).get_data(as_text=True)
    a_wallet_holding(work_as, acme.actor, Money(150_000, "USD"))
    preview = words(browser.get(f"{home}/funding"))
    for said in ("$1,500.00", "− $1,000.00", "$500.00", "Set $1,000.00 aside and open the brief"):
        assert said in preview
    assert browser.post(f"{home}/funding").location == home
    page = browser.get(home)
    assert "Open for applications" in words(page)
    assert {"pause", "closing", "cancellation"} <= posts_to(page)
    for link in ("matches", "applications"):
        assert f'href="{home}/{link}"' in page.get_data(as_text=True)
    assert browser.post(f"{home}/pause").status_code == 303
    assert "resumption" in posts_to(browser.get(home))
    assert browser.post(f"{home}/resumption").status_code == 303
    assert browser.post(f"{home}/closing").status_code == 303
    assert brief.state is BriefState.CLOSED
    history = words(browser.get(home))
    for said in ("Sent for review", "Approved", "Budget set aside", "Paused", "Resumed", "Closed", acme.name):
        assert said in history


def test_a_wallet_that_is_too_small_says_how_much_is_missing_and_where_to_top_up(browser, session, acme, work_as):
    brief = an_approved_brief(work_as, acme.actor)
    a_wallet_holding(work_as, acme.actor, Money(40_000, "USD"))
    preview = browser.get(f"/briefs/{brief.id}/funding")
    assert "$600.00 is missing" in words(preview)
    assert 'href="/wallet?currency=USD"' in preview.get_data(as_text=True)
    assert "Set $1,000.00 aside" not in words(preview)
    refused = browser.post(f"/briefs/{brief.id}/funding")
    assert refused.status_code == 422
    assert "Your wallet holds $400.00 and $600.00 is missing." in words(refused)
    assert brief.state is BriefState.APPROVED
    assert wallet_of(session, acme.actor.brand_id)["USD"] == Money(40_000, "USD")


def test_a_brief_whose_deadline_passed_while_it_waited_is_not_funded(browser, acme, work_as, clock):
    brief = an_approved_brief(work_as, acme.actor)
    a_wallet_holding(work_as, acme.actor, Money(100_000, "USD"))
    clock.advance(days=8)
    assert "Nobody could apply" in words(browser.get(f"/briefs/{brief.id}"))
    refused = browser.post(f"/briefs/{brief.id}/funding")
    assert refused.status_code == 422
    assert "choose later dates" in words(refused)


@pytest.mark.parametrize(
    ("says", "words_of_refusal"),
    [
        ({"budget_minor": 5000}, "One post at the lowest price costs $110.00 with our fee, and the budget is $50.00."),
        ({"audience_countries": ["AQ"]}, "We do not have the advertising rules of AQ yet."),
    ],
)
def test_a_brief_that_cannot_be_sent_says_what_to_change(browser, acme, work_as, says, words_of_refusal):
    brief = a_draft_brief(work_as, acme.actor, **says)
    refused = browser.post(f"/briefs/{brief.id}/submission")
    assert refused.status_code == 422
    assert words_of_refusal in words(refused)
    assert brief.state is BriefState.DRAFT


def test_a_deadline_that_is_over_is_shown_before_and_refused_when_sent(browser, acme, work_as, clock):
    brief = a_draft_brief(work_as, acme.actor)
    clock.advance(days=8)
    assert "The application deadline is over" in words(browser.get(f"/briefs/{brief.id}"))
    refused = browser.post(f"/briefs/{brief.id}/submission")
    assert refused.status_code == 422
    assert "The application deadline is over. Choose a later one." in words(refused)


@pytest.mark.parametrize("noun", ["submission", "pause", "resumption", "closing"])
def test_a_step_that_is_not_open_any_more_says_so(browser, acme, work_as, noun):
    brief = a_brief_in_review(work_as, acme.actor)
    assert browser.post(f"/briefs/{brief.id}/{noun}").status_code == 409
    assert brief.state is BriefState.IN_REVIEW


def test_funding_a_brief_that_is_not_approved_leads_nowhere(browser, acme, work_as):
    brief = a_draft_brief(work_as, acme.actor)
    assert browser.get(f"/briefs/{brief.id}/funding").location == f"/briefs/{brief.id}"
    assert browser.post(f"/briefs/{brief.id}/funding").status_code == 409


def test_finance_funds_and_cancels_and_does_not_pause(sign_in, brand, acme, work_as):
    brief = an_approved_brief(work_as, acme.actor)
    a_wallet_holding(work_as, acme.actor, Money(100_000, "USD"))
    reviewer = sign_in(a_member(work_as, brand, "Rae", roles=(BrandRole.REVIEWER,)))
    assert reviewer.get(f"/briefs/{brief.id}/funding").status_code == 403
    assert reviewer.post(f"/briefs/{brief.id}/funding").status_code == 403
    assert "funding" not in reviewer.get(f"/briefs/{brief.id}").get_data(as_text=True)
    finance = sign_in(a_member(work_as, brand, "Kim", roles=(BrandRole.FINANCE,)))
    assert finance.post(f"/briefs/{brief.id}/funding").status_code == 303
    assert posts_to(finance.get(f"/briefs/{brief.id}")) & {"pause", "closing", "cancellation"} == {"cancellation"}
    assert finance.post(f"/briefs/{brief.id}/pause").status_code == 403


def test_cancelling_gives_the_money_back_until_a_creator_has_accepted(browser, session, acme, work_as):
    brief = an_open_brief(work_as, acme.actor)
    assert "$1,000.00 goes back to your wallet" in words(browser.get(f"/briefs/{brief.id}"))
    assert browser.post(f"/briefs/{brief.id}/cancellation").status_code == 303
    assert wallet_of(session, acme.actor.brand_id)["USD"] == Money(100_000, "USD")
    assert "This brief was cancelled" in words(browser.get(f"/briefs/{brief.id}"))
    other = an_open_brief(work_as, acme.actor)
    made.accept(made.an_offer_under(work_as, acme.actor, other.id))
    assert browser.post(f"/briefs/{other.id}/cancellation").status_code == 409


def test_a_brief_with_work_says_what_is_held_and_what_is_free(sign_in, work_as):
    deal = made.an_offer(work_as)
    text = words(sign_in(person_behind(work_as, deal.brand)).get(f"/briefs/{deal.brief_id}"))
    assert "Held for orders under way $330.00" in text
    assert "Free for offers $670.00" in text


def test_what_staff_said_is_read_by_the_brand(browser, acme, work_as):
    brief = a_returned_brief(work_as, acme.actor, reason="Name the roast you mean.")
    text = words(browser.get(f"/briefs/{brief.id}"))
    assert "What our staff say Name the roast you mean." in text


def test_a_banned_category_is_shown_to_the_brand_and_to_staff_and_a_person_decides(browser, sign_in, acme, work_as):
    brief = a_draft_brief(work_as, acme.actor, title="Mint vapes for everybody")
    assert "This reads like tobacco and vaping" in words(browser.get(f"/briefs/{brief.id}"))
    assert browser.post(f"/briefs/{brief.id}/submission").status_code == 303
    staff = sign_in(a_staff_member(work_as))
    page = staff.get(f"/staff/briefs/{brief.id}")
    assert "This reads like tobacco and vaping" in words(page)
    assert "Approve it all the same?" in page.get_data(as_text=True)


def test_staff_find_the_brief_in_their_queue_read_it_whole_and_approve_it(sign_in, acme, work_as):
    brief = a_brief_in_review(work_as, acme.actor, must_say=["Froths like milk"], must_never_say=["healthy"])
    staff = sign_in(a_staff_member(work_as))
    assert f"/staff/briefs/{brief.id}" in staff.get("/staff/queue").get_data(as_text=True)
    text = words(staff.get(f"/staff/briefs/{brief.id}"))
    for said in ("Froths like milk", "healthy", "$1,000.00", "Acme Ltd", "Advertising label for United States"):
        assert said in text
    assert staff.post(f"/staff/briefs/{brief.id}/approval").location == "/staff/queue"
    assert brief.state is BriefState.APPROVED
    assert staff.post(f"/staff/briefs/{brief.id}/approval").status_code == 409


@pytest.mark.parametrize(
    ("noun", "state"), [("changes", BriefState.CHANGES_WANTED), ("rejection", BriefState.REJECTED)]
)
def test_staff_say_no_with_a_reason(sign_in, acme, work_as, noun, state):
    brief = a_brief_in_review(work_as, acme.actor)
    staff = sign_in(a_staff_member(work_as))
    for reason in ("", "no", "x" * 2001):
        answer = staff.post(f"/staff/briefs/{brief.id}/{noun}", data={f"{noun}-reason": reason})
        assert answer.status_code == 422
        assert f'id="{noun}-reason-error"' in answer.get_data(as_text=True)
    assert brief.state is BriefState.IN_REVIEW
    reason = {f"{noun}-reason": "Name the roast\x00 you mean."}
    assert staff.post(f"/staff/briefs/{brief.id}/{noun}", data=reason).status_code == 303
    assert (brief.state, brief.review_note) == (state, "Name the roast you mean.")


def test_staff_without_the_duty_read_and_do_not_decide(sign_in, acme, work_as):
    brief = a_brief_in_review(work_as, acme.actor)
    staff = sign_in(a_staff_member(work_as, "Jun", duties=(Duty.FINANCE,)))
    page = staff.get(f"/staff/briefs/{brief.id}")
    assert page.status_code == 200
    assert posts_to(page).isdisjoint({"approval", "changes", "rejection"})
    assert staff.post(f"/staff/briefs/{brief.id}/approval").status_code == 403


def test_the_pages_of_one_side_are_not_there_for_the_others(client, sign_in, acme, work_as):
    brief = an_open_brief(work_as, acme.actor)
    paths = ("/briefs", "/briefs/new", f"/briefs/{brief.id}", f"/briefs/{brief.id}/funding")
    for path in (*paths, f"/staff/briefs/{brief.id}"):
        assert client.get(path).location.startswith("/sign-in")
    staff = sign_in(a_staff_member(work_as))
    maya = a_confirmed_person(work_as, "Maya")
    for path in paths:
        assert staff.get(path).status_code == 404
    browser = sign_in(maya)
    for path in (*paths, f"/staff/briefs/{brief.id}"):
        assert browser.get(path).status_code == 404
    assert sign_in(acme).get(f"/staff/briefs/{brief.id}").status_code == 404
