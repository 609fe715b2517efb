import re

import pytest

from marketplace.accounts import actions, queries
from marketplace.accounts.legal import IN_FORCE, Document
from marketplace.accounts.models import Acceptance
from marketplace.accounts.states import BrandState
from marketplace.base.actor import SYSTEM, BrandRole, Duty
from tests.builders.accounts import (
    PASSWORD,
    a_brand_in_review,
    a_confirmed_person,
    a_member,
    a_new_brand,
    a_staff_member,
    a_verified_brand,
    owner_of,
)

PROFILE = {
    "name": "Acme",
    "website": "https://acme.example.com",
    "country": "US",
    "legal_name": "Acme Inc.",
    "registration_number": "DE 1234",
}


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_settings_are_kept_and_change_how_pages_read(sign_in, work_as):
    maya = a_confirmed_person(work_as, "Maya")
    browser = sign_in(maya)
    browser.set_cookie("language", "en")
    answer = browser.post("/account", data={"name": "Maya L.", "language": "zh", "time_zone": "Asia/Shanghai"})
    assert answer.status_code == 303
    assert (maya.name, maya.language, maya.time_zone) == ("Maya L.", "zh", "Asia/Shanghai")
    assert 'lang="zh-CN"' in browser.get("/account").get_data(as_text=True)


@pytest.mark.parametrize("change", [{"name": ""}, {"language": "tlh"}, {"time_zone": "Mars/Olympus"}])
def test_settings_that_do_not_fit_are_refused(sign_in, work_as, change):
    maya = a_confirmed_person(work_as, "Maya")
    form = {"name": "Someone", "language": "en", "time_zone": "UTC"} | change
    assert sign_in(maya).post("/account", data=form).status_code == 422
    assert maya.name == "Maya"


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(sign_in, app, work_as):
    maya = a_confirmed_person(work_as, "Maya", password=PASSWORD)
    other = app.test_client()
    with other.session_transaction() as kept:
        kept["_user_id"] = maya.get_id()
    browser = sign_in(maya)
    wrong = browser.post("/account/password", data={"current": "guess", "password": "a whole new secret"})
    assert wrong.status_code == 422
    assert "current password is not right" in words(wrong)
    assert other.get("/account").status_code == 200
    right = browser.post("/account/password", data={"current": PASSWORD, "password": "a whole new secret"})
    assert right.status_code == 303
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_a_document_that_has_changed_is_accepted_anew(session, sign_in, work_as):
    maya = a_confirmed_person(work_as, "Maya")
    with work_as(SYSTEM):
        accepted = session.query(Acceptance).filter_by(person_id=maya.id, document=Document.TERMS).one()
        accepted.version = "2020-01-01"
    browser = sign_in(maya)
    assert "Our documents have changed" in words(browser.get("/account"))
    assert browser.post("/account/documents").status_code == 303
    assert "Our documents have changed" not in words(browser.get("/account"))
    versions = [row.version for row in session.query(Acceptance).filter_by(document=Document.TERMS)]
    assert versions == ["2020-01-01", IN_FORCE[Document.TERMS]]


# The brand


def test_a_brand_sends_itself_for_verification_and_staff_verify_it(client, sign_in, work_as):
    acme = a_new_brand(work_as, "Acme")
    browser = sign_in(owner_of(acme))
    assert browser.post("/brand", data=PROFILE | {"registration_number": ""}).status_code == 303
    assert browser.post("/brand/review", data=PROFILE).status_code == 303
    assert "Being verified" in words(browser.get("/brand"))
    staff = sign_in(a_staff_member(work_as, "Ines", duties=[Duty.TRUST]))
    assert "Acme Inc." in words(staff.get("/staff/brands"))
    assert "DE 1234" in words(staff.get(f"/staff/brands/{acme.id}"))
    assert staff.post(f"/staff/brands/{acme.id}/verification").status_code == 303
    assert acme.is_verified
    assert "Acme" in words(staff.get("/staff/brands?state=verified"))
    assert staff.post(f"/staff/brands/{acme.id}/verification").status_code == 409


def test_a_refused_brand_reads_the_reason(sign_in, work_as):
    acme = a_brand_in_review(work_as, "Acme")
    staff = sign_in(a_staff_member(work_as, "Ines"))
    assert staff.post(f"/staff/brands/{acme.id}/refusal", data={"reason": "no"}).status_code == 422
    reason = "The number <b>is not</b> in the register."
    assert staff.post(f"/staff/brands/{acme.id}/refusal", data={"reason": reason}).status_code == 303
    shown = sign_in(owner_of(acme)).get("/brand").get_data(as_text=True)
    assert "The number &lt;b&gt;is not&lt;/b&gt; in the register." in shown


@pytest.mark.parametrize("missing", ["legal_name", "registration_number"])
def test_what_is_missing_for_verification_is_said_above_the_form(sign_in, work_as, missing):
    acme = a_new_brand(work_as, "Acme")
    answer = sign_in(owner_of(acme)).post("/brand/review", data=PROFILE | {missing: ""})
    assert answer.status_code == 422
    assert "Fill in the legal name" in words(answer)
    assert acme.state is BrandState.NEW


def test_a_verified_brand_shows_its_profile_without_a_form(sign_in, work_as):
    nordlys = a_verified_brand(work_as, "Nordlys")
    browser = sign_in(owner_of(nordlys))
    shown = browser.get("/brand").get_data(as_text=True)
    assert "Nordlys Ltd" in shown
    assert 'name="legal_name"' not in shown
    assert browser.post("/brand", data=PROFILE).status_code == 422


