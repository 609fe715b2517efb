"""The exact search: everybody is looked at in bytes, the best few hundred again in 16-bit floats."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from marketplace.matching.index.asks import Ask, asks_of
from marketplace.matching.index.columns import Array, in_order, uuid_of
from marketplace.matching.index.kernel import LEAST, Kernel, best_kernel, whole
from marketplace.matching.index.parts import Part
from marketplace.matching.index.protocol import Found, Wanted
from marketplace.matching.vectors import Vector

CHUNK = 1 << 15
"""Rows a thread takes at a time: few enough for its cache to hold their columns, many enough to be worth a call."""

LISTED_BELOW = 0.3
"""When fewer of a chunk pass, only their vectors are read; else all of them, which is faster than choosing."""

AGAIN, AGAIN_LEAST = 8, 400
"""So many times `k`, and so many at least, are scored again in floats."""

_MOST_THREADS = 8


@dataclass
class Best:
    """The best coarse scores that one thread has seen, and who had them, as places over all parts together."""

    many: int
    bar: np.float32 = LEAST
    waiting: int = 0
    scores: list[Array] = field(default_factory=list)
    places: list[Array] = field(default_factory=list)
    passing: int = 0
    removed: Counter[str] = field(default_factory=Counter)

    def see(self, scores: Array, places: Array) -> None:
        """Takes up what may be among the best."""
        self.scores.append(scores)
        self.places.append(places)
        self.waiting += len(scores)
        if self.waiting >= 4 * self.many:
            self.settle()

    def settle(self) -> None:
        """Leaves only the best, and raises the bar to the last of them."""
        scores = np.concatenate([np.empty(0, np.float32), *self.scores])
        places = np.concatenate([np.empty(0, np.int64), *self.places])
        if len(scores) > self.many:
            chosen = np.argpartition(scores, len(scores) - self.many)[-self.many :]
            scores, places = scores[chosen], places[chosen]
            self.bar = scores.min()
        self.scores, self.places, self.waiting = [scores], [places], len(scores)


@dataclass(frozen=True)
class Piece:
    """A part of the index with the filters of one search, and where its rows begin among all."""

    part: Part
    asks: Sequence[Ask]
    begins: int


def search_parts(parts: Sequence[Part], query: Vector, wanted: Wanted, k: int, kernel: Kernel | None = None) -> Found:
    """The `k` nearest among all parts."""
    many = max(AGAIN * k, AGAIN_LEAST)
    pieces, begins = [], 0
    for part in parts:
        pieces.append(Piece(part, asks_of(wanted, part.columns), begins))
        begins += part.rows
    chunks = [
        (piece, begin, min(piece.part.rows, begin + CHUNK))
        for piece in pieces
        for begin in range(0, piece.part.rows, CHUNK)
    ]
    seen = _looked_at(chunks, query, many, kernel or best_kernel())
    together = Best(many)
    for best in seen:
        together.scores += best.scores
        together.places += best.places
    together.settle()
    ids, scores = _again(pieces, together.places[0], query, k)
    removed = sum((best.removed for best in seen), Counter[str]())
    names = [ask.name for ask in pieces[0].asks] if pieces else []
    return Found(ids, scores, sum(best.passing for best in seen), tuple((name, removed[name]) for name in names))


def _looked_at(chunks: Sequence[tuple[Piece, int, int]], query: Vector, many: int, kernel: Kernel) -> list[Best]:
    sought, unit = whole(query)
    waiting = iter(chunks)  # taking the next of a list's iterator is one step: threads never get the same
    threads = min(_threads(), len(chunks))
    if threads <= 1:
        return [_one_thread(waiting, sought, unit, many, kernel)]
    futures = [_pool().submit(_one_thread, waiting, sought, unit, many, kernel) for _ in range(threads - 1)]
    own = _one_thread(waiting, sought, unit, many, kernel)
    return [own, *(future.result() for future in futures)]


def _one_thread(
    chunks: Iterator[tuple[Piece, int, int]], sought: Array, unit: float, many: int, kernel: Kernel
) -> Best:
    best = Best(many)
    room = np.empty(CHUNK, dtype=np.float32)
    for piece, begin, end in chunks:
        part = piece.part
        mask = _mask(piece, begin, end, best.removed)
        coarse, scale = part.coarse[begin:end], part.scale[begin:end]
        passing = end - begin if mask is None else int(np.count_nonzero(mask))
        best.passing += passing
        if passing == 0:
            continue
        places = None
        if mask is None:
            scores = room[: end - begin]
            kernel.every(coarse, scale, sought, scores)
        elif passing < LISTED_BELOW * (end - begin):
            places, scores = np.flatnonzero(mask), room[:passing]
            kernel.listed(coarse, scale, sought, places, scores)
        else:
            scores = room[: end - begin]
            kernel.masked(coarse, scale, sought, mask, scores)
        hits = np.flatnonzero(scores > best.bar)
        if len(hits):
            best.see(scores[hits], (hits if places is None else places[hits]) + (piece.begins + begin))
    best.settle()
    return best


def _mask(piece: Piece, begin: int, end: int, removed: Counter[str]) -> Array | None:
    """Who is there and passes every filter; none when that is everybody."""
    alive = piece.part.alive
    mask = None if alive is None else alive[begin:end]
    left = end - begin if mask is None else int(np.count_nonzero(mask))
    for ask in piece.asks:
        kept = ask.keeps(begin, end)
        mask = kept if mask is None else np.logical_and(mask, kept, out=kept)
        now = int(np.count_nonzero(mask))
        removed[ask.name] += left - now
        left = now
        if not left:
            break
    return mask


def _again(pieces: Sequence[Piece], places: Array, query: Vector, k: int) -> tuple[tuple[UUID, ...], tuple[float, ...]]:
    """The best by their finer vectors; of equal ones the older first."""
    ids, scores = [np.empty((0, 2), dtype="u8")], [np.empty(0, dtype=np.float32)]
    for piece in pieces:
        own = places[(places >= piece.begins) & (places < piece.begins + piece.part.rows)] - piece.begins
        if len(own):
            scores.append(piece.part.fine[own].astype(np.float32) @ query)
            ids.append(piece.part.columns.ids[own])
    all_ids, all_scores = np.concatenate(ids), np.concatenate(scores)
    order = in_order(all_ids)
    order = order[np.argsort(-all_scores[order], kind="stable")][:k]
    return tuple(uuid_of(all_ids[place]) for place in order), tuple(float(all_scores[place]) for place in order)


_pools: dict[int, ThreadPoolExecutor] = {}


def _pool() -> ThreadPoolExecutor:
    """The threads of this process; a forked child gets its own, since threads do not survive a fork."""
    own = _pools.get(os.getpid())
    if own is None:
        _pools.clear()
        own = _pools[os.getpid()] = ThreadPoolExecutor(_threads(), thread_name_prefix="matching-index")
    return own


def _threads() -> int:
    return min(_MOST_THREADS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
