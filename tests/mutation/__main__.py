"""How many mistakes the tests notice: python3 dev.py mutate [--sample N] [--seed S] [--minutes M] [--room NAME]…"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.mutation.rooms import ROOMS, ROOT

if TYPE_CHECKING:
    from tests.mutation.choosing import Choosing
    from tests.mutation.lanes import Job, Lane
    from tests.mutation.mutants import Mutant

LEAST_KILLED = 0.85
CONTROLS = 10
"""So often first the tests are run as for a mistake, but without one: then they must pass."""


def main() -> int:
    """Make mistakes until all were made or the time is over; 1 when too few were noticed, 2 when that can't be told."""
    options = argparse.ArgumentParser(prog="python3 dev.py mutate", description=__doc__)
    options.add_argument("--sample", type=int, help="so many of them, drawn by the seed; all without it")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--room", action="append", choices=[room.name for room in ROOMS])
    options.add_argument("--processes", type=int, default=2, help="so many run tests at once")
    chosen = options.parse_args()
    _have_tools()
    from tests.mutation.lanes import running_lanes
    from tests.mutation.mutants import mutants_of

    begun = time.monotonic()
    with running_lanes(chosen.processes) as lanes:
        mutants = [one for room in ROOMS if not chosen.room or room.name in chosen.room for one in mutants_of(room)]
        _say(f"{len(mutants)} mistakes: {dict(Counter(mutant.room.name for mutant in mutants))}")
        random.Random(chosen.seed).shuffle(mutants)
        choosing = _look_at_tests(lanes)
        _say(f"{len(choosing.seen)} tests looked at after {time.monotonic() - begun:.0f} s")
        failing = [one.test for one in choosing.seen if not one.passed]
        failing += _failing_without(mutants[:CONTROLS], lanes, choosing)
        if failing:
            _say(f"without a mistake there fail: {', '.join(failing)}")
            return 2
        share = _try_all(mutants[: chosen.sample], lanes, choosing, begun + chosen.minutes * 60)
    _say(f"seed {chosen.seed}: {share:.1%} noticed in {(time.monotonic() - begun) / 60:.0f} minutes")
    return 0 if share >= LEAST_KILLED else 1


def _look_at_tests(lanes: list[Lane]) -> Choosing:
    """What each test goes through, file by file."""
    from tests.mutation.choosing import Choosing
    from tests.mutation.lanes import Job, answers
    from tests.mutation.tries import Look

    ready = [lane.warm.recv() for lane in lanes][0]
    files = dict[str, list[str]]()
    for test in ready.tests:
        files.setdefault(test.partition("::")[0], []).append(test)
    looks = iter([Job(Look(tests)) for tests in files.values()])
    return Choosing([one for _, seen in answers(lanes, looks) for one in seen], ready.called)


def _failing_without(mutants: list[Mutant], lanes: list[Lane], choosing: Choosing) -> list[str]:
    """What notices something where nothing is wrong."""
    from tests.mutation.lanes import answers

    untouched = [choosing.job_for(replace(mutant, source=mutant.before)) for mutant in mutants]
    untouched += [replace(one, is_cold=True) for one in untouched[:1]]
    return [tried.noticed_by for _, tried in answers(lanes, iter(untouched)) if tried.noticed_by]


def _try_all(mutants: list[Mutant], lanes: list[Lane], choosing: Choosing, end: float) -> float:
    """Say which are not noticed, and how many are of each room; the share of those noticed."""
    from tests.mutation.lanes import answers
    from tests.mutation.tries import TOO_LONG

    made, noticed = Counter[str](), Counter[str]()

    def jobs() -> Iterator[Job]:
        for mutant in mutants:
            if time.monotonic() > end:
                _say("the time is over")
                return
            yield choosing.job_for(mutant)

    for job, tried in answers(lanes, jobs()):
        made[job.about.room.name] += 1
        if tried.noticed_by:
            noticed[job.about.room.name] += 1
            choosing.noticed[str(job.about.path), tried.noticed_by] += 1
        else:
            tests = len(job.asked.tests) + (len(job.then.asked.tests) if job.then else 0)
            _say(f"SURVIVED {tests} tests: {job.about.name}\n{job.about.difference}\n")
        if made.total() % 50 == 0:
            _say(f"{noticed.total()} of {made.total()} noticed so far")
    for name, count in sorted(made.items()):
        _say(f"{name}: {noticed[name]} of {count} noticed")
    too_long = sum(count for (_, by), count in choosing.noticed.items() if by == TOO_LONG)
    _say(f"together: {noticed.total()} of {made.total()} noticed, {too_long} of them by taking too long")
    return noticed.total() / max(1, made.total())


def _have_tools() -> None:
    """What makes the mistakes is pinned apart: nobody else needs it."""
    if importlib.util.find_spec("cosmic_ray"):
        return
    uv = ROOT / ".tools/bin/uv"
    pip = (
        [str(uv), "pip", "install", "--python", sys.executable]
        if uv.exists()
        else [sys.executable, "-m", "pip", "install"]
    )
    wanted = ("--quiet", "--require-hashes", "--requirement", "requirements/mutation.txt")
    subprocess.run([*pip, *wanted], cwd=ROOT, check=True)
    importlib.invalidate_caches()


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
