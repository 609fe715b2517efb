"""Lifecycles as tables of data: one table drives checks, buttons, timers, history and diagrams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, StrEnum
from typing import Any, Final, Generic, TypeVar, Union

from marketplace.base.actor import Side
from marketplace.base.errors import Conflict, Forbidden
from marketplace.base.text import N_

S = TypeVar("S", bound=StrEnum)


class _Previous(Enum):
    PREVIOUS = "previous"


PREVIOUS: Final = _Previous.PREVIOUS
"""The target of a step that leads back to the state the thing was in before (a refused cancellation)."""


class NotOpen(Conflict):
    """The verb is not open in the state the thing is in."""

    says = N_("This step is no longer open: things have moved on. Look at the page again to see what can be done now.")


class NotYours(Forbidden):
    """The verb belongs to the other side."""

    says = N_("This step belongs to the other side. You will be told when it is your turn.")


class BadTable(ValueError):
    """A lifecycle table contradicts itself; raised at import."""


@dataclass(frozen=True)
class Choice(Generic[S]):
    """A target that depends on frozen terms: a named pure function and every state it may choose."""

    name: str
    choose: Callable[[Mapping[str, Any]], S]
    targets: frozenset[S]


Target = Union[S, _Previous, Choice[S]]


@dataclass(frozen=True)
class Step(Generic[S]):
    """One row of a lifecycle: who may do which verb in which states, where it leads, and the clock that does it.

    `after` names the clock that makes the system take this step when it runs out in one of the sources.
    """

    verb: str
    by: frozenset[Side]
    sources: frozenset[S]
    target: Target[S]
    after: str | None = None


def step(
    verb: str, by: Side | Iterable[Side], sources: Iterable[S], target: Target[S], *, after: str | None = None
) -> Step[S]:
    """A row of a lifecycle table, written short."""
    sides = frozenset({by}) if isinstance(by, Side) else frozenset(by)
    return Step(verb, sides, frozenset(sources), target, after)


@dataclass(frozen=True)
class Lifecycle(Generic[S]):
    """The whole life of a thing. Refuses unreachable states, doubled rows and unlisted targets when it is made.

    `clocks` holds the default length of every clock that the steps name; a thing may carry its own lengths.
    """

    start: S
    steps: tuple[Step[S], ...]
    clocks: Mapping[str, timedelta] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._refuse_doubled_rows()
        self._refuse_unreachable_states()
        self._refuse_unknown_clocks()

    def next_state(
        self, state: S, verb: str, by: Side, *, previous: S | None = None, terms: Mapping[str, Any] | None = None
    ) -> S:
        """Where the verb leads. Raises NotOpen in the wrong state and NotYours for the wrong side."""
        rows = [row for row in self.steps if row.verb == verb and state in row.sources]
        if not rows:
            raise NotOpen()
        row = next((row for row in rows if by in row.by), None)
        if row is None:
            raise NotYours()
        if isinstance(row.target, _Previous):
            if previous is None:
                raise NotOpen()
            return previous
        if isinstance(row.target, Choice):
            chosen = row.target.choose(terms or {})
            if chosen not in row.target.targets:
                raise BadTable(f"{row.target.name} chose {chosen}, which is not listed")
            return chosen
        return row.target

    def open_to(self, state: S, side: Side) -> tuple[str, ...]:
        """The verbs a side may do now, in the order of the table."""
        return tuple(row.verb for row in self.steps if state in row.sources and side in row.by)

    def clocked(self, state: S) -> Step[S] | None:
        """The step the system will take by itself when the clock of this state runs out."""
        return next((row for row in self.steps if row.after and state in row.sources), None)

    def is_final(self, state: S) -> bool:
        """Whether nothing can happen any more."""
        return not any(state in row.sources for row in self.steps)

    def leads_back(self, state: S) -> bool:
        """Whether a state can return to the one before it (its clock then stands still meanwhile)."""
        return any(state in row.sources and isinstance(row.target, _Previous) for row in self.steps)

    def targets_of(self, row: Step[S]) -> frozenset[S]:
        """Every state a row may lead to."""
        if isinstance(row.target, Choice):
            return row.target.targets
        if isinstance(row.target, _Previous):
            return frozenset(
                source for other in self.steps for source in other.sources if self.targets_of_plain(other) & row.sources
            )
        return frozenset({row.target})

    def targets_of_plain(self, row: Step[S]) -> frozenset[S]:
        """The targets a row names itself, without those it returns to."""
        if isinstance(row.target, _Previous):
            return frozenset()
        return row.target.targets if isinstance(row.target, Choice) else frozenset({row.target})

    @property
    def states(self) -> tuple[S, ...]:
        """Every state, in the order of its enum."""
        return tuple(type(self.start))

    def as_mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start.name}"]
        for row in self.steps:
            clock = f" after {row.after}" if row.after else ""
            who = "/".join(sorted(side.value for side in row.by))
            for source in sorted(row.sources, key=lambda state: state.name):
                for target in sorted(self.targets_of(row), key=lambda state: state.name):
                    lines.append(f"    {source.name} --> {target.name}: {row.verb} ({who}{clock})")
        lines += [f"    {state.name} --> [*]" for state in self.states if self.is_final(state)]
        return "\n".join(lines)

    def _refuse_doubled_rows(self) -> None:
        seen: set[tuple[str, S, Side]] = set()
        for row in self.steps:
            for key in ((row.verb, source, side) for source in row.sources for side in row.by):
                if key in seen:
                    raise BadTable(f"{key[0]} from {key[1]} by {key[2]} is listed twice")
                seen.add(key)

    def _refuse_unreachable_states(self) -> None:
        reached = {self.start}
        while True:
            more = {t for row in self.steps if row.sources & reached for t in self.targets_of_plain(row)} - reached
            if not more:
                break
            reached |= more
        unreachable = set(self.states) - reached
        if unreachable:
            raise BadTable(f"never reached: {sorted(unreachable)}")

    def _refuse_unknown_clocks(self) -> None:
        for state in self.states:
            clocked = [row.verb for row in self.steps if row.after and state in row.sources]
            if len(clocked) > 1:
                raise BadTable(f"{state} has two clocks: {clocked}")
        unknown = {row.after for row in self.steps if row.after} - set(self.clocks)
        if unknown:
            raise BadTable(f"no default length for {sorted(str(name) for name in unknown)}")
