"""Creators with posts and figures, vectors that need no model, and what brands look for.

`with work_as(actor) as work` is the fixture `work_as`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np
import sqlalchemy as sa

from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators import actions as creators
from marketplace.creators.actions import NewFigures, NewPost
from marketplace.creators.models import Channel
from marketplace.creators.queries import Candidate
from marketplace.creators.states import CreatorState, Format, Platform, PostKind, VerifiedBy
from marketplace.matching.actions.embedding import (
    keep_brief_vector,
    keep_creator_vectors,
    keep_niche_vectors,
    refresh_document_means,
)
from marketplace.matching.queries.vectors import briefs_to_embed, changed_creators, digests_of, niches_to_embed
from marketplace.matching.wishes import Wish
from marketplace.work.unit import Work
from tests.builders.orders import a_creator_to_book
from tests.conftest import NOON

WorkAs = Callable[[Actor], AbstractContextManager[Work]]

MODEL = "generated"
DIMENSIONS = 48

SWEET_WORDS = ("dessert", "cake", "甜品", "蛋糕", "food", "latte")
SPORT_WORDS = ("running", "跑步", "fitness")
DESSERT = ("Tiramisu worth the queue #dessert", "达拉斯新开的甜品店", "Matcha cake at home #baking", "一口栗子蛋糕")
RUNNING = ("Ten kilometres before work #running", "跑步第 100 天", "Shoes for wide feet #fitness", "马拉松训练计划")


def a_creator_with_posts(
    work_as: WorkAs,
    name: str = "Maya",
    *,
    titles: Sequence[str] = DESSERT,
    tags: Sequence[str] = (),
    price: Money | None = None,
    followers: int = 4200,
    likes: int = 120,
    comments: int = 14,
    posts: int = 12,
    platform: Platform = Platform.INSTAGRAM,
    audience: dict[str, Any] | None = None,
    latest_days_ago: int = 3,
) -> Actor:
    """A creator who may apply, with figures of today and posts about the titles in turn; gives them as an actor."""
    actor = a_creator_to_book(work_as, name, price=price, platform=platform)
    with work_as(SYSTEM) as work:
        channel_id = channel_of(work, actor)
        creators.record_figures(
            work,
            channel_id,
            NewFigures(
                taken_on=work.now.date(),
                source="test",
                followers=followers,
                active_followers_ratio=0.5,
                level=3,
                audience=audience or {},
            ),
        )
        spread = int(hashlib.sha256(name.encode()).hexdigest(), 16)
        creators.record_posts(
            work,
            channel_id,
            [
                NewPost(
                    external_id=f"{name}-{number}",
                    kind=PostKind.PHOTO,
                    title=titles[number % len(titles)],
                    tags=list(tags),
                    published_at=work.now - timedelta(days=latest_days_ago + number * 3 + (spread >> number) % 3),
                    counted_at=work.now,
                    source="test",
                    likes=likes + ((spread >> number) % 7) * likes // 2,
                    comments=comments + (spread >> (number + 3)) % 5,
                    saves=likes // 3,
                )
                for number in range(posts)
            ],
        )
    return actor


def channel_of(work: Work, actor: Actor) -> UUID:
    """The first channel of a creator."""
    return work.session.scalars(sa.select(Channel.id).where(Channel.creator_id == actor.creator_id)).first()


def with_generated_vectors(work_as: WorkAs) -> None:
    """Gives every niche, brief and creator a vector made of the words they share, in place of the model's."""
    with work_as(SYSTEM) as work:
        niches = niches_to_embed(work.session, MODEL)
        rows = [vector_of(row.text) for row in niches]
        keep_niche_vectors(work, MODEL, niches, rows, rows)
        for brief_id, text in briefs_to_embed(work.session, MODEL, limit=100):
            keep_brief_vector(work, MODEL, brief_id, text, vector_of(text))
        marks = changed_creators(work.session, MODEL, limit=1000)
        digests = digests_of(work.session, list(marks))
        vectors = {creator_id: vector_of(digest.text) for creator_id, digest in digests.items() if digest.text}
        keep_creator_vectors(work, MODEL, marks, digests, vectors)
        refresh_document_means(work, MODEL)


def vector_of(text: str) -> np.ndarray:
    """A vector in which texts about sweets point one way and texts about sport another."""
    made = np.full(DIMENSIONS, 0.5, dtype=np.float32)
    plain = text.casefold()
    for place, words in enumerate((SWEET_WORDS, SPORT_WORDS)):
        made[place] += sum(plain.count(word) for word in words)
    noise = hashlib.sha256(text.encode()).digest()
    made[2:34] += np.frombuffer(noise, dtype=np.uint8).astype(np.float32) / 2550
    return made / np.linalg.norm(made)


def a_candidate(**changes: Any) -> Candidate:
    """A creator who fits `a_wish`, with changes."""
    known: dict[str, Any] = {
        "creator_id": new_id(),
        "name": "Maya",
        "avatar_seed": "maya",
        "state": CreatorState.ACTIVE,
        "source": None,
        "country": "US",
        "city": "Dallas",
        "languages": ("zh", "en"),
        "niches": ("food",),
        "available_from": None,
        "channel_id": new_id(),
        "platform": Platform.XIAOHONGSHU,
        "handle": "maya",
        "verified_at": NOON,
        "verified_by": VerifiedBy.BIO_CODE,
        "followers": 4200,
        "figures_on": NOON.date(),
        "figures_source": "test",
        "audience": {},
        "last_post_at": NOON,
        "rates_minor": {(Format.PHOTO, "CNY"): 50_000},
    }
    return Candidate(**(known | changes))


def a_wish(**changes: Any) -> Wish:
    """What a dessert brand in Dallas asks for, with changes."""
    known: dict[str, Any] = {
        "title": "Cakes in Dallas",
        "story": "",
        "product_name": "Chestnut cake",
        "platform": Platform.XIAOHONGSHU,
        "format": Format.PHOTO,
        "price_max": Money(200_000, "CNY"),
        "niches": ("food",),
        "languages": ("zh", "en"),
        "audience_countries": ("US",),
        "publish_until": NOON.date(),
    }
    return Wish(**(known | changes))
