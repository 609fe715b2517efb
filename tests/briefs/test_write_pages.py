import re
from datetime import UTC, date, datetime

import pytest

from marketplace.base.actor import BrandRole
from marketplace.briefs.models import Brief
from marketplace.briefs.states import BriefState
from tests.builders.accounts import a_member, a_new_brand, a_verified_brand, owner_of
from tests.builders.briefs import a_brief_in_review, a_draft_brief, a_returned_brief, a_typed_brief


def words(answer):
    text = re.sub(r"<(script|style).*?</\1>", " ", answer.get_data(as_text=True), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("&#39;", "'")


def fields_with_errors(answer):
    return set(re.findall(r'id="([\w-]+?)-error"', answer.get_data(as_text=True)))


@pytest.fixture
def acme(verified):
    return owner_of(verified)


@pytest.fixture
def browser(sign_in, acme):
    return sign_in(acme)


def written(session):
    return session.query(Brief).one()


def test_a_brand_without_briefs_is_told_what_one_is_and_gets_one_button(browser):
    answer = browser.get("/briefs")
    assert answer.status_code == 200
    assert "No brief yet" in words(answer)
    assert answer.get_data(as_text=True).count('href="/briefs/new"') == 1


def test_a_new_brief_begins_with_what_most_choose(browser):
    answer = browser.get("/briefs/new")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'value="2026-12-08T18:00"' in html
    assert re.search(r'checked[^>]*id="audience_countries-\d+"[^>]*value="US"', html)
    assert "Type the budget and both prices" in words(answer)


def test_everything_a_person_types_is_kept(session, browser):
    answer = browser.post("/briefs/new", data=a_typed_brief())
    assert answer.status_code == 303, words(answer)
    brief = written(session)
    assert answer.location == f"/briefs/{brief.id}"
    assert brief.state is BriefState.DRAFT
    assert (brief.budget_minor, brief.price_min_minor, brief.price_max_minor) == (100_000, 10_000, 25_050)
    assert brief.must_say == ["Froths like milk", "Made in Dallas"]
    assert brief.keywords == ["oat latte", "barista"]
    assert (brief.followers_min, brief.followers_max, brief.slots) == (1000, 20_000, 3)
    assert (brief.publish_from, brief.publish_until) == (date(2026, 12, 10), date(2027, 1, 10))
    assert (brief.outline_wanted, brief.purchase_link, brief.review_rounds, brief.days_of_use) == (True, False, 2, 7)
    assert brief.rights_asked is not None
    assert brief.rights_asked.as_json() == {
        "channels": ["social", "ads"], "territory": "audience", "days": 120, "editing": True, "ai_training": False,
    }  # fmt: skip


def test_no_channel_asks_for_no_rights(session, browser):
    assert browser.post("/briefs/new", data=a_typed_brief(rights_channels=[])).status_code == 303
    assert written(session).rights == {}


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("UTC", datetime(2026, 12, 8, 18, 0, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 12, 8, 10, 0, tzinfo=UTC)),
        ("America/Chicago", datetime(2026, 12, 9, 0, 0, tzinfo=UTC)),
    ],
)
def test_times_are_those_on_the_wall_of_the_person_who_types(session, browser, acme, work_as, zone, instant):
    with work_as(acme.actor):
        acme.time_zone = zone
    browser.post("/briefs/new", data=a_typed_brief())
    brief = written(session)
    assert brief.apply_by == instant
    again = browser.get(f"/briefs/{brief.id}/edit")
    assert 'value="2026-12-08T18:00"' in again.get_data(as_text=True)
    assert zone in words(again)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("title", "ab"), ("title", "x" * 121), ("goal", ""), ("goal", "world peace"),
        ("story", "too short"), ("story", "x" * 5001), ("product_name", " "), ("product_category", ""),
        ("product_category", "antimatter"), ("product_url", "javascript:alert(1)"), ("product_url", "acme"),
        ("product_url", "http://[::1"), ("product_terms", "stolen"), ("audience_countries", []),
        ("audience_countries", ["US", "AQ"]), ("languages", []), ("languages", ["tlh"]), ("platform", "geocities"),
        ("format", ""), ("niches", ["nothing"]), ("slots", "0"), ("slots", "-1"), ("slots", "many"), ("slots", "501"),
        ("slots", ""), ("followers_min", "-5"), ("followers_min", "1e4"), ("followers_max", "999"),
        ("followers_max", "9" * 30), ("must_say", "\n".join("abcdefghijk")), ("keywords", "x" * 61),
        ("must_never_say", "x" * 201), ("apply_by", ""), ("apply_by", "tomorrow"), ("apply_by", "9999-12-31T23:59"),
        ("apply_by", "0001-01-01T00:00"), ("publish_from", "2026-02-30"), ("publish_from", ""),
        ("publish_until", "2026-12-09"), ("publish_until", "10/01/2027"), ("retention_days", "29"),
        ("retention_days", "366"), ("days_of_use", "-1"), ("days_of_use", "1.5"), ("review_rounds", "4"),
        ("rights_territory", "the moon"), ("rights_days", "0"), ("rights_days", "10000"),
        ("rights_channels", ["tattoo"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(session, browser, field, value):
    answer = browser.post("/briefs/new", data=a_typed_brief(**{field: value}))
    assert answer.status_code == 422
    assert fields_with_errors(answer) == {field}
    html = answer.get_data(as_text=True)
    assert "Please correct one thing" in html
    assert f'href="#{field}' in html
    kept = a_typed_brief()
    for name in ("title", "product_name", "budget", "price_max", "apply_by", "rights_days"):
        if name != field:
            assert f'value="{kept[name]}"' in html
    assert session.query(Brief).count() == 0


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("1000", 100_000), ("1,000.5", 100_050), (" 1 000 ", 100_000), ("１２００", 120_000), ("7.", 700)],
)
def test_amounts_may_be_typed_as_people_write_them(session, browser, typed, minor):
    low = {"price_min": "1", "price_max": "2"}
    assert browser.post("/briefs/new", data=a_typed_brief(budget=typed, **low)).status_code == 303
    assert written(session).budget_minor == minor


