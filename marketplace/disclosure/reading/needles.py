"""What a text has to contain before an expression can find anything in it: looking for plain words is much quicker."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, Generic, TypeVar

Needles = frozenset[str] | None
"""Every match contains at least one of these; none at all when nothing can match, None when that cannot be told."""

_MOST = 400
_PARSER: Any = vars(re)["_parser"]
"""Python's own reader of expressions; it has no public name."""


class _Register:
    """The needles of every expression of this process, so that a text is gone through once for all of them."""

    def __init__(self) -> None:
        self._taken = 0
        self._by_beginning: dict[str, dict[str, set[int]]] = {}
        self._known: OrderedDict[str, tuple[int, frozenset[int]]] = OrderedDict()
        self._one_at_a_time = Lock()

    def take(self, needles: Needles) -> int:
        """Takes in one more expression; gives its number."""
        with self._one_at_a_time:
            number = self._taken = self._taken + 1
            for needle in needles or ():
                self._by_beginning.setdefault(needle[:_BEGINNING], {}).setdefault(needle, set()).add(number)
            return number

    def possible_in(self, text: str) -> frozenset[int]:
        """The numbers of those of which a text contains a needle; kept for the texts looked at last."""
        known = self._known.get(text)
        if known is not None and known[0] == self._taken:
            return known[1]
        beginnings = _beginnings_in(text)
        with self._one_at_a_time:
            found: set[int] = set()
            for beginning in beginnings & self._by_beginning.keys():
                for needle, numbers in self._by_beginning[beginning].items():
                    if needle in text:
                        found |= numbers
            possible = frozenset(found)
            self._known[text] = self._taken, possible
            if len(self._known) > _TEXTS_KEPT:
                self._known.popitem(last=False)
            return possible


def _beginnings_in(text: str) -> set[str]:
    """Every run of one to `_BEGINNING` characters."""
    pairs = map("".join, zip(text, text[1:], strict=False))
    return set(text).union(pairs, map("".join, zip(text, text[1:], text[2:], strict=False)))


_BEGINNING, _TEXTS_KEPT = 3, 256
_TRIED_AT_NEEDLES = 64
"""Up to so many needles, times places before each, it is quicker to look for needles first."""
_REGISTER = _Register()


