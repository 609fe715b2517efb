"""What a text has to contain before an expression can find anything in it: looking for plain words is much quicker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

Needles = frozenset[str] | None
"""Every match contains at least one of these; none at all when nothing can match, None when that cannot be told."""

_MOST = 400


class Sought:
    """A compiled expression that is only tried on texts which contain one of its needles."""

    def __init__(self, expression: str) -> None:
        self.pattern = re.compile(expression)
        self.needles = needles_of(expression)

    def finds_in(self, text: str) -> bool:
        """Whether it may find something in a text; no promise that it does."""
        return self.needles is None or any(needle in text for needle in self.needles)

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Every match, as `re` gives them."""
        return self.pattern.finditer(text) if self.finds_in(text) else ()


Item = TypeVar("Item")


class Indexed(Generic[Item]):
    """Many things to look for, each with the needles it needs: tells at once which of them a text may have."""

    def __init__(self, items: Sequence[Item], needles: Callable[[Item], Needles]) -> None:
        self._items = items
        self._always: list[int] = []
        self._by_needle: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            found = needles(item)
            if found is None:
                self._always.append(place)
            for needle in found or ():
                self._by_needle.setdefault(needle, []).append(place)

    def possible_in(self, text: str) -> list[Item]:
        """Those that a text may have, in the order they were given."""
        places = {place for needle, given in self._by_needle.items() if needle in text for place in given}
        return [self._items[place] for place in sorted(places.union(self._always))]


@cache
def needles_of(expression: str) -> Needles:
    """Words of which every match of an expression contains at least one; None when it may match without any.

    Expressions are case-sensitive, as all over folded text are.
    """
    parsed = re._parser.parse(expression)
    found = _of_sequence(parsed)
    return found if found is not None and len(found) <= _MOST else None


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Needles:
    """The best of what the parts of a sequence demand: longest first, then fewest."""
    options: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if str(kind) == "LITERAL":
            run += chr(value)
            continue
        if run:
            options.append(frozenset({run}))
            run = ""
        found = _of_part(str(kind), value)
        if found is not None:
            options.append(found)
    if run:
        options.append(frozenset({run}))
    return max(options, key=_worth, default=None)


def _worth(needles: frozenset[str]) -> tuple[int, int]:
    """None at all is worth most: then nothing can match."""
    return (min(map(len, needles)), -len(needles)) if needles else (_MOST, 0)


def _of_part(kind: str, value: Any) -> Needles:
    if kind == "SUBPATTERN":
        return _of_sequence(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2]) if value[0] >= 1 else None
    if kind == "ATOMIC_GROUP":
        return _of_sequence(value)
    if kind == "BRANCH":
        branches = [_of_sequence(each) for each in value[1]]
        known = [each for each in branches if each is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    if kind == "ASSERT_NOT" and not len(value[1]):
        return frozenset()
    if kind == "IN" and all(str(each) == "LITERAL" for each, _ in value):
        return frozenset(chr(code) for _, code in value)
    return None
