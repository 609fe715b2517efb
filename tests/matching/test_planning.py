"""Planning a mix on the page: what is asked, what is answered, what stands in the way, and the cart it becomes."""

import re
from html import unescape

import pytest

from marketplace.accounts.models import Person
from marketplace.base.actor import BrandRole, Duty
from marketplace.base.money import Money
from marketplace.briefs.states import Goal
from marketplace.creators.states import Format
from marketplace.matching.actions import applying
from marketplace.matching.queries.planning import PlanWishes, planned
from tests.builders.accounts import a_member, a_staff_member
from tests.builders.matching import RUNNING, a_creator_with_posts, with_generated_vectors
from tests.builders.orders import a_creator_to_book, a_funded_brand, an_open_brief
from tests.builders.plans import a_plan
from tests.conftest import NOON

BUDGET = Money(100_000, "USD")


@pytest.fixture
def field(work_as):
    """Acme's open brief; Maya and Hana are small and cheap, Bo is large and dear."""
    brand = a_funded_brand(work_as)
    brief = an_open_brief(work_as, brand, slots=5)
    people = {
        "Maya": a_creator_with_posts(work_as, "Maya", followers=4_000, price=Money(15_000, "USD")),
        "Hana": a_creator_with_posts(work_as, "Hana", followers=3_000, price=Money(12_000, "USD"), titles=RUNNING),
        "Bo": a_creator_with_posts(work_as, "Bo", followers=60_000, price=Money(50_000, "USD")),
    }
    return brand, brief, people


def wishes(**changes):
    known = {"budget": BUDGET, "goal": Goal.AWARENESS, "koc_ratio": 0.0, "places": 5}
    return PlanWishes(**(known | changes))


def names(found):
    return {one.row.name for one in found.rows}


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


@pytest.fixture
def browser(session, sign_in, field):
    return sign_in(session.get_one(Person, field[0].person_id))


def asked(brief, **said):
    typed = {"budget": "1000", "goal": "awareness", "koc": "0", "places": "5"} | said
    return f"/briefs/{brief.id}/plan?" + "&".join(f"{name}={value}" for name, value in typed.items())


def test_what_the_mix_says_adds_up(session, field):
    found = planned(session, field[1], wishes(), now=NOON)
    assert names(found) == {"Maya", "Hana", "Bo"}
    assert sum(one.adds for one in found.rows) == pytest.approx(found.reach)
    assert found.price + found.fee == found.cost == Money(sum(one.cost.minor for one in found.rows), "USD")
    assert found.cost <= BUDGET
    assert found.fee == Money(7_700, "USD")
    assert found.interval.low < found.reach <= found.bound + 1e-6
    assert found.for_kocs == Money(29_700, "USD")


def test_the_same_wishes_give_the_same_mix(session, field):
    first, again = (planned(session, field[1], wishes(), now=NOON) for _ in range(2))
    assert [one.row.name for one in first.rows] == [one.row.name for one in again.rows]
    assert first.interval == again.interval


def test_who_posts_about_something_else_is_planned_with_only_when_kept(session, work_as, field):
    _, brief, people = field
    for number in range(18):
        a_creator_with_posts(work_as, f"Cake{number}", price=Money(48_000, "USD"))
    with_generated_vectors(work_as)
    found = planned(session, brief, wishes(), now=NOON)
    assert found.fitting == 20
    assert "Hana" not in names(found), "she runs, and the brief is about food"
    kept = planned(session, brief, wishes(locked=frozenset({people["Hana"].creator_id})), now=NOON)
    assert "Hana" in names(kept)


def test_a_goal_counts_people_its_own_way(session, field):
    reads, reacts, buys = (planned(session, field[1], wishes(goal=goal), now=NOON).reach for goal in Goal)
    assert reads > reacts >= buys > 0


def test_kept_for_kocs_is_kept_from_others(session, field):
    found = planned(session, field[1], wishes(koc_ratio=0.6), now=NOON)
    assert names(found) == {"Maya", "Hana"}
    assert any("Keeping 60% for KOCs costs" in str(reason) for reason in found.reasons)


def test_who_is_kept_is_in_and_who_is_left_out_is_named_as_such(session, field):
    _, brief, people = field
    small = wishes(
        budget=Money(20_000, "USD"),
        locked=frozenset({people["Hana"].creator_id}),
        excluded=frozenset({people["Maya"].creator_id}),
    )
    found = planned(session, brief, small, now=NOON)
    assert names(found) == {"Hana"}
    assert found.rows[0].locked
    assert [row.name for row in found.excluded] == ["Maya"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"budget": Money(500, "USD")}, "The cheapest creator who comes into question costs 132.00 USD"),
        ({"budget": Money(20_000, "USD"), "koc_ratio": 1.0, "excluded": {"Maya", "Hana"}}, "pays for nobody"),
        ({"budget": Money(20_000, "USD"), "locked": {"Bo"}}, "The 1 creators you keep cost 550.00 USD"),
        ({"excluded": {"Maya", "Hana", "Bo"}}, "Take somebody back in"),
    ],
)
def test_without_a_mix_it_says_what_stands_in_the_way(session, field, changes, says):
    _, brief, people = field
    for name in ("locked", "excluded"):
        if name in changes:
            changes = changes | {name: frozenset(people[one].creator_id for one in changes[name])}
    if "koc_ratio" in changes:
        changes = changes | {"budget": Money(80_000, "USD")}
    found = planned(session, brief, wishes(**changes), now=NOON)
    assert found.rows == []
    assert says in str(found.obstacle)