class Sought:
    """A compiled expression that is only tried on texts which contain one of its needles."""

    def __init__(self, expression: str) -> None:
        known = known_of(expression)
        # Most places of a text are passed by after one look at a set of characters.
        self.pattern = re.compile(f"(?={known.first})(?:{expression})" if known.first else expression)
        self.needles = known.needles
        self._steps = range(known.least, known.most + 1)
        self._number = _REGISTER.take(self.needles)

    def finds_in(self, text: str) -> bool:
        """Whether it may find something in a text; no promise that it does."""
        return self.needles is None or self._number in _REGISTER.possible_in(text)

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Every match, as `re` gives them."""
        if not self.finds_in(text):
            return ()
        if self.needles is None or len(self.needles) * len(self._steps) > _TRIED_AT_NEEDLES:
            return self.pattern.finditer(text)
        return self._at_needles(text, self.needles)

    def _at_needles(self, text: str, needles: frozenset[str]) -> Iterator[re.Match[str]]:
        """The matches, tried only where they can begin so that a needle stands in its place."""
        places: set[int] = set()
        for needle in needles:
            at = text.find(needle)
            while at >= 0:
                places.update(at - step for step in self._steps)
                at = text.find(needle, at + 1)
        end = 0
        for place in sorted(places):
            if place >= end and (found := self.pattern.match(text, place)):
                end = found.end()
                yield found


Item = TypeVar("Item")


class Indexed(Generic[Item]):
    """Many things to look for, each with the needles it needs: tells at once which of them a text may have."""

    def __init__(self, items: Sequence[Item], needles: Callable[[Item], Needles]) -> None:
        self._item_of: dict[int, Item] = {}
        self._always: set[int] = set()
        for item in items:
            found = needles(item)
            number = _REGISTER.take(found)
            self._item_of[number] = item
            if found is None:
                self._always.add(number)
        self._numbers = frozenset(self._item_of)

    def possible_in(self, *texts: str) -> list[Item]:
        """Those that one of these texts may have, in the order they were given."""
        numbers = self._always.union(*(self._numbers & _REGISTER.possible_in(text) for text in texts))
        return [self._item_of[number] for number in sorted(numbers)] if numbers else []


@dataclass(frozen=True)
class Known:
    """What an expression tells before it is tried.

    `needles` are words of which every match contains at least one, None when it may match without any; `first` is a
    character class that every match begins with, None when that cannot be told. At least `least` and at most `most`
    characters of a match stand before one of its needles.
    """

    needles: Needles
    first: str | None
    least: int
    most: int


@cache
def known_of(expression: str) -> Known:
    """What an expression tells before it is tried. Raises re.error for one that cannot be read.

    Expressions are case-sensitive, as all over folded text are. One is read once in a process, since packs share many;
    only those that look behind are compiled here, because that alone can fail when the reading does not.
    """
    if "(?<" in expression:
        re.compile(expression)
    parsed = _PARSER.parse(expression)
    lead = _of_sequence(parsed)
    firsts, empty = _firsts(parsed)
    needles, least, most = lead if lead is not None and len(lead[0]) <= _MOST else (None, 0, _UNKNOWN)
    return Known(needles, f"[{''.join(sorted(firsts))}]" if firsts and not empty else None, least, most)


def needles_of(expression: str) -> Needles:
    """The needles of an expression; see `Known`."""
    return known_of(expression).needles


Firsts = tuple[frozenset[str] | None, bool]
"""Parts of a character class that a match may begin with, and whether it may be empty; no parts when unknown."""


def _firsts(items: Iterable[tuple[Any, Any]]) -> Firsts:
    known: frozenset[str] = frozenset()
    for kind, value in items:
        found, empty = _firsts_of_part(str(kind), value)
        if found is None:
            return None, True
        known |= found
        if not empty:
            return known, False
    return known, True


def _firsts_of_part(kind: str, value: Any) -> Firsts:
    if kind == "LITERAL":
        return frozenset({_in_class(value)}), False
    if kind == "IN":
        parts = [_class_part(str(each), given) for each, given in value]
        return (None if None in parts else frozenset(part for part in parts if part is not None)), False
    if kind == "SUBPATTERN":
        return _firsts(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        found, empty = _firsts(value[2])
        return found, empty or value[0] == 0
    if kind == "ATOMIC_GROUP":
        return _firsts(value)
    if kind == "BRANCH":
        branches = [_firsts(each) for each in value[1]]
        known = [found for found, _ in branches if found is not None]
        whole = frozenset().union(*known) if len(known) == len(branches) else None
        return whole, any(empty for _, empty in branches)
    return (frozenset(), True) if kind in ("ASSERT", "ASSERT_NOT", "AT") else (None, True)


def _class_part(kind: str, value: Any) -> str | None:
    if kind == "LITERAL":
        return _in_class(value)
    if kind == "RANGE":
        return f"{_in_class(value[0])}-{_in_class(value[1])}"
    return {"CATEGORY_DIGIT": r"\d", "CATEGORY_WORD": r"\w", "CATEGORY_SPACE": r"\s"}.get(str(value))


def _in_class(code: int) -> str:
    return rf"\U{code:08x}"


Lead = tuple[frozenset[str], int, int]
"""Needles, and how many characters may stand before them in a match: at least and at most."""


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Lead | None:
    """The best of what the parts of a sequence demand: longest first, then fewest."""
    options: list[Lead] = []
    run, least, most = "", 0, 0
    for kind, value in items:
        if str(kind) == "LITERAL":
            run += chr(value)
            continue
        if run:
            options.append((frozenset({run}), least, most))
            least, most, run = least + len(run), most + len(run), ""
        found = _of_part(str(kind), value)
        if found is not None:
            options.append((found[0], least + found[1], most + found[2]))
        shortest, longest = _width(kind, value)
        least, most = least + shortest, most + longest
    if run:
        options.append((frozenset({run}), least, most))
    return max(options, key=lambda each: _worth(each[0]), default=None)


def _width(kind: Any, value: Any) -> tuple[int, int]:
    """How many characters a part of an expression may be long; `_UNKNOWN` or more when that has no end."""
    shortest, longest = _PARSER.SubPattern(_PARSER.State(), [(kind, value)]).getwidth()
    return int(shortest), min(int(longest), _UNKNOWN)


_UNKNOWN = 10_000


def _worth(needles: frozenset[str]) -> tuple[int, int]:
    """None at all is worth most: then nothing can match."""
    return (min(map(len, needles)), -len(needles)) if needles else (_MOST, 0)


def _of_part(kind: str, value: Any) -> Lead | None:
    if kind == "SUBPATTERN":
        return _of_sequence(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2]) if value[0] >= 1 else None
    if kind == "ATOMIC_GROUP":
        return _of_sequence(value)
    if kind == "BRANCH":
        branches = [_of_sequence(each) for each in value[1]]
        known = [each for each in branches if each is not None]
        return _any_of(known) if len(known) == len(branches) else None
    if kind == "ASSERT_NOT" and not len(value[1]):
        return frozenset(), 0, 0
    if kind == "IN" and all(str(each) == "LITERAL" for each, _ in value):
        return frozenset(chr(code) for _, code in value), 0, 0
    return None


def _any_of(leads: list[Lead]) -> Lead:
    needles = frozenset().union(*(needles for needles, _, _ in leads))
    return needles, min((least for _, least, _ in leads), default=0), max((most for _, _, most in leads), default=0)