@pytest.mark.parametrize(
    "typed",
    ["", "much", "0", "-5", "99,50", "1.000,50", "1,00,000", "12.345", "1e5", "1_000", "$1000", "NaN", "Infinity",
     "99999999999999999", "1000 USD"],
)  # fmt: skip
@pytest.mark.parametrize("field", ["budget", "price_min", "price_max"])
def test_amounts_that_could_mean_something_else_are_refused(session, browser, field, typed):
    answer = browser.post("/briefs/new", data=a_typed_brief(**{field: typed}))
    assert answer.status_code == 422
    assert field in fields_with_errors(answer)
    assert f'value="{typed}"' in answer.get_data(as_text=True)
    assert session.query(Brief).count() == 0


def test_a_currency_without_cents_is_read_without_them(session, browser):
    money = {"currency": "JPY", "price_min": "3000", "price_max": "9000"}
    assert browser.post("/briefs/new", data=a_typed_brief(budget="120,000", **money)).status_code == 303
    assert written(session).budget_minor == 120_000
    assert browser.post("/briefs/new", data=a_typed_brief(budget="120,000.50", **money)).status_code == 422
    assert fields_with_errors(browser.post("/briefs/new", data=a_typed_brief(currency="XAU"))) == {"currency"}


def test_the_highest_price_is_not_below_the_lowest(browser):
    answer = browser.post("/briefs/new", data=a_typed_brief(price_min="300"))
    assert answer.status_code == 422
    assert "The highest price is below the lowest." in words(answer)


def test_an_empty_form_says_everything_that_is_missing_at_once(browser):
    answer = browser.post("/briefs/new", data={})
    assert answer.status_code == 422
    assert {"title", "story", "budget", "apply_by", "platform", "audience_countries"} <= fields_with_errors(answer)


def test_letters_no_database_keeps_are_left_out(session, browser):
    typed = a_typed_brief(title="Oat\x00 latte", must_say="Froths\x00 well")
    typed["story"] = "A story\x00 long enough to be told."
    assert browser.post("/briefs/new", data=typed).status_code == 303
    assert (written(session).title, written(session).must_say) == ("Oat latte", ["Froths well"])


def test_what_people_write_is_shown_as_words_and_never_as_markup(browser):
    attack = "<script>alert(1)</script>"
    answer = browser.post("/briefs/new", data=a_typed_brief(title=attack, story=attack * 3, must_say=attack))
    shown = browser.get(answer.location).get_data(as_text=True)
    assert attack not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_arithmetic_and_the_label_are_worked_out_without_keeping_anything(session, browser):
    answer = browser.post("/briefs/new", data=a_typed_brief(look="1", title="", audience_countries=["US", "CN"]))
    text = words(answer)
    assert answer.status_code == 200
    assert "The budget covers 3 to 9 posts, our 10 % fee included." in text
    assert "Advertising label for United States" in text
    assert "“#ad”" in text
    assert "Advertising label for China" in text
    assert 'value="Acme oat drink"' in answer.get_data(as_text=True)
    assert session.query(Brief).count() == 0


