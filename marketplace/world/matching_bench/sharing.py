"""Whether processes share an index or each have their own copy of it, as Linux counts their memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from marketplace.creators.states import Platform
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.vectors import Vector

_CHILD = "import sys; from marketplace.world.matching_bench.sharing import work; work(sys.argv[1])"


def shared_memory(folder: Path, query: Vector) -> Iterator[str]:
    """Two workers and a fork of this process search at the same time; each says what it holds of the index."""
    if not Path("/proc/self/smaps").exists():
        yield "How memory is shared is told on Linux only."
        return
    index = ExactIndex(folder)
    index.search(query, Wanted(), 10)
    workers = [
        subprocess.Popen(  # noqa: S603 ourselves
            [sys.executable, "-c", _CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdout is not None
        worker.stdout.readline()  # it has searched
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            index.search(query, Wanted(), 10)
            os.write(tell, held_of(folder, "self").encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    yield f"a fork of it      {os.read(told, 200).decode()}"
    yield f"this process      {held_of(folder, 'self')}"
    for number, worker in enumerate(workers, 1):
        yield f"worker {number}          {held_of(folder, str(worker.pid))}"
    for worker in workers:
        worker.communicate("done\n", timeout=30)
    os.close(told)
    os.close(tell)


def held_of(folder: Path, process: str) -> str:
    """What a process has of an index: all of it, its share when pages are divided among their users, its own."""
    rss, pss, private = memory_of(folder, process)
    return f"has {rss / 1e6:8.1f} MB of the index, its share {pss / 1e6:8.1f} MB, of its own {private / 1e6:6.1f} MB"


def memory_of(folder: Path, process: str) -> tuple[int, int, int]:
    """Bytes of an index's files in a process: resident, divided among those who share them, and changed by it alone."""
    ours, found = False, {"Rss:": 0, "Pss:": 0, "Private_Dirty:": 0}
    for line in Path(f"/proc/{process}/smaps").read_text().splitlines():
        name, *rest = line.split()
        if not name.endswith(":"):
            ours = str(folder) in line
        elif ours and name in found:
            found[name] += int(rest[0]) * 1024
    return found["Rss:"], found["Pss:"], found["Private_Dirty:"]


def work(folder: str) -> None:
    """A worker: searches once, says so, and stays until it is told to go."""
    index = ExactIndex(Path(folder))
    opened = index.opened
    assert opened is not None
    index.search(np.ones(opened.manifest.dimensions, dtype=np.float32), Wanted(platform=Platform.INSTAGRAM), 10)
    sys.stdout.write("searched\n")
    sys.stdout.flush()
    sys.stdin.readline()
