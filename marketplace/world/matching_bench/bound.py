"""How fast this machine's memory can be read at all, by as many threads as a search uses."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

SIZE = 1 << 29
"""Bytes that are read: far more than any cache holds."""

TRIES = 7


class Bandwidth:
    """Reads a large array again and again and remembers the fastest time."""

    def __init__(self) -> None:
        self.array = np.ones(SIZE // 8, dtype=np.int64)
        self.threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self.read = _reader()
        self.read(self.array[:1024])
        self.best = 0.0

    def measure(self) -> float:
        """The most bytes a second that were ever seen."""
        pieces = np.array_split(self.array, self.threads)
        with ThreadPoolExecutor(self.threads) as pool:
            for _ in range(TRIES):
                began = time.perf_counter()
                list(pool.map(self.read, pieces))
                self.best = max(self.best, SIZE / (time.perf_counter() - began))
        return self.best


def _reader() -> Any:
    """A sum, which is as much as one can do without doing anything."""
    try:
        from numba import njit
    except ImportError:
        return lambda array: array.sum()

    def total(array: Any) -> Any:
        found = np.int64(0)
        for place in range(array.shape[0]):
            found += array[place]
        return found

    return njit(nogil=True)(total)
