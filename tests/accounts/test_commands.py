import re

from click.testing import CliRunner

from marketplace.accounts import queries, totp
from marketplace.accounts.actions import set_up_staff, sign_in
from marketplace.accounts.commands import staff
from marketplace.base.actor import VISITOR
from marketplace.base.clock import system_clock
from tests.builders.accounts import PASSWORD


def run(*words):
    return CliRunner().invoke(staff, words)


CREATE = ("create", "--email", "Ines@example.com", "--name", "Ines", "--duty", "trust", "--duty", "finance")


def test_what_the_command_prints_lets_a_new_member_of_staff_sign_in(session, work_as):
    printed = run(*CREATE)
    assert printed.exit_code == 0, printed.output
    password = re.search(r"one-time password\s+(\S+)", printed.output)[1]
    secret = re.search(r"authenticator key\s+(\S+)", printed.output)[1]
    assert "otpauth://totp/Meadow:ines%40example.com" in printed.output
    assert "█" in printed.output or "▄" in printed.output
    with work_as(VISITOR) as work:
        ines = sign_in(work, email="ines@example.com", password=password, address="192.0.2.7")
    assert ines.duties == ["finance", "trust"]
    with work_as(VISITOR) as work:
        set_up_staff(work, person_id=ines.id, password=PASSWORD, code=totp.code_at(secret, system_clock()))
    assert "ines@example.com  Ines  finance, trust\n" in run("list").output


def test_a_command_that_cannot_be_done_says_why(session):
    assert run(*CREATE).exit_code == 0
    again = run(*CREATE)
    assert again.exit_code == 1
    assert "already an account" in again.output
    assert run("create", "--email", "x", "--name", "X", "--duty", "trust").exit_code == 1
    assert run("create", "--email", "x@example.com", "--name", "X", "--duty", "king").exit_code == 2
    assert run("create", "--email", "x@example.com", "--name", "X").exit_code == 2
    assert len(queries.staff(session)) == 1
