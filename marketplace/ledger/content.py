"""What a journal says, as bytes to hash: the same for the same content, whenever and in whatever order it came."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.base.money import Money
from marketplace.ledger.errors import BadPosting
from marketplace.ledger.kinds import JournalKind

GENESIS = "0" * 64
"""What the first link of the chain follows."""


@dataclass(frozen=True)
class Line:
    """One line of a posting: a debit is positive, a credit negative."""

    account: str
    amount: Money


@dataclass(frozen=True)
class Posting:
    """What a journal is to say: why, and line by line what moves."""

    kind: JournalKind
    lines: tuple[Line, ...]


def posting(kind: JournalKind, debits: Mapping[str, Money], credits: Mapping[str, Money]) -> Posting:
    """A posting from the amounts on its two sides; those of nothing are left out.

    Raises BadPosting unless the rest balances in one currency, and for an amount below zero.
    """
    below_zero = [account for side in (debits, credits) for account, amount in side.items() if amount.minor < 0]
    if below_zero:
        raise BadPosting(f"less than nothing for {', '.join(below_zero)}")
    left = [debit(account, amount) for account, amount in debits.items()]
    right = [credit(account, amount) for account, amount in credits.items()]
    return Posting(kind, tuple(checked(left + right)))


def debit(account: str, amount: Money) -> Line:
    """A line on the left side."""
    return Line(account, amount)


def credit(account: str, amount: Money) -> Line:
    """A line on the right side."""
    return Line(account, -amount)


def checked(lines: Iterable[Line]) -> list[Line]:
    """The lines without the empty ones. Raises BadPosting unless two or more balance in one currency."""
    kept = [line for line in lines if line.amount]
    if len(kept) < 2:
        raise BadPosting("a posting needs two lines that are not zero")
    if len({line.amount.currency for line in kept}) != 1:
        raise BadPosting("a posting has one currency")
    if sum(line.amount.minor for line in kept) != 0:
        raise BadPosting(f"not balanced: {', '.join(f'{line.account} {line.amount}' for line in kept)}")
    return kept


def fingerprint(
    kind: str, key: str, currency: str, lines: Sequence[tuple[str, int]], reverses: str | None = None
) -> str:
    """SHA-256 of what a journal says; the order of its lines and its time do not count.

    `reverses` is the key of the journal it takes back.
    """
    said = [kind, key, currency, reverses, sorted(lines)]
    return sha256(json.dumps(said, separators=(",", ":"), ensure_ascii=False))


def link(previous: str, number: int, print_of_journal: str, posted_at: str) -> str:
    """The hash of one link of the chain: over the link before it, its place, the journal and its time."""
    return sha256(f"{previous}\n{number}\n{print_of_journal}\n{posted_at}")


def sha256(text: str) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
