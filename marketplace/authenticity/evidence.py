"""Evidence as it is kept and shown: a sign of one channel with its place among peers and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from marketplace.authenticity.profiles.signs import Family, Sign, behind
from marketplace.authenticity.profiles.words import WORDS

VERSION = "families-2"
LIMITED = 0.22
"""Of whom less than this is known, 0-1, it is said that data is limited."""


@dataclass(frozen=True)
class Example:
    """One thing that stands behind a sign: a day, some words, a number; none where there is no such thing."""

    at: datetime | None = None
    words: str | None = None
    number: float | None = None


@dataclass(frozen=True)
class Evidence:
    """One sign of one channel: its value, its place among peers, how much it weighs, and since when it does."""

    sign: str
    family: Family
    value: float
    observations: int
    weight: float  # natural log-odds; 0 when nothing is unusual
    peers: int
    percentile: float  # the share of peers with a lower value, 0-1
    group: tuple[str, ...]  # platform, tier, least followers; the last two may be missing
    since: datetime | None  # none for a sign that does not stand out
    excused: bool  # an appeal against it was upheld, so that it weighs nothing
    examples: tuple[Example, ...] = ()

    @property
    def label(self) -> str:
        """What was measured, to be translated where it is shown."""
        return WORDS[self.sign].label

    @property
    def stands_out(self) -> bool:
        """Whether it speaks against the channel."""
        return self.weight > 0

    @property
    def confidence(self) -> float:
        """How far the value can be relied on by what stands behind it, 0-1."""
        return behind(self.observations)

    def kept(self) -> dict[str, Any]:
        """The evidence as plain JSON."""
        plain = asdict(self)
        return plain | {
            "family": self.family.value,
            "group": list(self.group),
            "since": self.since.isoformat() if self.since else None,
            "examples": [kept_example(each) for each in self.examples],
        }


def evidence_of(kept: Mapping[str, Any]) -> Evidence:
    """The evidence that was kept as plain JSON."""
    since = kept["since"]
    return Evidence(**{
        **kept,
        "family": Family(kept["family"]),
        "group": tuple(kept["group"]),
        "since": datetime.fromisoformat(since) if since else None,
        "examples": tuple(example_of(each) for each in kept["examples"]),
    })  # fmt: skip


def kept_sign(sign: Sign, examples: Sequence[Example] = ()) -> dict[str, Any]:
    """A sign as plain JSON."""
    return {
        "sign": sign.name,
        "family": sign.family.value,
        "value": sign.value,
        "observations": sign.observations,
        "weight": sign.weight,
        "examples": [kept_example(each) for each in examples],
    }


def sign_of(kept: Mapping[str, Any], *, excused: bool = False) -> Sign:
    """The sign that was kept as plain JSON; an excused one weighs nothing."""
    sign = Sign(kept["sign"], Family(kept["family"]), kept["value"], kept["observations"], kept["weight"])
    return replace(sign, weight=0.0) if excused else sign


def kept_example(example: Example) -> dict[str, Any]:
    """An example as plain JSON."""
    return {
        "at": example.at.isoformat() if example.at else None,
        "words": example.words,
        "number": example.number,
    }


def example_of(kept: Mapping[str, Any]) -> Example:
    """The example that was kept as plain JSON."""
    at = kept["at"]
    return Example(datetime.fromisoformat(at) if at else None, kept["words"], kept["number"])
