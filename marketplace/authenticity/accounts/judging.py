"""The probability that an account is fake, and the signs it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.authenticity.accounts.account import Account, measures_of
from marketplace.base.yaml_files import read_yaml


@dataclass(frozen=True)
class Sign:
    """A row of the table: what it reads, its words, and what it adds from which value on."""

    name: str
    reads: str
    says: str
    group: str
    rises: bool  # whether a larger value is more suspicious
    steps: tuple[tuple[float, float], ...]  # (limit, weight), the heaviest first
    is_share: bool

    def weight(self, value: float) -> float:
        """What this value adds to the log-odds; never below 0."""
        return next((weight for limit, weight in self.steps if (value >= limit if self.rises else value < limit)), 0.0)

    def sentence(self, value: float) -> str:
        """The sign in words."""
        return self.says % {"value": f"{value:.0%}" if self.is_share else f"{value:,.0f}"}


@dataclass(frozen=True)
class Reason:
    """A sign of one account in words, and what it adds to the log-odds."""

    says: str
    weight: float


@dataclass(frozen=True)
class FakeVerdict:
    """How probable it is that an account is fake, 0-1, and why, the heaviest reason first."""

    p_fake: float
    reasons: tuple[Reason, ...]


def judge_account(account: Account) -> FakeVerdict:
    """What the table says of an account. A field that is not known never raises the probability."""
    measures = measures_of(account)
    heaviest: dict[str, tuple[float, Sign]] = {}
    for sign in signs():
        if sign.reads in measures:
            weight = sign.weight(measures[sign.reads])
            if weight > heaviest.get(sign.group, (0.0, sign))[0]:
                heaviest[sign.group] = (weight, sign)
    found = sorted(heaviest.values(), key=lambda each: (-each[0], each[1].name))
    log_odds = begins_at() + sum(weight for weight, _ in found)
    return FakeVerdict(
        p_fake=1 / (1 + math.exp(-log_odds)),
        reasons=tuple(Reason(sign.sentence(measures[sign.reads]), weight) for weight, sign in found),
    )


@cache
def signs() -> Sequence[Sign]:
    """The rows of the table."""
    return tuple(_sign(row) for row in _table()["signs"])


@cache
def begins_at() -> float:
    """The log-odds of an account without any sign."""
    return float(_table()["begins_at"])


@cache
def _table() -> Mapping[str, Any]:
    return dict(read_yaml(Path(__file__).parent / "table.yaml"))


def _sign(row: Mapping[str, Any]) -> Sign:
    return Sign(
        name=row["name"],
        reads=row["reads"],
        says=row["says"],
        group=row.get("group", row["name"]),
        rises="from" in row,
        steps=tuple((float(limit), float(weight)) for limit, weight in row.get("from") or row["below"]),
        is_share=bool(row.get("share")),
    )
