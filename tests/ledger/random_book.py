"""A book kept by several hands at once, at random: what is right, what is wrong, and what was said before.

Each hand has a connection of its own and commits for real. Beside it a child keeps a book of what was committed,
with nothing but sums; at the end both books must say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from flask import Flask

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Conflict
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import post, reverse, seal
from marketplace.ledger.content import Line, checked, fingerprint, sha256
from marketplace.ledger.errors import AlreadyReversed, BadPosting, KeyReused, Overdrawn
from marketplace.ledger.kinds import JournalKind
from marketplace.work.unit import Work, unit_of_work

CURRENCIES = ("USD", "EUR", "CNY", "JPY", "KWD", "BHD")
KINDS = [kind for kind in JournalKind if kind is not JournalKind.REVERSAL]
OUTSIDE = [chart.psp_stripe(), chart.bank(), chart.psp_fees(), chart.fx(), chart.suspense()]
"""Accounts that may be below zero: what comes from there is never refused."""

INSIDE = [
    *(chart.wallet(UUID(int=n)) for n in range(8)),
    *(chart.held_brief(UUID(int=n)) for n in range(6)),
    *(chart.held_order(UUID(int=n)) for n in range(6)),
    *(chart.creator_available(UUID(int=n)) for n in range(4)),
    *(chart.owed_by_creator(UUID(int=n)) for n in range(4)),
    chart.fee_brand(),
    chart.tax_withheld(),
]
IMPOSSIBLE = ["wallet:brand", "wallet:brand:acme", "psp:paypal", f"bank:{UUID(int=1)}"]

HANDS = 4


@dataclass(frozen=True)
class Said:
    """What one journal says, as the child wrote it down."""

    kind: JournalKind
    key: str
    lines: tuple[Line, ...]
    reverses: Said | None = None

    @property
    def fingerprint(self) -> str:
        """What the book must have for it."""
        pairs = [(line.account, line.amount.minor) for line in self.lines]
        before = self.reverses.key if self.reverses else None
        return fingerprint(self.kind, self.key, self.lines[0].amount.currency, pairs, before)


@dataclass
class ChildsBook:
    """What was committed, in no order."""

    journals: dict[str, Said] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    in_turn: list[Said] = field(default_factory=list)
    """The same journals, to draw from."""
    answers: Counter[str] = field(default_factory=Counter)
    """How the book answered: booked, refused and why."""

    def balances(self) -> Counter[tuple[str, str]]:
        """Debits less credits, by account and currency."""
        sums: Counter[tuple[str, str]] = Counter()
        for said in self.journals.values():
            for line in said.lines:
                sums[line.account, line.amount.currency] += line.amount.minor
        return sums

    def content_hash(self) -> str:
        """What the content hash of the book must be."""
        return sha256("\n".join(said.fingerprint for _, said in sorted(self.journals.items())))


def play(app: Flask, seed: int, postings: int) -> ChildsBook:
    """Tries so many postings and reversals, right and wrong ones, with four hands."""
    books = [ChildsBook() for _ in range(HANDS)]

    def hand(number: int) -> None:
        chance = Random(f"{seed} {number}")
        with app.app_context():
            tried = 0
            while tried < postings // HANDS:
                tried += _one_piece_of_work(chance, books[number], f"{seed}-{number}-{tried}")

    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(hand, range(HANDS)))
    together = ChildsBook()
    for one in books:
        together.journals |= one.journals
        together.ids |= one.ids
        together.answers += one.answers
    return together


def replay(app: Flask, wanted: Sequence[Said]) -> None:
    """Books journals in this order; what is not possible yet (no money, nothing to take back) waits for its turn."""
    ids: dict[str, UUID] = {}
    waiting = list(wanted)
    while waiting:
        later = []
        for said in waiting:
            if said.reverses and said.reverses.key not in ids:
                later.append(said)
                continue
            try:
                with app.app_context(), unit_of_work(SYSTEM) as work:
                    ids[said.key] = _book(work, said, ids)
            except Overdrawn:
                later.append(said)
        assert len(later) < len(waiting), "nothing more is possible"
        waiting = later


def _one_piece_of_work(chance: Random, mine: ChildsBook, name: str) -> int:
    """A few postings in one commit. One that is refused takes the whole piece back."""
    steps = [_step(chance, mine, f"{name}-{place}") for place in range(chance.choice([1, 1, 1, 2, 3]))]
    news: dict[str, Said] = {}
    ids: dict[str, UUID] = {}
    try:
        with unit_of_work(SYSTEM) as work:
            for step in steps:
                said = step(work, mine.ids | ids)
                if said is not None:
                    news[said[0].key], ids[said[0].key] = said
            if chance.random() < 0.1:
                seal(work)
    except (BadPosting, KeyReused, AlreadyReversed, Overdrawn, Conflict, ValueError, KeyError) as refusal:
        mine.answers[type(refusal).__name__] += 1
        return len(steps)
    mine.in_turn += [said for key, said in news.items() if key not in mine.journals]
    mine.journals |= news
    mine.ids |= ids
    mine.answers["booked"] += len(news)
    return len(steps)


Step = Callable[[Work, dict[str, UUID]], tuple[Said, UUID] | None]


def _step(chance: Random, mine: ChildsBook, name: str) -> Step:
    what = chance.random()
    if what < 0.04:
        return lambda work, ids: _must_be_refused(work, _wrong(chance, name))
    if what < 0.10 and mine.journals:
        earlier = chance.choice(mine.in_turn)
        return lambda work, ids: _again(work, earlier, ids)
    if what < 0.18 and mine.journals:
        wrong = chance.choice(mine.in_turn)
        back = Said(
            JournalKind.REVERSAL, f"back {wrong.key}",
            tuple(Line(line.account, -line.amount) for line in wrong.lines), wrong,
        )  # fmt: skip
        return lambda work, ids: (back, _book(work, back, ids))
    if what < 0.20 and mine.journals:
        taken = chance.choice(mine.in_turn)
        return lambda work, ids: _must_be_refused(work, Said(taken.kind, taken.key, _right(chance, 7)))
    said = Said(chance.choice(KINDS), name, _right(chance, chance.choice([5, 500, 10**6])))
    return lambda work, ids: (said, _book(work, said, ids))


def _right(chance: Random, most: int) -> tuple[Line, ...]:
    """Lines that balance, mostly from the outside in, so that there is money to move."""
    currency = chance.choice(CURRENCIES)
    targets = chance.sample(INSIDE, chance.randint(1, 4))
    parts = [chance.randint(1, most) for _ in targets]
    source = chance.choice(OUTSIDE if chance.random() < 0.5 else INSIDE)
    turn = -1 if chance.random() < 0.5 and source in OUTSIDE else 1
    sides = [-1 if chart.family_of(code).normal_side is chart.NormalSide.CREDIT else 1 for code in targets]
    lines = [
        Line(code, Money(turn * side * part, currency))
        for code, side, part in zip(targets, sides, parts, strict=True)
    ]  # fmt: skip
    rest = -sum(line.amount.minor for line in lines)
    return tuple(checked([*lines, Line(source, Money(rest, currency))])) if rest else _right(chance, most)


def _wrong(chance: Random, name: str) -> Said:
    lines = list(_right(chance, 500))
    first, *others = lines
    wrongs = [
        [Line(first.account, Money(first.amount.minor + 1, first.amount.currency)), *others],
        [first],
        [],
        [Line(line.account, Money(0, "USD")) for line in lines],
        [Line(first.account, Money(first.amount.minor, "XXX")), *others],
        [Line(chance.choice(IMPOSSIBLE), first.amount), *others],
    ]
    return Said(chance.choice(KINDS), name, tuple(chance.choice(wrongs)))


def _must_be_refused(work: Work, said: Said) -> None:
    post(work, kind=said.kind, key=said.key, lines=said.lines)
    raise AssertionError(f"this was booked: {said}")


def _again(work: Work, earlier: Said, ids: dict[str, UUID]) -> None:
    """The same movement a second time gives the journal that is there."""
    assert _book(work, earlier, ids) == ids[earlier.key]


def _book(work: Work, said: Said, ids: dict[str, UUID]) -> UUID:
    if said.reverses:
        return reverse(work, ids[said.reverses.key], said.key).id
    return post(work, kind=said.kind, key=said.key, lines=said.lines).id
