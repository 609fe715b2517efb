"""The bench: our engine, its peers and the memory's own speed, side by side in one run."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from marketplace.base.ids import new_id
from marketplace.matching.index.columns import Array, Row, ids_of, taken
from marketplace.matching.index.exact import ExactIndex
from marketplace.matching.index.kernel import best_kernel
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.index.writing import writing
from marketplace.matching.vectors import Vector
from marketplace.world.matching_bench.bound import Bandwidth
from marketplace.world.matching_bench.in_postgres import pgvector_peers
from marketplace.world.matching_bench.made import BATCH, DIMENSIONS, PLATFORM, Made, Maker, filters, made_in, passing
from marketplace.world.matching_bench.peers import Peer, Search, faiss_peer, numpy_peer, truth, usearch_peer
from marketplace.world.matching_bench.sharing import shared_memory

K, TURNS = 50, 3
NEW = 1000
"""So many creators are added, and have to be found."""

Say = Callable[[str], None]


@dataclass
class Measured:
    """One engine under one filter: milliseconds of each search, and how many of the right ones it found."""

    took: list[float] = field(default_factory=list)
    hits: int = 0
    right: int = 0

    @property
    def p50_ms(self) -> float:
        """The usual search."""
        return statistics.median(self.took)

    @property
    def p95_ms(self) -> float:
        """What 95 of 100 searches keep within."""
        return float(np.quantile(self.took, 0.95))

    @property
    def recall(self) -> float:
        """The share of the right ones that was found."""
        return self.hits / max(1, self.right)


@dataclass(frozen=True)
class Plan:
    """What is to be measured."""

    creators: int
    queries: int
    growth: Sequence[int] = ()
    services: bool = True
    graphs: bool = True
    seed: int = 1


def sizes_beside(creators: int) -> list[int]:
    """The sizes that show how the time grows, up to three times as many creators."""
    return [size for size in (10_000, 100_000, 1_000_000, 3_000_000) if size <= 3 * creators and size != creators]


def measure_matching(plan: Plan, say: Say) -> list[dict[str, Any]]:
    """Builds every engine, then asks them all in turns, and gives one row a filter.

    A row has `p95_ms`, `recall` and more of ours, `bound_ms`, and the same of the peers. `bound_ms` is the fastest
    reading of one byte a dimension and creator that was seen in the run.
    """
    with tempfile.TemporaryDirectory(prefix="meadow-bench-") as name, ExitStack() as held:
        folder, maker, memory = Path(name), Maker(plan.seed), Bandwidth()
        speed = memory.measure() / 1e9
        say(f"Memory is read at {speed:.1f} GB/s by {memory.threads} threads; {best_kernel().name} kernel")
        began = time.perf_counter()
        made = made_in(folder, maker, plan.creators)
        say(f"Made {plan.creators:,} creators of {DIMENSIONS} dimensions in {time.perf_counter() - began:.0f} s")
        asked = maker.queries(plan.queries)
        index, ours = _ours(folder / "index", made)
        peers = [ours]
        for peer in _peers(made, say, plan, held):
            say(f"{peer.name}: {peer.missing}" if peer.missing else _of_building(peer))
            peers.append(peer)
        for line in shared_memory(folder / "index", asked[0]):
            say(line)
        rows = _in_turns(peers, made, asked, memory, say)
        _visible(folder / "index", index, maker, rows, say)
        for size in plan.growth:
            _grown(size, made, maker, asked, memory, say)
        return rows


def _peers(made: Made, say: Say, plan: Plan, held: ExitStack) -> Iterator[Peer]:
    yield numpy_peer(made)
    if plan.services:
        from marketplace.world.scratch import scratch_database

        held.enter_context(scratch_database("bench_matching"))
        yield from pgvector_peers(made, say, graph=plan.graphs)
    if plan.graphs:
        yield from (make(made) for make in (usearch_peer, faiss_peer))


def _of_building(peer: Peer) -> str:
    return f"{peer.name}: built in {peer.build_seconds:.1f} s, {peer.bytes_held / 1e6:,.0f} MB"


def _in_turns(peers: Sequence[Peer], made: Made, asked: Vector, memory: Bandwidth, say: Say) -> list[dict[str, Any]]:
    """Every filter, every engine, again and again: whatever else the machine does meets them all."""
    rows = []
    for name, wanted in filters(made.columns).items():
        right = truth(made, asked, wanted, K)
        found = {peer.name: Measured() for peer in peers if peer.search}
        for _ in range(TURNS):
            memory.measure()
            for peer in peers:
                if peer.search:
                    _ask(peer.search, asked[: peer.queries], wanted, right, found[peer.name])
        row: dict[str, Any] = {
            "filter": name,
            "share": round(float(passing(made.columns, wanted).mean()), 4),
            "creators": len(made.columns),
            "bound_ms": round(1000 * len(made.columns) * DIMENSIONS / memory.best, 2),
            "peers": {peer.name: None for peer in peers if peer.missing},
        }
        for peer in peers:
            if peer.name in found:
                _note(row, peer, found[peer.name])
                say(f"{name:>5}  {peer.name:<15}{_line(found[peer.name])}  bound {row['bound_ms']:.2f} ms")
        rows.append(row)
    return rows


def _line(found: Measured) -> str:
    return f"  p50 {found.p50_ms:8.2f} ms  p95 {found.p95_ms:8.2f} ms  recall@{K} {found.recall:.3f}"


def _ours(folder: Path, made: Made) -> tuple[ExactIndex, Peer]:
    began = time.perf_counter()
    _write(folder, made)
    took = time.perf_counter() - began
    index = ExactIndex(folder)

    def search(query: Vector, wanted: Wanted, k: int) -> Array:
        return places_in_order(index.search(query, wanted, k).ids)

    held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return index, Peer("ours", search, took, held)


def places_in_order(ids: Sequence[Any]) -> Array:
    """Where creators stand, in the order of the answer. Ids count upwards in their first half."""
    halves: Array = ids_of(ids)[:, 0]
    return (halves >> np.uint64(20)).astype(np.int64)


def _write(folder: Path, made: Made) -> None:
    def batches() -> Any:
        for begin in range(0, len(made.columns), BATCH):
            places = np.arange(begin, min(len(made.columns), begin + BATCH))
            yield PLATFORM.value, taken(made.columns, places), made.vectors[places]

    with writing(folder) as writer:
        writer.build(batches(), dimensions=DIMENSIONS, model_id="generated", database="none")


def _ask(search: Search, queries: Vector, wanted: Wanted, right: Sequence[Array], into: Measured) -> None:
    """Each query once; the first two warm up and do not count."""
    for query in queries[:2]:
        search(query, wanted, K)
    for query, known in zip(queries, right, strict=False):
        began = time.perf_counter()
        found = search(query, wanted, K)
        into.took.append(1000 * (time.perf_counter() - began))
        into.hits += len(np.intersect1d(found, known))
        into.right += len(known)


def _note(row: dict[str, Any], peer: Peer, found: Measured) -> None:
    said: Mapping[str, Any] = {
        "p50_ms": round(found.p50_ms, 2), "p95_ms": round(found.p95_ms, 2), "recall": round(found.recall, 4),
        "build_seconds": round(peer.build_seconds, 1), "megabytes": round(peer.bytes_held / 1e6),
    }  # fmt: skip
    if peer.name == "ours":
        row.update(said)
    else:
        row["peers"][peer.name] = said


def _visible(folder: Path, index: ExactIndex, maker: Maker, rows: Sequence[dict[str, Any]], say: Say) -> None:
    """How long new creators need from the writer to a search that finds each of them."""
    vectors = maker.vectors(NEW)
    new = [Row(new_id(), PLATFORM, vector, followers=1, audience={}) for vector in vectors]
    began = time.perf_counter()
    with writing(folder) as writer:
        writer.put(new)
    found = index.search(vectors[0], Wanted(platform=PLATFORM), 5)
    took = time.perf_counter() - began
    say(f"{NEW} new creators are found {took:.2f} s after their vectors were given: {new[0].creator_id in found.ids}")
    for row in rows:
        row["visible_seconds"] = round(took, 2)


def _grown(size: int, made: Made, maker: Maker, asked: Vector, memory: Bandwidth, say: Say) -> None:
    """Ours at another size."""
    with tempfile.TemporaryDirectory(prefix="meadow-bench-") as name:
        folder = Path(name)
        some = made.first(size) if size <= len(made.columns) else made_in(folder, maker, size)
        index, ours = _ours(folder / "index", some)
        for name_of_filter, wanted in filters(some.columns).items():
            found = Measured()
            assert ours.search is not None
            _ask(ours.search, asked, wanted, truth(some, asked[:20], wanted, K), found)
            bound = 1000 * size * DIMENSIONS / memory.measure()
            say(
                f"{size:>9,} creators {name_of_filter:>5}{_line(found)}  bound {bound:6.2f} ms  "
                f"{ours.bytes_held / 1e6:,.0f} MB"
            )
