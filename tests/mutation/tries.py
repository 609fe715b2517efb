"""What is asked of the processes that run tests, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Lines = dict[str, set[int]]
"""Of each file, which lines."""


@dataclass(frozen=True)
class Ready:
    """A process has loaded everything."""

    tests: Sequence[str]
    called: Mapping[str, Lines]
    """By test file: the lines of all functions that are called as soon as it is read."""


@dataclass(frozen=True)
class Look:
    """Asks what these tests go through."""

    tests: Sequence[str]
    seconds: float = 600


@dataclass(frozen=True)
class Seen:
    """How long a test takes, and which lines it executes."""

    test: str
    seconds: float
    passed: bool
    lines: Lines


@dataclass(frozen=True)
class Try:
    """Asks whether these tests notice when a file reads otherwise than before."""

    path: Path
    before: str
    source: str
    tests: Sequence[str]
    seconds: float


@dataclass(frozen=True)
class Tried:
    """By which test a mistake was noticed, if it was."""

    noticed_by: str = ""


TOO_LONG = "taking too long"
