"""Maya and Bo: creators as the actions make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

import sqlalchemy as sa

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM, VISITOR, Actor
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.creators import actions
from marketplace.creators.actions import NewFigures, NewPost, ProfileText
from marketplace.creators.intake.records import creator_record
from marketplace.creators.models import Channel, Creator
from marketplace.creators.states import Format, Platform, PostKind
from marketplace.work.unit import Work
from tests.builders.accounts import confirm

WorkAs = Callable[[Actor], AbstractContextManager[Work]]


def a_new_creator(work_as: WorkAs, name: str = "Maya", *, password: str | None = None, country: str = "US") -> Creator:
    """Somebody who has just joined (maya@example.com), with the e-mail confirmed and nothing filled in."""
    with work_as(VISITOR) as work:
        creator = actions.join_as_creator(
            work, email=f"{name.lower()}@example.com", name=name, password=password, country=country, adult=True
        )
    confirm(work_as, person_of(work_as, creator))
    return creator


def a_creator(
    work_as: WorkAs,
    name: str = "Maya",
    *,
    country: str = "US",
    platform: Platform = Platform.INSTAGRAM,
    handle: str | None = None,
    followers: int = 5000,
    price: Money | None = None,
    format: Format = Format.PHOTO,
    niches: Sequence[str] = ("food",),
    languages: Sequence[str] = ("en",),
) -> Creator:
    """A creator whose profile is complete: a proved channel, a price, figures of today."""
    creator = a_new_creator(work_as, name, country=country)
    actor = person_of(work_as, creator).actor
    with work_as(actor) as work:
        text = ProfileText(
            name=name, bio=f"{name} writes about food.", country=country, city=None, languages=languages, niches=niches
        )
        actions.save_profile(work, text)
        actions.set_rate(work, platform=platform, format=format, price=price or Money(20_000, "USD"))
    a_proved_channel(work_as, creator, platform=platform, handle=handle or name.lower(), followers=followers)
    return creator


def a_proved_channel(
    work_as: WorkAs, creator: Creator, *, platform: Platform, handle: str, followers: int = 5000
) -> Channel:
    """A channel whose bio held the code when the platform was asked."""
    with work_as(person_of(work_as, creator).actor) as work:
        channel = actions.add_channel(work, platform=platform, handle=handle)
        channel_id, code = channel.id, channel.proof_code
    with work_as(SYSTEM) as work:
        return actions.record_proof(work, channel_id, bio=f"hello {code}", followers=followers)


def some_posts(work_as: WorkAs, channel: Channel, count: int = 5, *, likes: int = 100, sponsored: bool = False) -> None:
    """Posts of the last days, the newest yesterday; the same likes on each."""
    channel_id = channel.id
    with work_as(SYSTEM) as work:
        posts = [
            NewPost(
                external_id=f"post{sponsored}{number}", kind=PostKind.PHOTO, title=f"Cake {number}", tags=("cake",),
                published_at=work.now - timedelta(days=number), counted_at=work.now, source="platform",
                likes=likes, saves=likes // 2, comments=likes // 10, sponsored=sponsored,
            )
            for number in range(1, count + 1)
        ]  # fmt: skip
        actions.record_posts(work, channel_id, posts)


def some_figures(
    work_as: WorkAs, channel: Channel, followers: int, *, days_ago: int = 0, source: str = "platform"
) -> None:
    """A dated snapshot of a channel."""
    channel_id = channel.id
    with work_as(SYSTEM) as work:
        taken_on = (work.now - timedelta(days=days_ago)).date()
        actions.record_figures(work, channel_id, NewFigures(taken_on=taken_on, source=source, followers=followers))


def an_imported_creator(work_as: WorkAs, *, handle: str = "u1", platform: Platform = Platform.XIAOHONGSHU) -> Creator:
    """Somebody known from an import only, whom nobody signs in for."""
    with work_as(SYSTEM) as work:
        batch = actions.begin_import(work, source="an_export", mapping="Test", files=["invented.csv"])
        read = {"platform": platform.value, "handle": handle, "name": "Imported", "followers": 800}
        actions.import_creators(work, batch, [creator_record(2, read, now=work.now)])
        actions.finish_import(work, batch.id, {})
        found = work.session.scalar(sa.select(Creator).where(Creator.source == "an_export"))
        assert found is not None
        return found


def person_of(work_as: WorkAs, creator: Creator) -> Person:
    """Who signs in as the creator."""
    creator_id = creator.id
    with work_as(SYSTEM) as work:
        found = accounts.person_of_creator(work.session, creator_id)
    if found is None:
        raise NotFound()
    return found
