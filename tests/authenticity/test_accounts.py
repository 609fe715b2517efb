"""Fake accounts are told from people by a table that only adds, and a file of strangers' lines is read with care."""

import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from marketplace.authenticity.accounts.account import FIELDS, Account, account_of, measures_of
from marketplace.authenticity.accounts.judging import judge_account, signs
from marketplace.authenticity.commands import authenticity

A_PERSON = Account(
    followers=420, following=380, posts=86, has_avatar=True, is_private=True, bio_length=31, has_url=False,
    username_length=11, username_digits=0, full_name_words=2, age_days=1900,
)  # fmt: skip
A_BOUGHT_ONE = Account(
    followers=14, following=2600, posts=0, has_avatar=False, is_private=False, bio_length=0, has_url=False,
    username_length=13, username_digits=5, full_name_words=1, age_days=20,
)  # fmt: skip

counts = st.none() | st.integers(0, 10**9)
flags = st.none() | st.booleans()
accounts = st.builds(
    Account, followers=counts, following=counts, posts=counts, has_avatar=flags, is_private=flags, bio_length=counts,
    has_url=flags, username_length=st.none() | st.integers(1, 40), username_digits=st.none() | st.integers(0, 40),
    username_digit_ratio=st.none() | st.floats(0, 1), full_name_words=st.none() | st.integers(0, 9), age_days=counts,
)  # fmt: skip
SUSPICIOUS_WHEN_LESS = ("followers", "has_avatar", "bio_length", "has_url", "full_name_words", "age_days")
SUSPICIOUS_WHEN_MORE = ("following", "username_digits", "username_digit_ratio")


def ran(*lines: str, command: str = "accounts"):
    return CliRunner().invoke(authenticity, [command, "-"], input="\n".join(lines))


def test_a_person_and_a_bought_follower_are_told_apart() -> None:
    assert judge_account(A_PERSON).p_fake < 0.1
    bought = judge_account(A_BOUGHT_ONE)
    assert bought.p_fake > 0.95
    assert bought.reasons[0].says == "follows 173 times as many accounts as follow it"


def test_a_newcomer_is_not_taken_for_a_machine() -> None:
    newcomer = replace(A_PERSON, followers=70, following=95, posts=2, age_days=60)
    assert judge_account(newcomer).p_fake < 0.6


@given(accounts, st.sampled_from(sorted(FIELDS)))
def test_a_field_that_nobody_knows_never_makes_an_account_more_suspicious(account: Account, field: str) -> None:
    hidden = judge_account(replace(account, **{field: None})).p_fake
    assert hidden <= judge_account(account).p_fake


@given(accounts, accounts)
def test_every_field_makes_suspicion_rise_in_one_direction_only(one: Account, other: Account) -> None:
    for field in (*SUSPICIOUS_WHEN_LESS, *SUSPICIOUS_WHEN_MORE):
        values = sorted(v for v in (getattr(one, field), getattr(other, field)) if v is not None)
        if len(values) == 2:
            low, high = (judge_account(replace(one, **{field: value})).p_fake for value in values)
            assert low >= high if field in SUSPICIOUS_WHEN_LESS else low <= high, field


@given(accounts, counts)
def test_more_posts_are_never_more_suspicious_for_those_whose_age_is_unknown(
    account: Account, more: int | None
) -> None:
    account = replace(account, age_days=None, posts=account.posts or 0)
    posted = replace(account, posts=(account.posts or 0) + (more or 0))
    assert judge_account(posted).p_fake <= judge_account(account).p_fake


def test_the_table_reads_only_what_is_measured_and_its_steps_rise() -> None:
    known = set(measures_of(A_PERSON))
    for sign in signs():
        assert sign.reads in known
        limits, weights = zip(*sign.steps, strict=True)
        assert list(limits) == sorted(limits, reverse=sign.rises)
        assert list(weights) == sorted(weights, reverse=True)
        assert min(weights) > 0


def test_the_fields_of_a_line_are_those_of_an_account() -> None:
    assert {each.name for each in fields(Account)} == FIELDS
    assert account_of({"id": 1}) == Account()


def test_the_command_needs_no_environment(tmp_path: Path) -> None:
    file = tmp_path / "accounts.jsonl"
    file.write_text('{"id": "a", "followers": 3, "posts": 0, "has_avatar": 0}\n\n{"id": 2}\n')
    program = "from marketplace.cli import main; main()"
    called = subprocess.run(
        [sys.executable, "-c", program, "authenticity", "accounts", str(file)],
        env={},
        capture_output=True,
        check=True,
    )
    first, second = (json.loads(line) for line in called.stdout.splitlines())
    assert first["id"] == "a"
    assert first["p_fake"] > second["p_fake"]
    assert first["reasons"] == ["3 followers (+2.5)", "0 posts (+2.0)", "no profile picture (+2.0)"]
    assert second == {"id": 2, "p_fake": pytest.approx(0.018, abs=0.001), "reasons": []}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 2: is no JSON"),
        ("[1]", "line 2: must be a JSON object."),
        ('{"followers": 3}', "line 2: id: must be"),
        ('{"id": true}', "line 2: id: must be"),
        ('{"id": 1}', "line 2: id: “1” stands on an earlier line"),
        ('{"id": 2, "followers": "many"}', "line 2: followers: must be a number"),
        ('{"id": 2, "followers": -1}', "line 2: followers: must be between"),
        ('{"id": 2, "following": NaN}', "line 2: following: must be between"),
        ('{"id": 2, "posts": 1e400}', "line 2: posts: must be between"),
        ('{"id": 2, "posts": 9999999999999999999}', "line 2: posts: must be between"),
        ('{"id": 2, "posts": true}', "line 2: posts: must be a number"),
        ('{"id": 2, "has_avatar": "yes"}', "line 2: has_avatar: must be true"),
        ('{"id": 2, "has_url": 7}', "line 2: has_url: must be true"),
        ('{"id": 2, "username_digit_ratio": 1.5}', "line 2: username_digit_ratio: must be between 0 and 1."),
        ('{"id": 2, "posts": ' + "9" * 5000 + "}", "line 2:"),
        ("[" * 100_000, "line 2:"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(line: str, said: str) -> None:
    called = ran('{"id": 1}', line, '{"id": 3}')
    assert called.exit_code == 1
    assert [json.loads(each)["id"] for each in called.stdout.splitlines()] == [1, 3]
    assert said in called.stderr


def test_a_field_that_nobody_knows_is_told_once_and_stops_nothing() -> None:
    called = ran('{"id": 1, "likes": 3}', '{"id": 2, "likes": 3}')
    assert called.exit_code == 0
    assert called.stderr == "line 1: likes: is not a field of this tool and is not read.\n"


def test_bytes_that_are_no_text_are_refused() -> None:
    called = CliRunner().invoke(authenticity, ["accounts", "-"], input=b'{"id": "\xff"}\n\xef\xbb\xbf{"id": 1}\n')
    assert "line 1: is not UTF-8." in called.stderr
    assert json.loads(called.stdout)["id"] == 1
