import statistics
import time
from datetime import timedelta

import argon2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts import actions, lockout, passwords
from marketplace.accounts.errors import (
    EmailNotConfirmed,
    NoBrand,
    SignInRefused,
    TooManyTries,
)
from marketplace.accounts.jobs import forget_old_tries_and_links
from marketplace.accounts.lockout import PATIENCE, TriesOf
from marketplace.accounts.models import Person, Tries
from marketplace.accounts.states import PersonKind
from marketplace.base.actor import SYSTEM, VISITOR
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders.accounts import (
    HOME,
    PASSWORD,
    a_confirmed_person,
    a_member,
    a_new_brand,
    owner_of,
    try_to_sign_in,
)

FREE = PATIENCE[TriesOf.EMAIL].free


def some_tries(work_as, count, **what):
    return [try_to_sign_in(work_as, **what) for _ in range(count)][-1]


def test_the_right_password_signs_in(work_as):
    maya = a_confirmed_person(work_as, "Maya", password=PASSWORD)
    assert try_to_sign_in(work_as, password=PASSWORD) is maya
    assert try_to_sign_in(work_as, email=" MAYA@example.com", password=PASSWORD) is maya


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("maya@example.com", "wrong password"),
        ("maya@example.com", ""),
        ("maya@example.com", PASSWORD + "x" * 500),
        ("nobody@example.com", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
        ("\x00", "\x00"),
    ],
)
def test_a_wrong_password_and_an_unknown_email_get_the_same_answer(work_as, email, password):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    assert type(try_to_sign_in(work_as, email=email, password=password)) is SignInRefused


def test_nobody_signs_in_without_a_password_set(work_as):
    a_confirmed_person(work_as, "Maya", password=None)
    assert isinstance(try_to_sign_in(work_as, password=""), SignInRefused)


def test_an_unknown_email_takes_as_long_as_a_known_one(work_as):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)

    def seconds(email):
        begun = time.perf_counter()
        try_to_sign_in(work_as, email=email)
        return time.perf_counter() - begun

    seconds("warm@example.com")
    known, unknown = (
        statistics.median(seconds(email) for _ in range(FREE - 1)) for email in ("maya@example.com", "no@example.com")
    )
    assert 0.4 < known / unknown < 2.5


@pytest.mark.parametrize("email", ["maya@example.com", "nobody@example.com"])
def test_too_many_failures_make_an_email_wait_whether_it_is_known_or_not(work_as, clock, email):
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    assert isinstance(some_tries(work_as, FREE, email=email), SignInRefused)
    refused = try_to_sign_in(work_as, email=email, password=PASSWORD)
    assert isinstance(refused, TooManyTries)
    assert refused.values["until"] == clock.now + timedelta(minutes=1)


def test_waiting_opens_the_door_again_and_success_forgets_the_failures(work_as, clock):
    maya = a_confirmed_person(work_as, "Maya", password=PASSWORD)
    some_tries(work_as, FREE)
    clock.advance(minutes=1)
    assert try_to_sign_in(work_as, password=PASSWORD) is maya
    assert isinstance(some_tries(work_as, FREE - 1), SignInRefused)
    assert try_to_sign_in(work_as, password=PASSWORD) is maya


def test_the_waiting_time_doubles(work_as, clock):
    some_tries(work_as, FREE)
    clock.advance(minutes=1)
    try_to_sign_in(work_as)
    assert try_to_sign_in(work_as).values["until"] == clock.now + timedelta(minutes=2)


def test_an_address_that_tries_many_emails_has_to_wait(work_as):
    for number in range(PATIENCE[TriesOf.ADDRESS].free):
        assert isinstance(try_to_sign_in(work_as, email=f"{number}@example.com"), SignInRefused)
    a_confirmed_person(work_as, "Maya", password=PASSWORD)
    assert isinstance(try_to_sign_in(work_as, password=PASSWORD), TooManyTries)
    assert isinstance(try_to_sign_in(work_as, password=PASSWORD, address="198.51.100.9"), Person)


def test_neither_email_nor_address_is_kept_with_a_failed_try(session, work_as):
    try_to_sign_in(work_as)
    kept = repr([(row.kind, row.key_hash) for row in session.query(Tries)])
    assert "maya" not in kept
    assert HOME not in kept


def test_old_failures_are_deleted_and_new_ones_stay(session, work_as, clock):
    try_to_sign_in(work_as, email="old@example.com", address="198.51.100.1")
    clock.advance(hours=25)
    try_to_sign_in(work_as)
    forget_old_tries_and_links(Ticked(due_at=clock.now))
    assert session.query(Tries).count() == 2


@given(st.sampled_from(list(TriesOf)), st.integers(0, 10_000))
def test_waiting_times_never_shrink_and_have_an_end(kind, failures):
    shorter, longer = lockout.waiting_time(kind, failures), lockout.waiting_time(kind, failures + 1)
    assert timedelta(0) <= shorter <= longer <= PATIENCE[kind].longest_wait
    assert (shorter == timedelta(0)) == (failures < PATIENCE[kind].free)


def test_a_hash_of_older_costs_is_renewed_at_sign_in(work_as):
    maya = a_confirmed_person(work_as, "Maya", password=PASSWORD)
    with work_as(SYSTEM):
        maya.password_hash = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert try_to_sign_in(work_as, password=PASSWORD) is maya
    assert not passwords.needs_rehash(maya.password_hash)
    assert passwords.matches(maya.password_hash, PASSWORD)


def test_an_unconfirmed_email_cannot_sign_in_and_is_sent_a_new_link(session, work_as):
    with work_as(VISITOR) as work:
        actions.register_person(work, email="maya@example.com", name="Maya", password=PASSWORD, kind=PersonKind.CREATOR)
    assert isinstance(try_to_sign_in(work_as, password=PASSWORD), EmailNotConfirmed)
    assert session.query(FactRow).filter_by(name="accounts.ConfirmationRequested").count() == 1
    assert isinstance(try_to_sign_in(work_as), SignInRefused)


def test_a_former_member_cannot_sign_in(work_as):
    acme = a_new_brand(work_as)
    rae = a_member(work_as, acme, "Rae")
    with work_as(owner_of(acme).actor) as work:
        actions.remove_member(work, rae.membership.id)
    assert isinstance(try_to_sign_in(work_as, email="rae@example.com", password=PASSWORD), NoBrand)
    assert rae.actor.is_visitor