@pytest.mark.parametrize("change", [{"budget": "much"}, {"price_max": "1"}, {"slots": "many"}, {"platform": ""}, {}])
def test_a_part_of_the_page_is_enough_when_a_field_changes_however_wrong_the_rest_is(browser, change):
    typed = a_typed_brief(look="1", **change) if change else {"look": "1"}
    answer = browser.post("/briefs/new", data=typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.get_data(as_text=True)
    assert "What the budget covers" in words(answer)


def test_an_edit_begins_with_what_the_brief_says_and_changes_it(session, browser, acme, work_as):
    browser.post("/briefs/new", data=a_typed_brief())
    brief = written(session)
    html = browser.get(f"/briefs/{brief.id}/edit").get_data(as_text=True)
    for value in ("Oat latte at home", "1000.00", "250.50", "2026-12-10", "120"):
        assert f'value="{value}"' in html
    assert "Froths like milk\nMade in Dallas" in html
    assert browser.post(f"/briefs/{brief.id}/edit", data=a_typed_brief(title="Oat latte, twice")).status_code == 303
    assert brief.title == "Oat latte, twice"
    bad = browser.post(f"/briefs/{brief.id}/edit", data=a_typed_brief(title=""))
    assert bad.status_code == 422
    assert brief.title == "Oat latte, twice"
    look = browser.post(f"/briefs/{brief.id}/edit", data=a_typed_brief(title="Nothing", look="1"))
    assert look.status_code == 200
    assert brief.title == "Oat latte, twice"


def test_the_note_of_staff_stands_over_the_form(browser, acme, work_as):
    brief = a_returned_brief(work_as, acme.actor)
    assert "Name the roast you mean." in words(browser.get(f"/briefs/{brief.id}/edit"))


def test_a_brief_that_staff_read_cannot_be_edited(browser, acme, work_as):
    brief = a_brief_in_review(work_as, acme.actor)
    answers = [browser.get(f"/briefs/{brief.id}/edit"), browser.post(f"/briefs/{brief.id}/edit", data=a_typed_brief())]
    for answer in answers:
        assert answer.status_code == 409
        assert "Duplicate it" in words(answer)


def test_a_copy_leads_to_its_form(session, browser, acme, work_as):
    past = a_brief_in_review(work_as, acme.actor)
    answer = browser.post(f"/briefs/{past.id}/copy")
    assert answer.status_code == 303
    made = session.query(Brief).filter(Brief.id != past.id).one()
    assert answer.location == f"/briefs/{made.id}/edit"


def test_members_without_the_role_read_and_do_not_write(sign_in, session, work_as):
    brand = a_verified_brand(work_as)
    brief = a_draft_brief(work_as, owner_of(brand).actor)
    for name, role in (("Rae", BrandRole.REVIEWER), ("Kim", BrandRole.FINANCE)):
        browser = sign_in(a_member(work_as, brand, name, roles=(role,)))
        shown = browser.get(f"/briefs/{brief.id}").get_data(as_text=True)
        assert "Send for review" not in shown
        assert f"/briefs/{brief.id}/edit" not in shown
        assert "/briefs/new" not in browser.get("/briefs").get_data(as_text=True)
        for answer in (
            browser.get("/briefs/new"),
            browser.post("/briefs/new", data=a_typed_brief()),
            browser.get(f"/briefs/{brief.id}/edit"),
            browser.post(f"/briefs/{brief.id}/copy"),
            browser.post(f"/briefs/{brief.id}/submission"),
        ):
            assert answer.status_code == 403
    assert session.query(Brief).count() == 1


def test_another_brands_brief_is_not_there(sign_in, acme, work_as):
    brief = a_draft_brief(work_as, acme.actor)
    browser = sign_in(owner_of(a_verified_brand(work_as, "Nordlys")))
    for path in ("", "/edit", "/funding"):
        assert browser.get(f"/briefs/{brief.id}{path}").status_code == 404
    for path in ("/edit", "/copy", "/submission", "/pause", "/resumption", "/closing", "/funding", "/cancellation"):
        assert browser.post(f"/briefs/{brief.id}{path}", data=a_typed_brief()).status_code == 404
    assert "Oat latte" not in words(browser.get("/briefs"))


def test_a_brand_that_is_not_verified_writes_and_learns_what_to_do_first(sign_in, work_as):
    browser = sign_in(owner_of(a_new_brand(work_as, "Nordlys")))
    made = browser.post("/briefs/new", data=a_typed_brief())
    assert made.status_code == 303
    assert "Your brand is not verified yet" in words(browser.get(made.location))
    refused = browser.post(f"{made.location}/submission")
    assert refused.status_code == 403
    assert "Complete the brand profile" in words(refused)
