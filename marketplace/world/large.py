"""The large world: the small one with ten thousand creators more, for benches and for looking at long lists.

These creators are written in bulk and not by actions: ten thousand times joining, proving and publishing would take an
hour and show nothing that the small world does not. They have no accounts and count as imported. Their vectors are
generated, one cluster a niche, under a model id of their own; a worker with the real model would embed them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import sqlalchemy as sa

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.base.actor import SYSTEM
from marketplace.base.ids import new_id
from marketplace.briefs.models import Brief
from marketplace.creators.models import Channel, Creator, CreatorPost, Figures, Rate
from marketplace.creators.states import CreatorState, Format, Platform, PostKind, VerifiedBy
from marketplace.matching.actions.embedding import (
    keep_brief_vector,
    keep_creator_vectors,
    keep_niche_vectors,
    refresh_document_means,
)
from marketplace.matching.digest import PostWords, hash_of, read_digest
from marketplace.matching.models import CreatorVector
from marketplace.matching.queries.vectors import briefs_to_embed, changed_creators, digests_of, niches_to_embed
from marketplace.matching.taxonomy import bank
from marketplace.matching.vectors import Vector, packed
from marketplace.work.unit import Work, unit_of_work

MODEL, DIMENSIONS = "generated", 384
MANY, PIECE, POSTS_EACH = 10_000, 500, 4
SOURCE = "generated"
SPREAD = 0.8
"""How far creators of a niche lie from its centre; centres have length 1."""

FIRST = [
    "Ava",
    "Leo",
    "Mina",
    "Noah",
    "Iris",
    "Omar",
    "Lena",
    "Hugo",
    "Zoe",
    "Kai",
    "小雨",
    "阿木",
    "一诺",
    "子墨",
    "可心",
    "南风",
]
LAST = [
    "Hart",
    "Silva",
    "Park",
    "Novak",
    "Reed",
    "Okoye",
    "Lind",
    "Costa",
    "的日常",
    "在路上",
    "厨房",
    "笔记",
    "爱拍照",
]
COUNTRIES = ("US", "CN", "GB", "DE", "CA", "SE")
PLATFORMS = (Platform.INSTAGRAM, Platform.XIAOHONGSHU, Platform.TIKTOK, Platform.DOUYIN)
CURRENCIES = {"CN": "CNY"}


class _Maker:
    """Makes rows out of one generator of random numbers, so that a seed makes the same creators again."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.random = np.random.default_rng(seed)
        self.now = now
        self.niches = sorted({row.niche for row in bank()})
        self.phrases: Mapping[tuple[str, str], list[str]] = {
            (row.niche, row.language): [part.strip() for part in re.split(r"[,，、。.]", row.about) if part.strip()]
            for row in bank()
        }
        centres = self.random.normal(size=(len(self.niches), DIMENSIONS)).astype(np.float32)
        self.centres = dict(zip(self.niches, centres / np.linalg.norm(centres, axis=1, keepdims=True), strict=True))

    def near(self, niches: list[str]) -> Vector:
        """A vector near the centres of niches."""
        known = [self.centres[niche] for niche in niches if niche in self.centres] or list(self.centres.values())
        noise = self.random.normal(scale=SPREAD / np.sqrt(DIMENSIONS), size=DIMENSIONS)
        made = np.mean(known, axis=0) + noise
        vector: Vector = (made / np.linalg.norm(made)).astype(np.float32)
        return vector

    def one_of(self, choices: Any) -> Any:
        """One of several."""
        return choices[int(self.random.integers(len(choices)))]

    def rows_of(self, number: int) -> dict[type[Any], list[dict[str, Any]]]:
        """Everything that is known of one creator, as rows by table."""
        creator_id, channel_id, niche = new_id(), new_id(), self.one_of(self.niches)
        country, platform = self.one_of(COUNTRIES), self.one_of(PLATFORMS)
        language = "zh" if country == "CN" else "en"
        followers = int(min(900_000, 600 + self.random.pareto(1.1) * 1800))
        posts = [self._post(channel_id, niche, language, place, followers) for place in range(POSTS_EACH)]
        bio = self.one_of(self.phrases[niche, language])
        digest = read_digest(bio, [PostWords(post["title"], post["tags"]) for post in posts])
        paused = self.random.random() < 0.04
        creator = {
            "id": creator_id, "state": CreatorState.PAUSED if paused else CreatorState.ACTIVE,
            "state_since": self.now, "name": f"{self.one_of(FIRST)} {self.one_of(LAST)}", "bio": bio,
            "country": country, "languages": [language], "niches": [niche], "adult": True,
            "avatar_seed": str(creator_id), "joined_at": self.now, "source": SOURCE, "version_id": 1,
        }  # fmt: skip
        channel = {
            "id": channel_id, "creator_id": creator_id, "platform": platform, "handle": f"made{number:05d}",
            "added_at": self.now, "verified_at": self.now, "verified_by": VerifiedBy.IMPORT,
            "verified_source": SOURCE, "proof_code": "",
        }  # fmt: skip
        figures = {
            "id": new_id(), "channel_id": channel_id, "taken_on": self.now.date(), "source": SOURCE,
            "recorded_at": self.now, "followers": followers, "audience": {},
            "active_followers_ratio": round(float(self.random.uniform(0.2, 0.8)), 2),
        }  # fmt: skip
        price = max(20, int(0.06 * followers * self.random.uniform(0.6, 1.6))) * 100
        rate = {
            "id": new_id(), "creator_id": creator_id, "platform": platform, "format": Format.PHOTO,
            "price_minor": price * (7 if country == "CN" else 1), "currency": CURRENCIES.get(country, "USD"),
            "set_at": self.now, "source": SOURCE,
        }  # fmt: skip
        vector = {
            "creator_id": creator_id, "model_id": MODEL, "digest": digest.text, "digest_hash": hash_of(digest.text),
            "vector": packed(self.near([niche])), "embedded_at": self.now, "niche_posts": dict(digest.niches),
            "posts": digest.posts, "mark": "",
        }  # fmt: skip
        return {
            Creator: [creator], Channel: [channel], Figures: [figures], CreatorPost: posts, Rate: [rate],
            CreatorVector: [vector],
        }  # fmt: skip

    def _post(self, channel_id: UUID, niche: str, language: str, place: int, followers: int) -> dict[str, Any]:
        likes = int(1.5 * followers**0.5 * self.random.lognormal(0, 0.9))
        return {
            "id": new_id(), "channel_id": channel_id, "external_id": f"p{place}", "kind": PostKind.PHOTO,
            "title": self.one_of(self.phrases[niche, language]), "tags": [niche], "source": SOURCE,
            "published_at": self.now - timedelta(days=float(self.random.uniform(place * 9 + 1, place * 9 + 9))),
            "counted_at": self.now, "likes": likes, "saves": int(likes * self.random.uniform(0.2, 0.9)),
            "comments": int(likes * self.random.uniform(0.05, 0.4)), "shares": 0, "sponsored": False,
        }  # fmt: skip