@pytest.mark.parametrize(
    "path", ["/staff/brands", "/staff/brands/{id}", "/staff/brands/{id}/verification", "/staff/brands/{id}/refusal"]
)
def test_only_staff_with_the_duty_reach_the_verification(sign_in, work_as, path):
    acme = a_brand_in_review(work_as, "Acme")
    address = path.format(id=acme.id)
    ask = "POST" if address.endswith(("verification", "refusal")) else "GET"
    others = (
        (owner_of(acme), 404),
        (a_confirmed_person(work_as, "Maya"), 404),
        (a_staff_member(work_as, "Jun", duties=[Duty.FINANCE]), 403),
    )
    for person, status in others:
        answer = sign_in(person).open(address, method=ask, data={"reason": "A long reason"} if ask == "POST" else None)
        assert answer.status_code == status
    assert acme.state is BrandState.IN_REVIEW


def test_creators_and_staff_have_no_brand_page(sign_in, work_as):
    for person in (a_confirmed_person(work_as, "Maya"), a_staff_member(work_as, "Ines")):
        for path in ("/brand", "/brand/members"):
            assert sign_in(person).get(path).status_code == 404


# Members


def test_an_owner_invites_changes_roles_and_removes(session, sign_in, work_as, clock):
    acme = a_new_brand(work_as, "Acme")
    rae = a_member(work_as, acme, "Rae")
    browser = sign_in(owner_of(acme))
    form = {"email": "lee@example.com", "roles": ["manager", "finance"]}
    assert browser.post("/brand/invitations", data=form).status_code == 303
    assert "lee@example.com" in words(browser.get("/brand/members"))
    [invited] = queries.open_invitations(session, acme.id, clock.now)
    assert invited.roles == ["manager", "finance"]
    assert browser.post(f"/brand/invitations/{invited.id}/withdrawal").status_code == 303
    assert browser.post(f"/brand/members/{rae.membership.id}/roles", data={"roles": "finance"}).status_code == 303
    assert rae.membership.roles == ["finance"]
    assert browser.post(f"/brand/members/{rae.membership.id}/removal").status_code == 303
    assert rae.membership is None


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"email": "nonsense", "roles": "finance"}, "does not look like an e-mail"),
        ({"email": "lee@example.com"}, "Choose at least one role"),
        ({"email": "lee@example.com", "roles": "emperor"}, "Roles"),
        ({"roles": "finance"}, "Please fill this in"),
    ],
)
def test_an_invitation_that_does_not_fit_is_refused(sign_in, work_as, form, says):
    browser = sign_in(owner_of(a_new_brand(work_as, "Acme")))
    answer = browser.post("/brand/invitations", data=form)
    assert answer.status_code == 422
    assert says in words(answer)


def test_the_last_owner_stays_and_is_told_why(sign_in, work_as):
    acme = a_new_brand(work_as, "Acme")
    browser = sign_in(owner_of(acme))
    membership = owner_of(acme).membership
    for path, form in (("removal", {}), ("roles", {"roles": "finance"})):
        answer = browser.post(f"/brand/members/{membership.id}/{path}", data=form)
        assert answer.status_code == 409
        assert "A brand needs an owner" in words(answer)
    assert browser.post(f"/brand/members/{membership.id}/roles", data={}).status_code == 422


def test_a_member_without_the_role_reads_but_does_not_write(sign_in, work_as):
    acme = a_new_brand(work_as, "Acme")
    rae = a_member(work_as, acme, "Rae", roles=[BrandRole.REVIEWER])
    browser = sign_in(rae)
    assert browser.get("/brand").status_code == 200
    assert "Send the invitation" not in words(browser.get("/brand/members"))
    for path in (
        "/brand",
        "/brand/review",
        "/brand/invitations",
        f"/brand/members/{rae.membership.id}/roles",
        f"/brand/members/{rae.membership.id}/removal",
    ):
        assert browser.post(path, data=PROFILE | {"roles": "owner", "email": "x@example.com"}).status_code == 403


def test_members_of_another_brand_are_not_found(sign_in, work_as):
    acme, nordlys = a_new_brand(work_as, "Acme"), a_new_brand(work_as, "Nordlys")
    rae = a_member(work_as, acme, "Rae")
    with work_as(owner_of(acme).actor) as work:
        invitation_id = actions.invite_member(work, email="lee@example.com", roles=[BrandRole.MANAGER]).id
    browser = sign_in(owner_of(nordlys))
    for path in (
        f"/brand/members/{rae.membership.id}/removal",
        f"/brand/members/{rae.membership.id}/roles",
        f"/brand/invitations/{invitation_id}/withdrawal",
    ):
        assert browser.post(path, data={"roles": "owner"}).status_code == 404
    assert rae.membership.roles == ["reviewer"]


def test_a_former_member_is_signed_out_at_once(app, sign_in, work_as):
    acme = a_new_brand(work_as, "Acme")
    rae = a_member(work_as, acme, "Rae")
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"] = rae.get_id()
    assert browser.get("/brand").status_code == 200
    sign_in(owner_of(acme)).post(f"/brand/members/{rae.membership.id}/removal")
    assert browser.get("/brand").status_code == 303
