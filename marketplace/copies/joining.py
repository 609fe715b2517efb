"""What hangs together, told by pairs (union-find)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Joined(Generic[Thing]):
    """Things joined in pairs; those that are joined over any number of others make one group."""

    def __init__(self) -> None:
        self._parents: dict[Thing, Thing] = {}

    def join(self, one: Thing, other: Thing) -> None:
        """The two, and all that hang on either, are one group from now on."""
        self._parents[self._root(other)] = self._root(one)

    def groups(self) -> list[list[Thing]]:
        """The groups of all things ever joined, in no particular order."""
        members: dict[Thing, list[Thing]] = {}
        for each in list(self._parents):
            members.setdefault(self._root(each), []).append(each)
        return list(members.values())

    def _root(self, at: Thing) -> Thing:
        parents = self._parents
        while (above := parents.setdefault(at, at)) != at:
            parents[at] = parents[above]
            at = above
        return at