def add_many_creators(seed: int, *, count: int = MANY, progress: Callable[[float], None] = lambda _share: None) -> None:
    """Adds generated creators, and generated vectors for everything else that is there."""
    with unit_of_work(SYSTEM) as work:
        maker = _Maker(seed, work.now)
    for begin in range(0, count, PIECE):
        rows: dict[type[Any], list[dict[str, Any]]] = {}
        for number in range(begin, min(count, begin + PIECE)):
            for table, more in maker.rows_of(number).items():
                rows.setdefault(table, []).extend(more)
        with unit_of_work(SYSTEM) as work:
            for table, listed in rows.items():
                work.session.execute(sa.insert(table), listed)
        progress(0.8 * (begin + PIECE) / count)
    with unit_of_work(SYSTEM) as work:
        # PostgreSQL would count so many new rows in a minute or so; until then it plans as if there were none.
        work.session.execute(sa.text("ANALYZE"))
        _embed_the_rest(work, maker)
    read_all_changed(batches=count)
    with unit_of_work(SYSTEM) as work:
        work.session.execute(sa.text("ANALYZE"))
    progress(1.0)


def _embed_the_rest(work: Work, maker: _Maker) -> None:
    texts = niches_to_embed(work.session, MODEL)
    keep_niche_vectors(
        work, MODEL, texts, [maker.near([row.niche]) for row in texts], [maker.near([row.niche]) for row in texts]
    )
    for brief_id, text in briefs_to_embed(work.session, MODEL, limit=MANY):
        keep_brief_vector(work, MODEL, brief_id, text, maker.near(_niches_of_brief(work, brief_id)))
    written = sa.select(Creator.id).where(Creator.source.is_distinct_from(SOURCE))
    others = set(work.session.scalars(written))
    marks = {one: mark for one, mark in changed_creators(work.session, MODEL, limit=2 * MANY).items() if one in others}
    digests = digests_of(work.session, list(marks))
    niches = {one.id: one.niches for one in work.session.scalars(sa.select(Creator).where(Creator.id.in_(others)))}
    vectors = {one: maker.near(niches[one]) for one, digest in digests.items() if digest.text}
    keep_creator_vectors(work, MODEL, marks, digests, vectors)
    refresh_document_means(work, MODEL)


def _niches_of_brief(work: Work, brief_id: UUID) -> list[str]:
    return list(work.session.get_one(Brief, brief_id).niches)
