"""Writers and readers are killed at any moment; the index is whole for whoever comes next."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.index.writing import writing
from tests.builders.index import built, some_rows, some_vectors

ROOT = Path(__file__).parents[3]
STEP = 40
"""The writer adds so many creators at a time: a reader must never see a number in between."""

WRITER = """
import sys
from pathlib import Path
from marketplace.matching.index.writing import writing
from tests.builders.index import built, some_rows
folder = Path(sys.argv[1])
print("begun", flush=True)
for turn in range(10_000):
    if turn % 10 == 9:
        built(folder, some_rows(400))
    with writing(folder) as writer:
        writer.put(some_rows(40, seed=turn, begin=1000 + 40 * turn))
"""

READER = """
import sys
from pathlib import Path
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.protocol import Wanted
from tests.builders.index import some_vectors
index, query = ExactIndex(Path(sys.argv[1])), some_vectors(1, seed=2)[0]
print("begun", flush=True)
while True:
    index.search(query, Wanted(), 10)
"""


def started(program: str, folder: Path) -> subprocess.Popen:
    made = subprocess.Popen([sys.executable, "-c", program, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    assert made.stdout.readline() == "begun\n"
    return made


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def count(index: ExactIndex) -> int:
    found = index.search(some_vectors(1, seed=2)[0], Wanted(), 100_000)
    assert len(set(found.ids)) == len(found.ids) == found.passing
    return found.passing


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(tmp_path):
    built(tmp_path, some_rows(400))
    open_all_the_time = ExactIndex(tmp_path)
    chance, seen = random.Random(5), set()
    for turn in range(4):
        before = count(open_all_the_time)
        seen.add(before)
        writer = started(WRITER, tmp_path)
        if turn % 2:  # every other one is killed only after its work was seen, however slow the machine is
            gives_up = time.monotonic() + 60
            while count(open_all_the_time) == before:
                assert time.monotonic() < gives_up, "the writer was never seen at work"
        ends = time.monotonic() + chance.uniform(0.05, 0.6)
        while time.monotonic() < ends:
            seen.add(count(open_all_the_time))
        kill(writer)
        assert count(open_all_the_time) == count(ExactIndex(tmp_path))
    assert {number % STEP for number in seen} == {0}
    assert len(seen) > 3
    with writing(tmp_path) as writer:  # the lock of the dead is free, and what they began is cleared away
        writer.put(some_rows(STEP, seed=99, begin=900_000))
    assert not list(tmp_path.rglob("*.making"))
    assert count(ExactIndex(tmp_path)) == count(open_all_the_time)


def test_a_worker_killed_while_it_changes_over_leaves_a_readable_index(tmp_path):
    built(tmp_path, some_rows(400))
    workers = [started(READER, tmp_path) for _ in range(2)]
    chance = random.Random(6)
    for turn in range(6):
        with writing(tmp_path) as writer:
            writer.put(some_rows(STEP, seed=turn, begin=1000 + STEP * turn))
        time.sleep(chance.uniform(0, 0.05))
        if turn in (2, 4):
            kill(workers.pop())
    assert not workers
    assert count(ExactIndex(tmp_path)) == 400 + 6 * STEP


def test_a_fork_searches_what_its_parent_has_open(tmp_path):
    """As RQ does it: the parent has searched with its threads, the child has none of them."""
    built(tmp_path, some_rows(70_000))
    index = ExactIndex(tmp_path)
    expected = index.search(some_vectors(1, seed=2)[0], Wanted(), 20).ids
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = 0 if index.search(some_vectors(1, seed=2)[0], Wanted(), 20).ids == expected else 2
        finally:
            os._exit(code)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            assert os.waitstatus_to_exitcode(status) == 0
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("the child never came back from its search")
