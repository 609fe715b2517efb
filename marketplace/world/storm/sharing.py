"""Storms shared out among processes, each with a database, a payment processor and a clock of its own."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from math import ceil
from typing import Any

from marketplace.logs import configure_logs
from marketplace.world.storm.seeds import Found, simulate_money

PIECE = 100
"""Seeds that are weathered on one database at the most: making it costs seconds, a large one slows every seed."""

MAX_PROCESSES = 8
LOOKS_EVERY_SECONDS = 0.5


def usual_processes() -> int:
    """As many as there are processors to run on."""
    return min(MAX_PROCESSES, len(os.sched_getaffinity(0)))


def weather_side_by_side(
    seeds: int,
    first: int = 1,
    *,
    processes: int,
    without_lookup: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
) -> Found:
    """All seeds from `first` on, each in one of several processes."""
    # Not forked: a copy of this process would share its connections.
    context = multiprocessing.get_context("spawn")
    counter = context.Value("q", 0)
    with ProcessPoolExecutor(processes, context, initializer=_count_in, initargs=(counter,)) as pool:
        running: list[Future[Found]] = [
            pool.submit(_weather, part, without_lookup) for part in _pieces(seeds, first, processes)
        ]
        waiting = set(running)
        while waiting:
            _, waiting = wait(waiting, timeout=LOOKS_EVERY_SECONDS)
            progress(counter.value)
        return _together([future.result() for future in running])


def _pieces(seeds: int, first: int, processes: int) -> list[range]:
    """In as many rounds as it takes, the same for all processes: none weathers a last piece while the others rest."""
    rounds = ceil(seeds / (processes * PIECE))
    size = ceil(seeds / (processes * rounds))
    return [range(begin, min(begin + size, first + seeds)) for begin in range(first, first + seeds, size)]


def _together(parts: Sequence[Found]) -> Found:
    whole = Found()
    for part in parts:
        whole.add(part)
    return whole


_counter: Any = None


def _count_in(counter: Any) -> None:
    """The first thing that a process does: it learns where seeds are counted."""
    global _counter
    _counter = counter


def _weather(seeds: range, without_lookup: bool) -> Found:
    """In a process of its own: the application anew, on a database of its own."""
    from marketplace.app import create_app
    from marketplace.world.scratch import scratch_database

    def one_more(_done: int) -> None:
        with _counter.get_lock():
            _counter.value += 1

    gc.freeze()  # what is loaded by now stays; looking through it again and again takes a sixth of the time
    gc.set_threshold(50_000, 20, 50)
    configure_logs(level="CRITICAL")  # trouble is what is looked for here, and the figures say how much there was
    logging.disable(logging.CRITICAL)
    with create_app().app_context(), scratch_database("storm"):
        return simulate_money(len(seeds), seeds.start, without_lookup=without_lookup, progress=one_more)
