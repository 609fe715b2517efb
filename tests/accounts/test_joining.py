import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts import actions, passwords, queries
from marketplace.accounts.brand_profiles import checked_website
from marketplace.accounts.emails import normal_email
from marketplace.accounts.errors import (
    BadEmail,
    BadWebsite,
    EmailTaken,
    LinkNotValid,
    MissingName,
    UnknownCountry,
    UnknownLanguage,
    WeakPassword,
)
from marketplace.accounts.legal import IN_FORCE
from marketplace.accounts.models import Link, Person
from marketplace.accounts.states import BrandState, PersonKind
from marketplace.base.actor import SYSTEM, VISITOR, BrandRole, Side
from marketplace.work.outbox import FactRow
from tests.builders.accounts import PASSWORD, a_confirmed_person, a_new_brand, owner_of

BRAND = {
    "email": "Owner@Acme.example.com ",
    "name": "Ada",
    "password": PASSWORD,
    "brand_name": "Acme",
    "country": "us",
    "website": "acme.example.com",
}
PERSON = {"email": "maya@example.com", "name": "Maya", "password": PASSWORD, "kind": PersonKind.CREATOR}


def facts(session):
    return [row.name for row in session.query(FactRow).order_by(FactRow.id)]


def test_a_brand_that_signs_up_has_an_owner_and_is_not_verified(session, work_as):
    with work_as(VISITOR) as work:
        brand = actions.sign_up_brand(work, **BRAND)
    owner = owner_of(brand)
    assert brand.state is BrandState.NEW
    assert (brand.country, brand.website) == ("US", "https://acme.example.com")
    assert owner.email == "owner@acme.example.com"
    assert owner.actor.side is Side.BRAND
    assert owner.actor.brand_id == brand.id
    assert owner.actor.may(BrandRole.FINANCE)
    assert owner.email_confirmed_at is None
    assert facts(session) == ["accounts.PersonRegistered"]


def test_who_joins_accepts_the_documents_in_force(session, work_as):
    with work_as(VISITOR) as work:
        person = actions.register_person(work, **PERSON)
    assert {kept.document: kept.version for kept in queries.acceptances_of(session, person.id).values()} == IN_FORCE
    assert queries.documents_to_accept(session, person.id) == []


def test_a_password_is_kept_as_an_argon2_hash_only(session, work_as):
    with work_as(VISITOR) as work:
        person = actions.register_person(work, **PERSON)
    assert person.password_hash.startswith("$argon2id$")
    assert PASSWORD not in person.password_hash
    assert passwords.matches(person.password_hash, PASSWORD)
    assert not passwords.matches(person.password_hash, PASSWORD + "!")


def test_an_email_serves_one_account_however_it_is_written(session, work_as):
    a_confirmed_person(work_as, "Maya")
    with pytest.raises(EmailTaken), work_as(VISITOR) as work:
        actions.register_person(work, **PERSON | {"email": " MAYA@Example.com"})
    assert session.query(Person).count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"email": "not an address"}, BadEmail),
        ({"email": "a@b"}, BadEmail),
        ({"email": "x" * 300 + "@example.com"}, BadEmail),
        ({"email": "a\x00@example.com"}, BadEmail),
        ({"password": "short"}, WeakPassword),
        ({"password": "aaaaaaaaaaaaaa"}, WeakPassword),
        ({"password": "Password123"}, WeakPassword),
        ({"password": "owner@acme.example.com"}, WeakPassword),
        ({"password": "x7" * 150}, WeakPassword),
        ({"name": "   "}, MissingName),
        ({"name": "n" * 121}, MissingName),
        ({"name": "Ada\x00"}, MissingName),
        ({"brand_name": ""}, MissingName),
        ({"country": "ZZ"}, UnknownCountry),
        ({"country": ""}, UnknownCountry),
        ({"website": "javascript:alert(1)"}, BadWebsite),
        ({"website": "http://localhost"}, BadWebsite),
        ({"website": ""}, BadWebsite),
        ({"language": "tlh"}, UnknownLanguage),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing_behind(session, work_as, change, refusal):
    with pytest.raises(refusal), work_as(VISITOR) as work:
        actions.sign_up_brand(work, **BRAND | change)
    assert session.query(Person).count() == 0
    assert facts(session) == []


def test_a_weak_password_is_told_why(work_as):
    with pytest.raises(WeakPassword, match="at least 10 characters"), work_as(VISITOR) as work:
        actions.register_person(work, **PERSON | {"password": "short"})


@given(st.text(max_size=80))
def test_an_email_is_refused_or_kept_in_one_form(text):
    try:
        kept = normal_email(text)
    except BadEmail:
        return
    assert normal_email(kept) == kept
    assert normal_email(f"  {kept.upper()} ") == kept


@given(st.text(max_size=60))
def test_a_website_is_refused_or_a_web_address(text):
    try:
        kept = checked_website(text)
    except BadWebsite:
        return
    assert kept.startswith(("http://", "https://"))
    assert not any(sign in kept for sign in ' "<>\n\r\t')
    assert checked_website(kept) == kept


def test_the_mailed_link_confirms_the_email_once(session, work_as):
    with work_as(VISITOR) as work:
        person = actions.register_person(work, **PERSON)
    with work_as(SYSTEM) as work:
        token = actions.mint_confirmation(work, person.id)
    assert token not in repr([vars(link) for link in session.query(Link)])
    with work_as(VISITOR) as work:
        assert actions.confirm_email(work, token).id == person.id
    assert person.email_confirmed_at is not None
    assert facts(session)[-1] == "accounts.EmailConfirmed"
    with pytest.raises(LinkNotValid), work_as(VISITOR) as work:
        actions.confirm_email(work, token)


def test_a_link_expires(work_as, clock):
    with work_as(VISITOR) as work:
        person = actions.register_person(work, **PERSON)
    with work_as(SYSTEM) as work:
        token = actions.mint_confirmation(work, person.id)
    clock.advance(days=3)
    with pytest.raises(LinkNotValid), work_as(VISITOR) as work:
        actions.confirm_email(work, token)


@pytest.mark.parametrize("token", ["", "nonsense", "\x00", "ü" * 40])
def test_an_unknown_link_is_refused(work_as, token):
    with pytest.raises(LinkNotValid), work_as(VISITOR) as work:
        actions.confirm_email(work, token)


def test_a_reset_link_confirms_no_email_and_the_other_way_round(work_as):
    brand = a_new_brand(work_as)
    with work_as(SYSTEM) as work:
        reset = actions.mint_reset(work, owner_of(brand).id)
        confirmation = actions.mint_confirmation(work, owner_of(brand).id)
    with pytest.raises(LinkNotValid), work_as(VISITOR) as work:
        actions.confirm_email(work, reset)
    with pytest.raises(LinkNotValid), work_as(VISITOR) as work:
        actions.reset_password(work, confirmation, PASSWORD)
