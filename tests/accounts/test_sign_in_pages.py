import re

import pytest

from marketplace.accounts import actions, queries, totp
from marketplace.accounts.states import PersonKind
from marketplace.base.actor import SYSTEM, VISITOR, Duty
from marketplace.base.clock import system_clock
from marketplace.work.outbox import FactRow
from tests.builders.accounts import (
    PASSWORD,
    a_confirmed_person,
    a_new_brand,
    a_set_up_staff_member,
    fresh_code,
    owner_of,
)

BRAND = {
    "brand_name": "Acme",
    "website": "https://acme.example.com",
    "country": "US",
    "name": "Ada",
    "email": "ada@acme.example.com",
    "password": PASSWORD,
    "accepts": "y",
}


def signed_in_as(client):
    with client.session_transaction() as kept:
        return kept.get("_user_id")


def sign_in_page(client, email="maya@example.com", password=PASSWORD, **more):
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/join", "/join/brand", "/join/check-mail", "/forgot", "/legal/terms", "/legal/privacy"],
)
def test_a_visitor_may_read_the_way_in(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/account", "/brand", "/brand/members", "/staff/brands"])
def test_a_visitor_is_sent_to_sign_in_and_back(client, path):
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location == f"/sign-in?next={path.replace('/', '%2F')}" or answer.location == f"/sign-in?next={path}"


def test_an_unknown_document_is_not_found(client):
    assert client.get("/legal/cookies").status_code == 404


def test_signing_in_leads_where_one_wanted_to_go(client, work_as):
    maya = a_confirmed_person(work_as, "Maya", password=PASSWORD)
    answer = sign_in_page(client, next="/account")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert signed_in_as(client) == maya.get_id()
    assert "Maya" in client.get("/account").get_data(as_text=True)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "/\t/evil",
    ],
)
def test_signing_in_never_leads_to_another_site(client, work_as, elsewhere):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    answer = sign_in_page(client, next=elsewhere)
    assert answer.status_code == 303
    assert "evil" not in answer.location
    assert answer.location.startswith("/")


@pytest.mark.parametrize("email", ["maya@example.com", "nobody@example.com"])
def test_a_refused_sign_in_says_the_same_for_every_email(client, work_as, email):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    answer = sign_in_page(client, email=email, password="not the password")
    assert answer.status_code == 422
    assert "E-mail or password is not right" in words(answer)
    assert signed_in_as(client) is None


def test_an_empty_sign_in_is_answered_with_the_form(client):
    answer = client.post("/sign-in", data={})
    assert answer.status_code == 422
    assert "Please fill this in" in words(answer)


def test_a_failed_try_is_kept_though_it_was_refused(client, work_as):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    for _ in range(5):
        sign_in_page(client, password="not the password")
    answer = sign_in_page(client)
    assert answer.status_code == 422
    assert "Too many tries" in words(answer)


def test_signing_in_keeps_nothing_of_the_visitors_session(client, work_as):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    with client.session_transaction() as kept:
        kept["planted"] = "by somebody else"
    sign_in_page(client)
    with client.session_transaction() as kept:
        assert "planted" not in kept


def test_signing_out_ends_the_session(client, sign_in, work_as):
    sign_in(a_confirmed_person(work_as, "Maya"))
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 303
    assert client.get("/account").status_code == 303


def test_a_signed_in_person_does_not_sign_in_twice(client, sign_in, work_as):
    sign_in(a_confirmed_person(work_as, "Maya"))
    assert client.get("/sign-in?next=/account").location == "/account"


# Staff


def test_staff_give_a_code_and_each_code_works_once(client, work_as):
    ines = a_set_up_staff_member(work_as, "Ines")
    answer = sign_in_page(client, email="ines@example.com", next="/staff/brands")
    assert answer.location == "/sign-in/code?next=/staff/brands"
    assert signed_in_as(client) is None
    assert client.get("/staff/brands").status_code == 303
    code = fresh_code(ines)
    answer = client.post("/sign-in/code", data={"code": code, "next": "/staff/brands"})
    assert answer.location == "/staff/brands"
    client.post("/sign-out")
    sign_in_page(client, email="ines@example.com")
    answer = client.post("/sign-in/code", data={"code": code})
    assert answer.status_code == 422
    assert "was used before" in words(answer)


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/set-up"])
def test_the_second_step_needs_the_first(client, path):
    assert client.get(path).location == "/sign-in"
    assert client.post(path, data={"code": "123456", "password": PASSWORD}).location == "/sign-in"


def test_the_first_sign_in_of_staff_shows_the_picture_once(client, work_as):
    with work_as(SYSTEM) as work:
        made = actions.create_staff(work, email="ines@example.com", name="Ines", duties=[Duty.TRUST])
    answer = sign_in_page(client, email="ines@example.com", password=made.one_time_password)
    assert answer.location == "/sign-in/set-up"
    shown = client.get("/sign-in/set-up").get_data(as_text=True)
    assert "<svg" in shown
    assert made.totp_secret in shown
    code = totp.code_at(made.totp_secret, system_clock())
    weak = client.post("/sign-in/set-up", data={"password": "short", "code": code})
    assert weak.status_code == 422
    assert "at least 10 characters" in words(weak)
    assert client.post("/sign-in/set-up", data={"password": PASSWORD, "code": code}).status_code == 303
    assert client.get("/staff/brands").status_code == 200
    client.post("/sign-out")
    sign_in_page(client, email="ines@example.com")
    assert client.get("/sign-in/set-up").location == "/sign-in"


