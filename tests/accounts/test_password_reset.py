import pytest

from marketplace.accounts import actions
from marketplace.accounts.errors import (
    LinkNotValid,
    SignInRefused,
    WeakPassword,
)
from marketplace.accounts.lockout import PATIENCE, TriesOf
from marketplace.accounts.queries import person_of_session
from marketplace.base.actor import SYSTEM, VISITOR
from marketplace.work.outbox import FactRow
from tests.builders.accounts import (
    PASSWORD,
    a_confirmed_person,
    try_to_sign_in,
)

FREE = PATIENCE[TriesOf.EMAIL].free


def some_tries(work_as, count, **what):
    return [try_to_sign_in(work_as, **what) for _ in range(count)][-1]


def reset_facts(session):
    rows = session.query(FactRow).filter_by(name="accounts.PasswordResetRequested").order_by(FactRow.id)
    return [row.payload["person_id"] for row in rows]


def test_asking_for_a_reset_does_the_same_for_known_and_unknown_emails(session, work_as):
    maya = a_confirmed_person(work_as, "Maya")
    for email in ("maya@example.com", "nobody@example.com"):
        with work_as(VISITOR) as work:
            assert actions.request_password_reset(work, email) is None
    assert reset_facts(session) == [str(maya.id), None]


def test_a_stranger_cannot_fill_a_mailbox(session, work_as):
    maya = a_confirmed_person(work_as, "Maya")
    for _ in range(PATIENCE[TriesOf.LETTERS].free + 2):
        with work_as(VISITOR) as work:
            actions.request_password_reset(work, "maya@example.com")
    assert reset_facts(session).count(str(maya.id)) == PATIENCE[TriesOf.LETTERS].free


def a_reset_link(work_as, person):
    with work_as(SYSTEM) as work:
        return actions.mint_reset(work, person.id)


def test_a_reset_sets_the_password_ends_sessions_and_the_waiting(session, work_as):
    maya = a_confirmed_person(work_as, "Maya", password=PASSWORD)
    cookie = maya.get_id()
    assert person_of_session(session, cookie) is maya
    some_tries(work_as, FREE)
    token = a_reset_link(work_as, maya)
    with work_as(VISITOR) as work:
        actions.reset_password(work, token, "another set of herons")
    assert person_of_session(session, cookie) is None
    assert try_to_sign_in(work_as, password="another set of herons") is maya
    assert isinstance(try_to_sign_in(work_as, password=PASSWORD), SignInRefused)


def test_one_used_reset_link_ends_the_others(work_as):
    maya = a_confirmed_person(work_as, "Maya")
    first, second = a_reset_link(work_as, maya), a_reset_link(work_as, maya)
    with work_as(VISITOR) as work:
        actions.reset_password(work, first, PASSWORD)
    for token in (first, second):
        with pytest.raises(LinkNotValid), work_as(VISITOR) as work:
            actions.reset_password(work, token, PASSWORD)


def test_a_weak_password_leaves_the_reset_link_good(work_as):
    maya = a_confirmed_person(work_as, "Maya")
    token = a_reset_link(work_as, maya)
    with pytest.raises(WeakPassword), work_as(VISITOR) as work:
        actions.reset_password(work, token, "short")
    with work_as(VISITOR) as work:
        actions.reset_password(work, token, PASSWORD)


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "00000000-0000-7000-8000-000000000000.stamp", "\x00.\x00"])
def test_a_made_up_session_is_nobodys(session, cookie):
    assert person_of_session(session, cookie) is None
