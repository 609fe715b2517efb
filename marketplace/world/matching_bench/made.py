"""Generated creators for the bench: clustered as posts are, never evenly spread; the same seed makes the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from marketplace.creators.states import Format, Platform
from marketplace.matching.index.asks import asks_of
from marketplace.matching.index.columns import FORMAT_BITS, OPEN, PROVED, Array, Audience, Columns, joined, taken
from marketplace.matching.index.protocol import Wanted
from marketplace.matching.vectors import Vector

DIMENSIONS = 384
PLATFORM = Platform.INSTAGRAM
NICHES, TOPICS = 24, 60
"""Niches, and topics in each; how many creators a topic has falls off as one over its place."""

BATCH = 50_000
COUNTRIES = ["", "CN", "US", "GB", "DE", "JP", "KR", "FR", "SG"]
LANGUAGE_SETS: list[tuple[str, ...]] = [("zh",), ("en",), ("en", "zh"), ("ja",), ("ko",), ("de", "en"), ("fr",), ()]
KINDS = (("photo", "CNY"), ("photo", "USD"), ("video", "CNY"), ("video", "USD"))


@dataclass(frozen=True)
class Made:
    """Creators in memory: columns for the hard filters, and vectors of length 1 in a file of floats."""

    columns: Columns
    vectors: Vector

    def first(self, count: int) -> Made:
        """Only the first of them."""
        return Made(_begin(self.columns, count), self.vectors[:count])


class Maker:
    """One generator of random numbers for the whole bench."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        # Directions differ in how much they vary, as they do in real embeddings.
        self.spread = (1.0 / np.sqrt(1.0 + np.arange(DIMENSIONS) / 24)).astype(np.float32)
        niches = self._noise(NICHES)
        topics = _of_length_1(niches.repeat(TOPICS, axis=0) + 0.8 * self._noise(NICHES * TOPICS))
        self.topics: Vector = topics[self.random.permutation(len(topics))]
        weights = 1.0 / (1.0 + np.arange(len(topics)))
        self.weights = weights / weights.sum()

    def vectors(self, count: int, noise: float = 0.9) -> Vector:
        """Creators: each near a topic, at a distance of its own."""
        chosen = self.random.choice(len(self.topics), size=count, p=self.weights)
        apart = self.random.uniform(0.5, 1.5, size=(count, 1)).astype(np.float32) * np.float32(noise)
        return _of_length_1(self.topics[chosen] + apart * self._noise(count))

    def queries(self, count: int) -> Vector:
        """Briefs: between two topics, as often about a small one as about a large one."""
        one, other = self.random.integers(len(self.topics), size=(2, count))
        return _of_length_1(self.topics[one] + 0.4 * self.topics[other] + 0.5 * self._noise(count))

    def columns(self, begin: int, count: int) -> Columns:
        """What hard filters ask for, with ids in ascending order."""
        chance = self.random
        high = np.arange(begin, begin + count, dtype="u8") << np.uint64(20)
        ids = np.stack([high, chance.integers(2**63, size=count, dtype="u8")], axis=1)
        followers = np.minimum(2_000_000, 600 + chance.pareto(1.1, size=count) * 1800).astype("i4")
        price = np.maximum(2_000, followers * chance.uniform(3, 10, size=count)).astype("i4")
        has = {kind: chance.random(count) < share for kind, share in zip(KINDS, (0.55, 0.5, 0.35, 0.3), strict=True)}
        rates = {kind: np.where(has[kind], price * (7 if kind[1] == "CNY" else 1), -1).astype("i4") for kind in KINDS}
        formats = np.zeros(count, dtype="u1")
        for kind in KINDS:
            formats |= np.where(has[kind], FORMAT_BITS[kind[0]], 0).astype("u1")
        plain: dict[str, Array] = {
            "embedded_at": np.full(count, 1, dtype="i8"),
            "standing": (PROVED * (chance.random(count) < 0.97) + OPEN * (chance.random(count) < 0.95)).astype("u1"),
            "formats": formats,
            "followers": followers,
            "languages": chance.integers(len(LANGUAGE_SETS), size=count, dtype="u2"),
            "country": chance.integers(len(COUNTRIES), size=count, dtype="u2"),
            "free_from": np.where(chance.random(count) < 0.1, 739_900, -1).astype("i4"),
            "idle_days": chance.exponential(40, size=count).astype("i4"),
            "authentic_low": chance.beta(8, 2, size=count).astype("f4"),
        }
        audience = self._audience(count)
        return Columns(ids, plain, rates, LANGUAGE_SETS, COUNTRIES, audience)

    def _audience(self, count: int) -> Audience:
        known = [f"region:{country}" for country in COUNTRIES[1:]]
        shares = self.random.dirichlet([1.0, 1.0, 1.0, 3.0], size=count)[:, :3].astype("f4")
        return Audience(
            places=np.arange(count, dtype="i4").repeat(3),
            names=self.random.integers(len(known), size=3 * count, dtype="i4"),
            shares=shares.reshape(-1),
            known=known,
        )

    def _noise(self, count: int) -> Vector:
        made: Vector = self.random.standard_normal((count, DIMENSIONS), dtype=np.float32) * self.spread
        return made / np.float32(np.linalg.norm(self.spread))


def batches(maker: Maker, count: int) -> Iterator[tuple[Columns, Vector]]:
    """So many creators, a piece at a time."""
    for begin in range(0, count, BATCH):
        size = min(BATCH, count - begin)
        yield maker.columns(begin, size), maker.vectors(size)


def made_in(folder: Path, maker: Maker, count: int) -> Made:
    """So many creators, with their vectors in a file that need not fit into memory."""
    path, shape = folder / f"floats-{count}.npy", (count, DIMENSIONS)
    kept = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=shape)
    columns, begin = [], 0
    for some, vectors in batches(maker, count):
        kept[begin : begin + len(some)] = vectors
        columns.append(some)
        begin += len(some)
    return Made(joined(columns), kept.view(np.ndarray))


def filters(columns: Columns) -> dict[str, Wanted]:
    """What briefs ask for: nothing, and such that about a half, a tenth and a hundredth pass."""
    usual = Wanted(platform=PLATFORM, proved=True, open_to_work=True, idle_days_most=180)
    priced = replace(usual, format=Format.PHOTO, currency="CNY", price_max_minor=40_000_000)
    narrow = replace(priced, languages=("zh",), countries=("CN", "SG", "US"), authentic_least=0.6)
    return {
        "none": Wanted(platform=PLATFORM),
        "50%": _with_followers(columns, usual, 0.5),
        "10%": _with_followers(columns, priced, 0.1),
        "1%": _with_followers(columns, narrow, 0.01),
    }


def passing(columns: Columns, wanted: Wanted) -> Array:
    """Who passes the hard filters, one bool each."""
    kept = np.ones(len(columns), dtype=bool)
    for ask in asks_of(wanted, columns):
        kept &= ask.keeps(0, len(columns))
    return kept


def _with_followers(columns: Columns, wanted: Wanted, share: float) -> Wanted:
    """The same brief for creators with so many followers that the share passes, as nearly as it can be."""
    left = columns.plain["followers"][passing(columns, wanted)]
    keep = min(1.0, share * len(columns) / max(1, len(left)))
    return replace(wanted, followers_min=int(np.quantile(left, 1.0 - keep)))


def _begin(columns: Columns, count: int) -> Columns:
    return taken(columns, np.arange(min(count, len(columns))))


def _of_length_1(rows: Any) -> Vector:
    made: Vector = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return made