# Joining


def test_a_brand_joins_confirms_and_signs_in(client, session, work_as):
    answer = client.post("/join/brand", data=BRAND)
    assert (answer.status_code, answer.location) == (303, "/join/check-mail")
    ada = queries.person_by_email(session, BRAND["email"])
    with work_as(SYSTEM) as work:
        token = actions.mint_confirmation(work, ada.id)
    assert BRAND["email"] in words(client.get(f"/confirm/{token}"))
    assert ada.email_confirmed_at is None
    assert client.post(f"/confirm/{token}").location == "/sign-in"
    assert sign_in_page(client, email=BRAND["email"]).status_code == 303
    assert "Acme" in words(client.get("/brand"))


def test_joining_with_a_known_email_looks_the_same_and_writes_to_its_owner(client, session, work_as):
    first = client.post("/join/brand", data=BRAND)
    second = client.post("/join/brand", data=BRAND | {"email": " ADA@acme.example.com"})
    assert (first.status_code, first.location) == (second.status_code, second.location)
    ada = queries.person_by_email(session, BRAND["email"])
    facts = session.query(FactRow).filter_by(name="accounts.RegistrationRepeated").all()
    assert [fact.payload["person_id"] for fact in facts] == [str(ada.id)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"accepts": ""}, "Please accept the terms"),
        ({"email": "nonsense"}, "does not look like an e-mail"),
        ({"password": "short"}, "at least 10 characters"),
        ({"country": "XX"}, "Country"),
        ({"website": "nowhere"}, "whole address of the website"),
        ({"brand_name": "x" * 200}, "at most 120 characters"),
        ({"name": ""}, "Please fill this in"),
    ],
)
def test_a_sign_up_that_does_not_fit_is_answered_with_the_form(client, session, change, says):
    answer = client.post("/join/brand", data={k: v for k, v in (BRAND | change).items() if v})
    assert answer.status_code == 422
    assert says in words(answer)
    assert 'value="https://acme' in answer.get_data(as_text=True) or "website" in change
    assert PASSWORD not in answer.get_data(as_text=True)
    assert queries.person_by_email(session, BRAND["email"]) is None


@pytest.mark.parametrize("path", ["/confirm/nonsense", "/reset/nonsense", "/invitation/nonsense"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_dead_link_says_what_to_do_next(client, path, method):
    answer = getattr(client, method)(path)
    assert answer.status_code == 422
    assert "new one" in words(answer)


@pytest.mark.parametrize("email", ["maya@example.com", "nobody@example.com"])
@pytest.mark.parametrize("path", ["/forgot", "/join/check-mail"])
def test_asking_for_a_link_says_the_same_for_every_email(client, work_as, path, email):
    with work_as(VISITOR) as work:
        actions.register_person(work, email="maya@example.com", name="Maya", password=None, kind=PersonKind.CREATOR)
    answer = client.post(path, data={"email": email})
    assert (answer.status_code, answer.location) == (303, path)
    assert "on its way" in words(client.get(path))


def test_asking_for_a_link_needs_an_address(client):
    for path in ("/forgot", "/join/check-mail"):
        assert client.post(path, data={"email": "nonsense"}).status_code == 422


def test_a_reset_link_sets_a_new_password(client, work_as):
    maya = a_confirmed_person(work_as, "Maya")
    with work_as(SYSTEM) as work:
        token = actions.mint_reset(work, maya.id)
    assert client.get(f"/reset/{token}").status_code == 200
    assert client.post(f"/reset/{token}", data={"password": "short"}).status_code == 422
    assert client.post(f"/reset/{token}", data={"password": PASSWORD}).location == "/sign-in"
    assert sign_in_page(client).status_code == 303
    assert client.get(f"/reset/{token}").status_code == 422


def test_an_invited_person_joins_by_the_mailed_link(client, session, work_as):
    acme = a_new_brand(work_as, "Acme")
    with work_as(owner_of(acme).actor) as work:
        invitation_id = actions.invite_member(work, email="rae@example.com", roles=["finance"]).id
    with work_as(SYSTEM) as work:
        token = actions.mint_invitation(work, invitation_id)
    assert "Join Acme" in words(client.get(f"/invitation/{token}"))
    form = {"name": "Rae", "password": PASSWORD, "accepts": "y"}
    assert client.post(f"/invitation/{token}", data=form | {"password": "short"}).status_code == 422
    assert client.post(f"/invitation/{token}", data=form).location == "/sign-in"
    assert queries.person_by_email(session, "rae@example.com").actor.brand_id == acme.id
