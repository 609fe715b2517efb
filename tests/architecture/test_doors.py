"""A walk over the whole address map as everybody who has no business there: refused, unless a table says why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import BrandRole, Duty, Side
from marketplace.work.moves import Move
from marketplace.work.outbox import FactRow
from tests.architecture.town import Address, Town
from tests.standing import Standing

OPEN_TO_VISITORS = {
    "health.alive", "health.ready", "preferences.language", "home.landing",
    "ledger.open_books", "ledger.open_books_json", "ledger.open_books_day", "asked_by_browsers.favicon",
    "asked_by_browsers.robots",
    "accounts.sign_in", "accounts.sign_in_code", "accounts.set_up", "accounts.sign_out", "accounts.forgot",
    "accounts.reset", "accounts.join", "accounts.join_brand", "accounts.check_mail", "accounts.confirm",
    "accounts.confirm_email", "accounts.invitation", "accounts.legal", "creators.join",
    "drafts.try_caption", "drafts.check_caption", "authenticity.card",
    "console.advance_clock",  # answers 404 unless this is a demo
    "webhooks.platform", "webhooks.accounts", "webhooks.connected",  # the sender signs
}  # fmt: skip

SEEN_BY_THE_WHOLE_SIDE = {
    "matching.brief": "a brief on the board is there for every creator",
    "matching.apply": "the same",
    "creators.show": "a brand may look at any creator's profile",
    "wallets.auto": "names a currency: everybody sees their own rule for it",
    "wallets.set_auto": "the same",
    "wallets.auto_on": "the same",
}
"""Addresses that name a row that belongs to no one of the side."""

OPEN_TO_EVERY_MEMBER = {
    "rates.choose",
    "home.desk", "orders.index", "orders.show", "matching.applicants", "matching.matches",
    "matching.find", "matching.exposure", "briefs.index",
    "matching.plan", "matching.cart",
    "ledger.brand_entries", "ledger.brand_entries_csv", "ledger.brand_statement_csv",
    "briefs.show", "briefs.spending", "briefs.spending_csv", "accounts.brand", "accounts.members",
    "wallets.show", "wallets.top_up_done", "wallets.refund",
    "statements.brand_month_pdf", "statements.brand_year", "statements.brand_year_csv", "statements.brand_year_pdf",
    "invoices.own", "invoices.show", "invoices.show_pdf", "invoices.lines_csv",
    "fapiao.index", "fapiao.show", "fapiao.paper", "drafts.proof", "drafts.picture",
    "drafts.sighting_picture", "drafts.sighting_record",
    "self_billing.for_brand", "self_billing.show", "self_billing.show_pdf",
    "creators.show",
}  # fmt: skip
"""What a member may read for their brand whatever their role."""

ROLE_IN_THE_ACTION = {
    "drafts.approve": {},
    "drafts.ask": {"text": "The second picture does not show the drink.", "clause": "story", "quote": "oat"},
    "orders.act:shipment": {"ship-tracking": "1Z 999"},
    "orders.act:outline-consent": {"accept_outline-note": "Fine."},
    "orders.act:confirmation": {},
    "orders.act:objection": {"object-reason": "The label is missing in the picture."},
    "orders.act:objection-withdrawal": {},
    "orders.act:cancellation-request": {"request_cancellation-reason": "The product is sold out."},
    "orders.act:cancellation": {},
    "orders.act:continuation": {},
    "orders.act:late-cancellation": {},
    "orders.act:withdrawal": {},
    "orders.act:extension": {},
}
"""Verbs of the brand whose role the action asks for -> what one posts, so that nothing but the role can be wrong.