def test_nobody_with_a_price_and_nobody_at_all(session, work_as):
    brand = a_funded_brand(work_as)
    empty = planned(session, an_open_brief(work_as, brand), wishes(), now=NOON)
    assert "Nobody comes into question for this brief yet" in str(empty.obstacle)
    a_creator_with_posts(work_as, "Maya")
    no_price = planned(session, an_open_brief(work_as, brand, format=Format.LIVE), wishes(), now=NOON)
    assert "Nobody has a price for this" in str(no_price.obstacle)
    too_dear = planned(session, an_open_brief(work_as, brand, price_max_minor=10_000), wishes(), now=NOON)
    assert "Asks for more than" in str(too_dear.obstacle)


def test_somebody_locked_who_is_gone_is_said(session, work_as, field):
    stranger = a_creator_to_book(work_as, "Dana", price=Money(90_000, "USD"))
    found = planned(session, field[1], wishes(locked=frozenset({stranger.creator_id})), now=NOON)
    assert found.not_found == 1
    assert found.rows


def test_the_page_plans_with_the_budget_of_the_brief(browser, field):
    read = words(browser.get(f"/briefs/{field[1].id}/plan"))
    assert "people react to it" in read
    assert "Why this mix" in read
    assert "of $1,000.00" in read


def test_the_page_is_there_in_chinese(browser, field):
    browser.get("/language/zh")
    read = words(browser.get(asked(field[1])))
    assert "规划组合" in read
    assert "为什么是这个组合" in read
    assert not re.search(r"\d\.\d{3}", read), "people are whole"


def test_what_changes_by_itself_sends_who_is_kept_too(browser, field):
    page = browser.get(asked(field[1])).get_data(as_text=True)
    assert "data-hx-include=\"#plan-form, input[form='plan-form']\"" in page
    assert page.count('form="plan-form"') == 2 * 3


def test_what_is_asked_stays_in_the_address_and_in_the_form(browser, field):
    _, brief, people = field
    answer = browser.get(asked(brief, budget="200", koc="50", leave=people["Maya"].creator_id))
    assert answer.status_code == 200
    assert 'value="200"' in answer.get_data(as_text=True)
    read = words(answer)
    assert "Hana" in read
    assert "Left out" in read


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"budget": "lots"}, "Enter an amount such as"),
        ({"budget": ""}, "Please fill this in."),
        ({"budget": "-5"}, "Enter"),
        ({"koc": "101"}, "Enter a whole number from 0 to 100."),
        ({"koc": "a"}, "Enter a whole number."),
        ({"places": "0"}, "Enter a whole number from 1 to 100."),
        ({"places": "1e9"}, "Enter a whole number."),
        ({"goal": "fame"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_planned_comes_back_with_words(browser, field, said, answer):
    page = browser.get(asked(field[1], **said))
    assert page.status_code == 422
    assert answer in words(page)


def test_names_that_are_no_creators_are_passed_over(browser, field):
    assert browser.get(asked(field[1], keep="x", leave="%00")).status_code == 200


def test_a_mix_becomes_a_cart_from_which_the_brand_goes_on(session, work_as, browser, field):
    _, brief, people = field
    with work_as(people["Maya"]) as work:
        applying.apply_to_brief(work, brief.id, price=Money(15_000, "USD"), note="Oat lattes daily")
    saved = browser.post(
        f"/briefs/{brief.id}/plans", data={"budget": "1000", "goal": "awareness", "koc": "0", "places": "5"}
    )
    assert saved.status_code == 303
    read = words(browser.get(saved.location))
    assert "1 has applied" in read
    assert "Make an offer" in read
    assert "Has not applied" in read
    assert "does not write to creators for you yet" in read
    assert f"/board/{brief.id}" in read
    assert "Saved mixes" in words(browser.get(asked(brief)))
    plan_address = saved.location.split("?")[0]
    assert browser.post(f"{plan_address}/removal").status_code == 303
    assert browser.get(plan_address).status_code == 404


def test_an_empty_mix_is_not_saved(browser, field):
    refused = browser.post(
        f"/briefs/{field[1].id}/plans", data={"budget": "1", "goal": "awareness", "koc": "0", "places": "5"}
    )
    assert refused.status_code == 422
    assert "There is nobody in this mix" in words(refused)
    assert browser.post(f"/briefs/{field[1].id}/plans", data={"budget": "x"}).status_code == 422


def test_others_see_no_cart_and_a_member_without_the_role_cannot_save(session, work_as, field, sign_in):
    brand, brief, people = field
    plan_id = a_plan(work_as, brand, brief.id).id
    outsiders = [a_funded_brand(work_as, "Nordlys"), people["Maya"]]
    for outsider in outsiders:
        seen = sign_in(session.get_one(Person, outsider.person_id))
        assert seen.get(f"/plans/{plan_id}").status_code == 404
        assert seen.get(f"/briefs/{brief.id}/plan").status_code == 404
    cashier = sign_in(a_member(work_as, brief.brand, "Cas", roles=(BrandRole.FINANCE,)))
    assert cashier.get(f"/plans/{plan_id}").status_code == 200
    assert "Save as a cart" not in words(cashier.get(asked(brief)))
    assert cashier.post(f"/briefs/{brief.id}/plans", data={}).status_code == 403
    staff = sign_in(a_staff_member(work_as, "Ines", duties=(Duty.TRUST,)))
    assert staff.get(f"/plans/{plan_id}").status_code == 200
