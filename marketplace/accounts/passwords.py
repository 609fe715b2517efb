"""Passwords: which are good enough, and how they are kept (argon2id)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.accounts.errors import WeakPassword
from marketplace.base.ids import new_token
from marketplace.base.text import N_, Sentence
from marketplace.settings import AccountSettings, settings

SHORTEST, LONGEST = 10, 200
FEWEST_DIFFERENT_CHARACTERS = 5

# The first that every guesser tries, among those long enough to pass the rule above.
_GUESSED_FIRST = frozenset(
    {
        "password12", "password123", "password1234", "qwertyuiop", "qwerty1234", "qwerty12345", "1234567890",
        "12345678910", "iloveyou12", "letmein123", "welcome123", "administrator", "changeme12", "changeme123",
        "meadow1234", "abcdefghij", "1q2w3e4r5t", "woaini1314", "a123456789", "aa12345678", "qq123456789",
    }
)  # fmt: skip


def check_strength(password: str, *, email: str) -> None:
    """Raises WeakPassword, which says what is wrong with it."""
    name_part = email.partition("@")[0]
    problems: tuple[tuple[bool, str, dict[str, object]], ...] = (
        (len(password) < SHORTEST, N_("It needs at least %(shortest)s characters."), {"shortest": SHORTEST}),
        (len(password) > LONGEST, N_("It may have at most %(longest)s characters."), {"longest": LONGEST}),
        (password.lower() in _GUESSED_FIRST, N_("It is among the first that others would try."), {}),
        (len(set(password)) < FEWEST_DIFFERENT_CHARACTERS, N_("It repeats too few characters."), {}),
        (
            password.lower() == email or (len(name_part) >= 4 and password.lower().startswith(name_part)),
            N_("It begins with your e-mail."),
            {},
        ),
    )
    for wrong, pattern, values in problems:
        if wrong:
            raise WeakPassword(problem=Sentence(pattern, values))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one that was kept. Takes the same time when none was kept at all."""
    kept = password_hash or _nobodys_hash()
    try:
        right = _hasher().verify(kept, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether the costs of hashing have been raised since this one was made."""
    return _hasher().check_needs_rehash(password_hash)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(memory_cost=settings(AccountSettings).password_memory_kib)


@cache
def _nobodys_hash() -> str:
    return hashed(new_token())
