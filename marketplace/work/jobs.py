"""What a background job is: a named function of one fact, in a queue. Knows no queue program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.base.facts import Fact, fact, package_of


@fact
class Ticked(Fact):
    """The schedule's time came."""

    due_at: datetime


@dataclass(frozen=True)
class Job:
    """A function that follows from a fact. Safe to repeat: it may be told twice, late and out of order."""

    name: str
    function: Callable[[Any], None]
    queue: str

    def __call__(self, fact: Fact) -> None:
        """Does the job for one fact."""
        self.function(fact)


def job(*, queue: str = "default") -> Callable[[Callable[[Any], None]], Job]:
    """Makes a function a job in one of the queues `money`, `default`, `mail`, `slow`."""

    def made(function: Callable[[Any], None]) -> Job:
        return Job(name=f"{package_of(function.__module__)}.{function.__name__}", function=function, queue=queue)

    return made
