"""What evidence says, in words for the brand and the creator alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.authenticity.evidence import Evidence
from marketplace.authenticity.profiles.words import WORDS
from marketplace.base.text import N_, Sentence
from marketplace.creators.states import LABELS as PLATFORM_LABELS
from marketplace.creators.states import Platform
from marketplace.creators.tiers import LABELS as TIER_LABELS
from marketplace.creators.tiers import Tier

USUAL = N_("Nothing unusual.")
EXCUSED = N_("An appeal against this was upheld: it does not count.")
NEXT = timedelta(days=3)
"""So long a new sign is shown to the creator alone, before brands see it."""

_SHARES = frozenset({
    "followers_jump", "followers_vanish", "growth_in_few_days", "few_voices", "comments_spam", "comments_repeated",
    "comments_alike", "comments_empty", "comments_at_once", "followers_fake", "followers_twins", "followers_idle",
    "same_people_elsewhere", "always_the_same", "comments_within_minutes",
})  # fmt: skip
_COUNTS = frozenset({"followers_stairs", "scripts_shared", "comments_in_turn"})


@dataclass(frozen=True)
class Explained:
    """One piece of evidence as it is shown."""

    row: Evidence
    label: str  # what was measured
    sentence: Sentence  # what it says
    value: str
    group: Sentence  # whom it is compared with


def explained(rows: Sequence[Evidence], *, to_brands_at: datetime | None = None) -> list[Explained]:
    """Evidence ready to be shown: what stands out first, then one line for every other measure.

    With `to_brands_at`, the present, what is too new to be shown to brands is left out: creators see it first.
    """
    shown: dict[str, Explained] = {}
    for row in sorted(rows, key=lambda row: -row.weight):
        made = Explained(row, WORDS[row.sign].label, sentence_of(row), value_of(row), group_of(row))
        shown.setdefault(made.label, made)
    return [made for made in shown.values() if to_brands_at is None or not is_new(made.row, to_brands_at)]


def is_new(row: Evidence, now: datetime) -> bool:
    """Whether a sign is still shown to the creator alone."""
    return row.since is not None and row.since > now - NEXT


def sentence_of(row: Evidence) -> Sentence:
    """One piece of evidence in words."""
    if row.excused:
        return Sentence(EXCUSED)
    return Sentence(WORDS[row.sign].says if row.stands_out else USUAL)


def value_of(row: Evidence) -> str:
    """The value as people read it: a share, a number of things, or a plain figure."""
    if row.sign in _SHARES:
        return percent(row.value)
    return f"{row.value:.0f}" if row.sign in _COUNTS else f"{row.value:.2f}"


def group_of(row: Evidence) -> Sentence:
    """Whom a value is compared with."""
    platform = Sentence(PLATFORM_LABELS[Platform(row.group[0])]) if row.group else Sentence(N_("everybody"))
    if len(row.group) < 2:
        return platform
    pattern = (
        N_("%(platform)s, %(tier)s, from %(least)s followers") if len(row.group) > 2 else N_("%(platform)s, %(tier)s")
    )
    values: dict[str, object] = {"platform": platform, "tier": Sentence(TIER_LABELS[Tier(row.group[1])])}
    return Sentence(pattern, values | ({"least": f"{int(row.group[2]):,}"} if len(row.group) > 2 else {}))


def percent(ratio: float) -> str:
    """A ratio as people read it in a sentence, in every one of our languages."""
    return f"{round(ratio * 100)}%"
