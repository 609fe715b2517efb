"""Creators as the matching index knows them, in numbers that cover every filter, and what briefs ask of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np

from marketplace.base.money import Money
from marketplace.creators.queries import Candidate
from marketplace.creators.states import CreatorState, Format, Platform
from marketplace.matching.index.columns import Row, encode
from marketplace.matching.index.manifest import Manifest
from marketplace.matching.index.sourcing import row_of
from marketplace.matching.index.writing import writing
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import Wish
from tests.conftest import NOON

DIMENSIONS = 48
PLATFORM = Platform.INSTAGRAM
LANGUAGES = ((), ("en",), ("zh",), ("en", "zh"), ("ja",), ("sv", "en"))
COUNTRIES = (None, "US", "CN", "DE", "SE")
TOPICS = 12


def some_vectors(count: int, seed: int, dimensions: int = DIMENSIONS) -> Vector:
    """Vectors of length 1 around a dozen topics; every seed has topics of its own but 0."""
    chance = np.random.default_rng(seed)
    topics = np.random.default_rng(0).standard_normal((TOPICS, dimensions))
    made = topics[chance.integers(TOPICS, size=count)] + 0.9 * chance.standard_normal((count, dimensions))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def some_ids(count: int, begin: int = 0) -> list[UUID]:
    """Ids in ascending order."""
    return [UUID(int=(begin + place + 1) << 70 | (place * 7919) % 65536) for place in range(count)]


def some_candidates(count: int, seed: int, begin: int = 0) -> list[Candidate]:
    """Creators on one platform, each thing that a filter asks for known of some and unknown of others."""
    chance = np.random.default_rng(seed)

    def one_of(choices):
        return choices[int(chance.integers(len(choices)))]

    found = []
    for creator_id in some_ids(count, begin):
        rates = {
            (format, currency): int(chance.integers(1, 100)) * 100
            for format in (Format.PHOTO, Format.VIDEO)
            for currency in ("USD", "CNY")
            if chance.random() < 0.55
        }
        followers = int(chance.integers(1, 100_000))
        found.append(
            Candidate(
                creator_id=creator_id,
                name=f"Maya {creator_id.int >> 70}",
                avatar_seed="",
                state=CreatorState.ACTIVE if chance.random() < 0.9 else CreatorState.PAUSED,
                source=None,
                country=one_of(COUNTRIES),
                city=None,
                languages=one_of(LANGUAGES),
                niches=(),
                available_from=NOON.date() + timedelta(days=int(chance.integers(1, 40)))
                if chance.random() < 0.3
                else None,
                channel_id=creator_id,
                platform=PLATFORM,
                handle="maya",
                verified_at=NOON if chance.random() < 0.9 else None,
                verified_by=None,
                followers=followers if chance.random() < 0.9 else None,
                figures_on=NOON.date() if chance.random() < 0.9 else None,
                figures_source=None,
                audience={"female": 0.6, "regions": [["US", float(chance.random())], ["CA", 0.05]]}
                if chance.random() < 0.5
                else {},
                last_post_at=NOON - timedelta(days=int(chance.integers(1, 300))) if chance.random() < 0.9 else None,
                rates_minor=rates,
            )
        )
    return found


def rows_of(candidates: list[Candidate], vectors: Vector) -> list[Row]:
    """The same creators with vectors, as an index keeps them."""
    return [row_of(one, vector, NOON, 0.5) for one, vector in zip(candidates, vectors, strict=True)]


def some_rows(count: int, seed: int = 1, begin: int = 0) -> list[Row]:
    """Creators with vectors."""
    return rows_of(some_candidates(count, seed, begin), some_vectors(count, seed))


def built(folder: Path, rows: list[Row]) -> Manifest:
    """An index of these creators, who come in the order of their ids."""
    with writing(folder) as writer:
        return writer.build(
            [(PLATFORM.value, encode(rows), np.stack([row.vector for row in rows]))],
            dimensions=len(rows[0].vector),
            model_id="generated",
            database="test",
        )


def a_wish(
    *,
    format: Format = Format.PHOTO,
    price_max: Money | None = None,
    languages: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    followers_min: int | None = None,
    followers_max: int | None = None,
    publish_until: date | None = None,
) -> Wish:
    """What a brief asks for."""
    return Wish(
        title="Cakes",
        story="",
        product_name="",
        platform=PLATFORM,
        format=format,
        price_max=price_max or Money(5000, "USD"),
        languages=languages,
        creator_countries=countries,
        followers_min=followers_min,
        followers_max=followers_max,
        publish_until=publish_until,
    )
