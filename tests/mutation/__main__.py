"""How many mistakes the tests notice: python3 dev.py mutate [--sample N] [--seed S] [--minutes M] [--room NAME]…"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import time
from collections import Counter

from tests.mutation.rooms import ROOMS, ROOT
from tests.mutation.warm import noticed, warm_up

LEAST_KILLED = 0.85


def main() -> int:
    """Make mistakes until all were made or the time is over; 1 when too few were noticed."""
    options = argparse.ArgumentParser(prog="python3 dev.py mutate", description=__doc__)
    options.add_argument("--sample", type=int, help="so many of them, drawn by the seed; all without it")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--room", action="append", choices=[room.name for room in ROOMS])
    chosen = options.parse_args()
    _have_tools()
    from tests.mutation.mutants import mutants_of

    end = time.monotonic() + chosen.minutes * 60
    rooms = [room for room in ROOMS if not chosen.room or room.name in chosen.room]
    mutants = [mutant for room in rooms for mutant in mutants_of(room)]
    _say(f"{len(mutants)} mistakes: {dict(Counter(mutant.room.name for mutant in mutants))}")
    random.Random(chosen.seed).shuffle(mutants)

    warm_up()
    patience = {}
    for room in rooms:
        begun = time.monotonic()
        if noticed(room.tests, 300):
            _say(f"the tests of {room.name} fail without a mistake")
            return 2
        patience[room.name] = 20 + 4 * (time.monotonic() - begun)

    made, killed = Counter[str](), Counter[str]()
    for mutant in mutants[: chosen.sample]:
        if time.monotonic() > end:
            _say("the time is over")
            break
        room = mutant.room
        made[room.name] += 1
        if noticed(room.tests, patience[room.name], mutant.path, mutant.source):
            killed[room.name] += 1
        else:
            _say(f"SURVIVED {mutant.name}\n{mutant.difference}\n")
        if made.total() % 25 == 0:
            _say(f"{killed.total()} of {made.total()} noticed so far")
    for name, count in made.items():
        _say(f"{name}: {killed[name]} of {count} noticed")
    share = killed.total() / max(1, made.total())
    _say(f"seed {chosen.seed}: {killed.total()} of {made.total()} mistakes noticed ({share:.0%})")
    return 0 if share >= LEAST_KILLED else 1


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
