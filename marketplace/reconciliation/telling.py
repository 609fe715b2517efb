"""When finance staff are told of open items, and in which words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence
from marketplace.reconciliation.states import BreakKind

TOLD_AGAIN_AFTER = timedelta(days=3)
"""An item that is open for so long is told of once more."""

SOLVES_ITSELF = frozenset({BreakKind.TIMING})
"""A night that leaves nothing but these tells nobody: the next one solves them."""


@dataclass
class Tally:
    """Items by class: how many, and how much they come to in each currency, whichever side holds more."""

    counts: dict[str, int] = field(default_factory=dict)
    sums: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Iterable[tuple[BreakKind, Mapping[str, int]]]) -> Tally:
        """Counts items, each a class and its difference by currency."""
        counts: Counter[str] = Counter()
        sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for kind, difference in items:
            counts[kind.value] += 1
            sums[kind.value].update({currency: abs(minor) for currency, minor in difference.items()})
        return cls(dict(counts), {kind: dict(of_kind) for kind, of_kind in sums.items()})

    @property
    def needs_somebody(self) -> bool:
        """Whether there is anything that does not solve itself."""
        return any(kind not in SOLVES_ITSELF for kind in self.counts)


def in_words(counts: Mapping[str, int], sums: Mapping[str, Mapping[str, int]]) -> tuple[Sentence, ...]:
    """A tally for people, class by class."""
    return tuple(
        Sentence(
            N_("%(kind)s: %(count)s (%(sums)s)") if sums.get(kind) else N_("%(kind)s: %(count)s"),
            {
                "kind": kind,
                "count": counts[kind],
                "sums": tuple(Money(minor, currency) for currency, minor in sorted(sums.get(kind, {}).items())),
            },
        )
        for kind in BreakKind
        if counts.get(kind)
    )
