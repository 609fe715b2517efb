"""Several processes at once that run tests; each lane has a warm one, and a cold one for what that cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from tests.mutation.cold import load_others, read_anew
from tests.mutation.tries import Look, Try
from tests.mutation.warm import stand_still


@dataclass(frozen=True)
class Lane:
    """Does one thing at a time."""

    warm: Connection
    cold: Connection


@dataclass(frozen=True)
class Job:
    """Something to ask, what it is about, and who can answer it."""

    asked: Look | Try
    about: Any = None
    is_cold: bool = False
    then: Job | None = None
    """What is asked next when this notices nothing."""


@contextmanager
def running_lanes(count: int) -> Iterator[list[Lane]]:
    """So many lanes; each warm one says Ready first."""
    load_others()
    forked, connections, processes = get_context("fork"), [], []
    for serve in [stand_still, read_anew] * count:
        ours, theirs = forked.Pipe()
        process = forked.Process(target=serve, args=(theirs,))
        process.start()
        theirs.close()
        connections.append(ours)
        processes.append(process)
    try:
        yield [Lane(*pair) for pair in zip(connections[::2], connections[1::2], strict=True)]
    finally:
        for connection, process in zip(connections, processes, strict=True):
            if process.is_alive():
                connection.send(None)
        for process in processes:
            process.join(30)
            process.kill()


def answers(lanes: list[Lane], jobs: Iterator[Job]) -> Iterator[tuple[Job, Any]]:
    """Every job with its answer, as they come; a job is drawn when a lane is free for it."""
    free, busy = list(lanes), dict[Connection, tuple[Lane, Job]]()

    def ask(lane: Lane, job: Job) -> None:
        connection = lane.cold if job.is_cold else lane.warm
        connection.send(job.asked)
        busy[connection] = lane, job

    while True:
        while free and (job := next(jobs, None)):
            ask(free.pop(), job)
        if not busy:
            return
        said = wait(list(busy))
        for connection in [one for one in busy if one in said]:
            lane, job = busy.pop(connection)
            answer = connection.recv()
            if job.then and not answer.noticed_by:
                ask(lane, job.then)
            else:
                free.append(lane)
                yield job, answer
