"""Other engines on the same vectors: NumPy, faiss and usearch. The filter is part of what each does."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from marketplace.matching.index.columns import Array
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.vectors import Vector
from marketplace.world.matching_bench.made import DIMENSIONS, Made, passing

EF, OVER = 400, 1000
"""How widely graphs are searched, and how many usearch fetches before the filter is applied."""

CONNECTIVITY = 16
FAISS_BUILDING, USEARCH_BUILDING = 40, 128
"""How widely a graph is searched for neighbours while it is built: each engine's own default."""

Search = Callable[[Vector, Wanted, int], Array]
"""A query, the hard filters, how many: places of creators, best first."""


@dataclass
class Peer:
    """An engine with the vectors in it, or why it is not here."""

    name: str
    search: Search | None = None
    build_seconds: float = 0.0
    bytes_held: int = 0
    missing: str = ""
    queries: int = 1000  # at most so many are asked; slow ones get fewer


def numpy_peer(made: Made) -> Peer:
    """All distances in 32-bit floats; where fewer than three in ten pass, only theirs."""

    def search(query: Vector, wanted: Wanted, k: int) -> Array:
        mask = passing(made.columns, wanted)
        places = np.flatnonzero(mask)
        if len(places) < 0.3 * len(mask):
            scores = made.vectors[places] @ query
        else:
            scores = (made.vectors @ query)[places] if len(places) < len(mask) else made.vectors @ query
        k = min(k, len(scores))
        chosen = np.argpartition(scores, len(scores) - k)[len(scores) - k :]
        return places[chosen[np.argsort(-scores[chosen], kind="stable")]]

    return Peer("numpy_float32", search, bytes_held=made.vectors.nbytes)


def faiss_peer(made: Made) -> Peer:
    """A graph over bytes, with the filter as a bitmap it looks into while it walks."""
    try:
        faiss: Any = importlib.import_module("faiss")
    except ImportError:
        return Peer("faiss_hnsw", missing=ABSENT)
    began = time.perf_counter()
    index = faiss.IndexHNSWSQ(DIMENSIONS, faiss.ScalarQuantizer.QT_8bit, CONNECTIVITY, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = FAISS_BUILDING
    index.train(np.ascontiguousarray(made.vectors[:: max(1, len(made.vectors) // 100_000)]))
    for begin in range(0, len(made.vectors), 50_000):
        index.add(np.ascontiguousarray(made.vectors[begin : begin + 50_000]))
    took = time.perf_counter() - began

    def search(query: Vector, wanted: Wanted, k: int) -> Array:
        bits = np.packbits(passing(made.columns, wanted), bitorder="little")
        chosen = faiss.IDSelectorBitmap(bits)
        _, found = index.search(query[None], k, params=faiss.SearchParametersHNSW(efSearch=EF, sel=chosen))
        return np.asarray(found[0][found[0] >= 0])

    return Peer("faiss_hnsw", search, took, len(faiss.serialize_index(index)))


def usearch_peer(made: Made) -> Peer:
    """A graph over bytes that knows no filter: more are fetched, and filtered afterwards."""
    try:
        usearch: Any = importlib.import_module("usearch.index")
    except ImportError:
        return Peer("usearch", missing=ABSENT)
    began = time.perf_counter()
    index: Any = usearch.Index(
        ndim=DIMENSIONS,
        metric="ip",
        dtype="i8",
        connectivity=CONNECTIVITY,
        expansion_add=USEARCH_BUILDING,
        expansion_search=EF,
    )
    for begin in range(0, len(made.vectors), 50_000):
        some = made.vectors[begin : begin + 50_000]
        index.add(np.arange(begin, begin + len(some), dtype=np.uint64), some)
    took = time.perf_counter() - began

    def search(query: Vector, wanted: Wanted, k: int) -> Array:
        mask = passing(made.columns, wanted)
        found = np.asarray(index.search(query, OVER).keys, dtype=np.int64)
        return found[mask[found]][:k]

    return Peer("usearch", search, took, int(index.memory_usage))


ABSENT = "not installed: uv pip install 'meadow[bench]', or pip install faiss-cpu usearch"


def truth(made: Made, queries: Vector, wanted: Wanted, k: int) -> list[Array]:
    """Who is nearest for each query, by all distances in 32-bit floats."""
    search = numpy_peer(made).search
    assert search is not None
    return [search(query, wanted, k) for query in queries]
