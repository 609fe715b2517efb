"""The inner loop: products of bytes with one query. Compiled by Numba where it is there, else NumPy does it.

Written without `parallel`: Numba's thread layers end the process after a fork, or when two threads enter them. The
loops give up the interpreter's lock instead, and `scan` calls them from a pool of threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from marketplace.matching.index.columns import Array

LEAST = np.float32(-np.inf)
"""The score of who is not wanted."""

_AT_ONCE = 2048
"""Rows that NumPy turns into floats at a time; they stay in the processor's cache."""


@dataclass(frozen=True)
class Kernel:
    """Three loops over rows of bytes; each writes one score a row into its last argument.

    `every(coarse, scale, query, out)`, `masked(coarse, scale, query, mask, out)` and `listed(coarse, scale, query,
    places, out)`. The query is one of `whole`; scores have to be multiplied by the unit that comes with it.
    """

    name: str
    every: Callable[..., None]
    masked: Callable[..., None]
    listed: Callable[..., None]


def whole(query: Array) -> tuple[Array, float]:
    """A query as 16-bit numbers, as large as its products' sums allow, and what one unit of it is worth."""
    largest = float(np.abs(query).max(initial=0.0)) or 1.0
    most = min(2**15 - 1, (2**31 - 1) // (127 * max(1, len(query))))
    return np.rint(query * (most / largest)).astype(np.int16), largest / most


@cache
def best_kernel() -> Kernel:
    """The fastest that this machine has."""
    try:
        return _compiled()
    except ImportError:
        return plain_kernel()


def plain_kernel() -> Kernel:
    """Without a compiler: about ten times slower, with the same scores but for the last bits."""
    return Kernel("numpy", _plain_every, _plain_masked, _plain_listed)


def _plain_every(coarse: Array, scale: Array, query: Array, out: Array) -> None:
    sought = query.astype(np.float32)
    for begin in range(0, len(coarse), _AT_ONCE):
        end = min(len(coarse), begin + _AT_ONCE)
        np.matmul(coarse[begin:end].astype(np.float32), sought, out=out[begin:end])
    out *= scale


def _plain_masked(coarse: Array, scale: Array, query: Array, mask: Array, out: Array) -> None:
    _plain_every(coarse, scale, query, out)
    out[~mask] = LEAST


def _plain_listed(coarse: Array, scale: Array, query: Array, places: Array, out: Array) -> None:
    _plain_every(coarse[places], scale[places], query, out)


def _compiled() -> Kernel:
    from marketplace.matching.index import compiled

    return Kernel("numba", compiled.every, compiled.masked, compiled.listed)
