"""Workers and forks read the same pages: what one more process costs is not another copy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.protocol import Wanted
from marketplace.world.matching_bench.sharing import memory_of
from tests.builders.index import PLATFORM, built, some_rows, some_vectors

ROOT = Path(__file__).parents[3]
WORK = "import sys; from marketplace.world.matching_bench.sharing import work; work(sys.argv[1])"


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="Linux tells how memory is shared")
def test_two_workers_and_a_fork_share_the_index(tmp_path):
    built(tmp_path, some_rows(40_000))
    index = ExactIndex(tmp_path)
    index.search(some_vectors(1, seed=2)[0], Wanted(), 10)
    vectors = sum(path.stat().st_size for path in tmp_path.rglob("coarse.npy"))
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORK, str(tmp_path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            index.search(some_vectors(1, seed=2)[0], Wanted(platform=PLATFORM), 10)
            for worker in workers:
                worker.stdout.readline()
            os.write(tell, b" ".join(str(number).encode() for number in memory_of(tmp_path, "self")))
            os.read(0, 0)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    processes = [memory_of(tmp_path, "self"), *(memory_of(tmp_path, str(worker.pid)) for worker in workers)]
    processes.append(tuple(int(number) for number in os.read(told, 200).split()))
    for worker in workers:
        worker.communicate("done\n", timeout=30)
    for rss, _pss, changed in processes:
        assert rss >= vectors, "every one of them reads all of it"
        assert changed == 0, "none of them has a page of its own"
    # Each page counts once among those who share it. The fork is gone when the others are looked at.
    assert sum(pss for _, pss, _ in processes[:3]) <= 1.05 * max(rss for rss, _, _ in processes[:3])
    assert processes[3][1] <= 0.5 * processes[3][0]
