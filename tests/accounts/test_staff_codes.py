from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts import actions, totp
from marketplace.accounts.errors import (
    CodeRefused,
    SignInRefused,
    TooManyTries,
)
from marketplace.accounts.lockout import PATIENCE, TriesOf
from marketplace.base.actor import SYSTEM, VISITOR, Duty
from marketplace.base.clock import system_clock
from marketplace.base.errors import Forbidden, NotFound
from tests.builders.accounts import (
    HOME,
    PASSWORD,
    a_set_up_staff_member,
    a_staff_member,
    fresh_code,
    try_to_sign_in,
)

FREE = PATIENCE[TriesOf.EMAIL].free


AT = datetime(2026, 11, 24, 12, 0, 15, tzinfo=UTC)
SECRET = totp.new_secret()


def test_a_code_is_good_for_its_half_minute_and_one_on_each_side():
    for seconds, good in ((-60, False), (-30, True), (0, True), (30, True), (60, False)):
        code = totp.code_at(SECRET, AT + timedelta(seconds=seconds))
        assert (totp.accepted_step(SECRET, code, at=AT, last_step=None) is not None) is good


def test_a_code_is_good_once():
    code = totp.code_at(SECRET, AT)
    step = totp.accepted_step(SECRET, code, at=AT, last_step=None)
    assert totp.accepted_step(SECRET, code, at=AT, last_step=step) is None
    later = AT + timedelta(seconds=30)
    assert totp.accepted_step(SECRET, totp.code_at(SECRET, later), at=later, last_step=step) == step + 1


@given(st.text(max_size=12))
def test_a_guess_that_is_not_the_code_is_refused(guess):
    near = {totp.code_at(SECRET, AT + timedelta(seconds=seconds)) for seconds in (-30, 0, 30)}
    accepted = totp.accepted_step(SECRET, guess, at=AT, last_step=None) is not None
    assert accepted == (guess.replace(" ", "") in near)


def with_code(work_as, person, code):
    with work_as(VISITOR) as work:
        return actions.sign_in_with_code(work, person_id=person.id, code=code, address=HOME)


def test_staff_sign_in_with_a_code_that_works_once(work_as):
    ines = a_set_up_staff_member(work_as, "Ines")
    assert try_to_sign_in(work_as, email="ines@example.com", password=PASSWORD) is ines
    code = fresh_code(ines)
    assert with_code(work_as, ines, code) is ines
    assert isinstance(with_code(work_as, ines, code), CodeRefused)


def test_wrong_codes_count_as_failed_tries_and_the_password_does_not_forget_them(work_as):
    ines = a_set_up_staff_member(work_as, "Ines")
    for _ in range(FREE):
        assert try_to_sign_in(work_as, email="ines@example.com", password=PASSWORD) is ines
        assert isinstance(with_code(work_as, ines, "000000x"), CodeRefused)
    assert isinstance(with_code(work_as, ines, fresh_code(ines)), TooManyTries)
    assert isinstance(try_to_sign_in(work_as, email="ines@example.com", password=PASSWORD), TooManyTries)


def test_staff_show_again_that_it_is_them(work_as):
    ines = a_set_up_staff_member(work_as, "Ines")
    code = fresh_code(ines)
    with work_as(ines.actor) as work:
        assert actions.check_own_code(work, code=code) is None
    with work_as(ines.actor) as work:
        assert isinstance(actions.check_own_code(work, code=code), CodeRefused)


def test_the_first_sign_in_replaces_the_one_time_password(work_as):
    with work_as(SYSTEM) as work:
        made = actions.create_staff(work, email="ines@example.com", name="Ines", duties=[Duty.TRUST, Duty.TRUST])
    assert made.person.duties == ["trust"]
    assert made.person.actor.on_duty(Duty.TRUST)
    assert try_to_sign_in(work_as, email="ines@example.com", password=made.one_time_password) is made.person
    code = totp.code_at(made.totp_secret, system_clock())
    with work_as(VISITOR) as work:
        actions.set_up_staff(work, person_id=made.person.id, password=PASSWORD, code=code)
    refused = try_to_sign_in(work_as, email="ines@example.com", password=made.one_time_password)
    assert isinstance(refused, SignInRefused)
    with pytest.raises(NotFound), work_as(VISITOR) as work:
        actions.set_up_staff(work, person_id=made.person.id, password=PASSWORD, code=fresh_code(made.person))


def test_setting_up_needs_a_right_code(work_as):
    ines = a_staff_member(work_as, "Ines")
    with pytest.raises(CodeRefused), work_as(VISITOR) as work:
        actions.set_up_staff(work, person_id=ines.id, password=PASSWORD, code="12345")
    assert ines.set_up_at is None


def test_only_whoever_runs_the_machine_names_staff(work_as):
    ines = a_staff_member(work_as, "Ines")
    with pytest.raises(Forbidden), work_as(ines.actor) as work:
        actions.create_staff(work, email="jun@example.com", name="Jun", duties=[Duty.TRUST])