The cashier, who may spend but not judge work, tries them.
"""

NOT_THE_BRANDS = {
    "acceptance",
    "refusal",
    "receipt",
    "departure",
    "use",
    "outline",
    "ruling-for-creator",
    "ruling-for-brand",
}
"""Verbs of an order that belong to the creator or to staff."""

OPEN_TO_ALL_STAFF = {
    "rates.choose",
    "home.desk", "orders.index", "orders.show", "console.queue", "matching.applicants", "matching.matches",
    "matching.find", "matching.exposure",
    "matching.plan", "matching.cart",
    "payouts.earnings_statement", "payouts.earnings_statement_pdf", "creators.show", "briefs.review",
    "drafts.picture", "drafts.sighting_picture", "drafts.sighting_record",
}  # fmt: skip
"""What staff may read whatever their duty."""

DUTY_IN_THE_ACTION = {
    "accounts.staff_brands": {},
    "accounts.staff_brand": {},
    "accounts.verify_brand": {},
    "accounts.refuse_brand": {"reason": "The register knows no such company."},
    "briefs.approve": {},
    "briefs.refuse:changes": {"changes-reason": "Say which claims you can prove."},
    "briefs.refuse:rejection": {"rejection-reason": "This kind of product is not advertised here."},
    "orders.act:ruling-for-creator": {"rule_for_creator-reason": "The label was there."},
    "orders.act:ruling-for-brand": {"rule_for_brand-reason": "The label was not there."},
}
"""What the action asks a duty of staff for, where the door does not -> what one posts. Staff of finance try them."""

ANYBODY_SIGNED_IN = {
    "home.desk", "accounts.account", "accounts.change_settings", "accounts.change_password",
    "accounts.accept_documents", "notifications.index", "notifications.seen",
}  # fmt: skip
"""About the reader alone."""

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def town(standing: Standing, session: Session) -> Town:
    found: Town = standing.seen_from(session)
    return found


@pytest.fixture
def nothing_happens(session, town):
    """Whoever is refused has changed nothing."""
    before = _happenings(session)
    yield
    session.rollback()
    assert _happenings(session) == before


def _happenings(session):
    return session.scalar(sa.select(sa.func.count(FactRow.id))), session.scalar(sa.select(sa.func.count(Move.id)))


def answers(
    browser: FlaskClient, asked: Iterable[Address], expected: set[int], **forms: dict[str, str]
) -> dict[str, int]:
    """The addresses that answered anything else."""
    found = {}
    for address in asked:
        answer = browser.open(address.path, method=address.method, data=forms.get(address.key))
        if answer.status_code not in expected:
            found[str(address)] = answer.status_code
    return found


def test_every_page_has_a_door(app):
    doorless = {name for name, view in app.view_functions.items() if name != "static" and not hasattr(view, "door")}
    assert doorless == set()


def test_the_pages_open_to_visitors_are_the_listed_ones(app):
    open_ones = {name for name, view in app.view_functions.items() if name != "static" and view.door.is_public}
    assert open_ones == OPEN_TO_VISITORS


def test_the_pages_open_to_anybody_who_signed_in_are_about_the_reader(app):
    without_side = {
        name
        for name, view in app.view_functions.items()
        if name != "static" and view.door.signed_in and not view.door.sides
    }
    assert without_side == ANYBODY_SIGNED_IN


def test_a_visitor_is_sent_to_sign_in(app, client, town, nothing_happens):
    found = {}
    for address in town.addresses(app):
        if address.endpoint in OPEN_TO_VISITORS:
            continue
        answer = client.open(address.path, method=address.method)
        if answer.status_code != 303 or not answer.location.startswith("/sign-in"):
            found[str(address)] = (answer.status_code, answer.location)
    assert found == {}


@pytest.mark.parametrize("side", [Side.BRAND, Side.CREATOR, Side.STAFF])
def test_nobody_enters_the_pages_of_another_side(app, sign_in, town, nothing_happens, side):
    person = {Side.BRAND: town.acme, Side.CREATOR: town.maya, Side.STAFF: town.staff[Duty.OPERATIONS]}[side]
    foreign = [one for one in town.addresses(app) if one.door and one.door.sides and side not in one.door.sides]
    assert foreign
    assert answers(sign_in(person), foreign, {404}) == {}


@pytest.mark.parametrize("side", [Side.BRAND, Side.CREATOR])
def test_strangers_of_the_same_side_do_not_learn_that_a_thing_exists(app, sign_in, town, nothing_happens, side):
    stranger = town.nordlys if side is Side.BRAND else town.bo
    others = [
        one
        for one in town.addresses(app)
        if one.door and side in one.door.sides and one.names_a_row and one.endpoint not in SEEN_BY_THE_WHOLE_SIDE
    ]
    assert others
    assert answers(sign_in(stranger), others, {404}) == {}


def test_a_member_without_the_role_is_refused(app, sign_in, town, nothing_happens):
    asked = [one for one in town.addresses(app) if one.door and Side.BRAND in one.door.sides and one.door.roles]
    found = {}
    for person in (town.reviewer, town.cashier):
        roles = {BrandRole(role) for role in person.membership.roles}
        found |= answers(sign_in(person), [one for one in asked if not roles & one.door.roles], {403})
    assert asked
    assert found == {}


def test_a_member_without_the_role_is_refused_by_the_action_where_the_door_asks_for_none(
    app, sign_in, town, nothing_happens
):
    asked = [
        one
        for one in town.addresses(app)
        if one.door and Side.BRAND in one.door.sides and not one.door.roles and one.endpoint not in OPEN_TO_EVERY_MEMBER
        and not (one.endpoint == "orders.act" and one.noun in NOT_THE_BRANDS)
    ]  # fmt: skip
    assert {one.key for one in asked} == set(ROLE_IN_THE_ACTION)
    assert answers(sign_in(town.cashier), asked, {403}, **ROLE_IN_THE_ACTION) == {}


def test_the_verbs_of_others_are_refused_to_the_brand(app, sign_in, town, nothing_happens):
    theirs = [one for one in town.addresses(app) if one.endpoint == "orders.act" and one.noun in NOT_THE_BRANDS]
    assert {one.noun for one in theirs} == NOT_THE_BRANDS
    assert answers(sign_in(town.acme), theirs, {403, 409, 422}) == {}


@pytest.mark.parametrize("duty", list(Duty))
def test_staff_without_the_duty_are_refused(app, sign_in, town, nothing_happens, duty):
    asked = [
        one
        for one in town.addresses(app)
        if one.door and Side.STAFF in one.door.sides and one.door.duty not in (None, duty)
    ]
    assert asked
    assert answers(sign_in(town.staff[duty]), asked, {403}) == {}


def test_staff_without_the_duty_are_refused_by_the_action_where_the_door_asks_for_none(
    app, sign_in, town, nothing_happens
):
    asked = [
        one
        for one in town.addresses(app)
        if one.door and Side.STAFF in one.door.sides and one.door.duty is None and one.endpoint not in OPEN_TO_ALL_STAFF
        and not (one.endpoint == "orders.act" and not (one.noun or "").startswith("ruling"))
    ]  # fmt: skip
    assert {one.key for one in asked} == set(DUTY_IN_THE_ACTION)
    assert answers(sign_in(town.staff[Duty.FINANCE]), asked, {403}, **DUTY_IN_THE_ACTION) == {}


def test_the_verbs_of_both_sides_are_refused_to_staff(app, sign_in, town, nothing_happens):
    theirs = [one for one in town.addresses(app) if one.endpoint == "orders.act" and not one.noun.startswith("ruling")]
    assert theirs
    assert answers(sign_in(town.staff[Duty.TRUST]), theirs, {403, 409, 422}) == {}


def test_the_pages_a_visitor_may_read_are_there(app, client, town):
    away = {
        "accounts.reset",
        "accounts.confirm",
        "accounts.invitation",
        "health.ready",
    }  # need a link; the schema's own stamp
    readable = [one for one in town.addresses(app) if one.endpoint in OPEN_TO_VISITORS - away and one.method == "GET"]
    assert answers(client, readable, {200, 303}) == {}
