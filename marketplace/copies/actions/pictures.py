"""Pictures are kept to be compared, and compared with all that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from marketplace.copies.appearance import Appearance, likeness
from marketplace.copies.events import PictureShared
from marketplace.copies.models import CopyPicture, PictureLink
from marketplace.copies.queries import pictures_of, possible_likenesses, shown_around
from marketplace.copies.states import MOUTHS, TextSource
from marketplace.work.unit import Work

_ONE_AT_A_TIME = 2_026_112_801


@dataclass(frozen=True)
class Pictured:
    """Pictures as they are handed over, each under its owner's id for it: whose, for which brand's order, and when."""

    source: TextSource
    source_id: UUID
    author_id: UUID
    pictures: Mapping[UUID, Appearance]
    shown_at: datetime
    brand_id: UUID | None = None


def compare_pictures(work: Work, pictured: Pictured) -> list[CopyPicture]:
    """Keeps the pictures of a draft or post in place of those of before, and links them with the same ones of others.

    Announces a picture once more than three people have handed it in, of several such pictures the one that most have.
    One at a time, so that of two that come at the same moment the second sees the first. Bears repetition.
    """
    work.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    kept = pictures_of(work.session, pictured.source, pictured.source_id)
    for picture_id in kept.keys() - pictured.pictures.keys():
        work.session.delete(kept.pop(picture_id))
    work.session.flush()
    told: dict[UUID, int] = {}
    for picture_id, appearance in pictured.pictures.items():
        if picture_id not in kept:
            kept[picture_id], before, now = _compared(work, pictured, picture_id, appearance)
            if before <= MOUTHS < now:
                told[kept[picture_id].id] = now
    if told:
        most = max(told, key=lambda each: told[each])
        work.announce(PictureShared(picture_id=most, authors=told[most]))
    return list(kept.values())


def _compared(work: Work, pictured: Pictured, picture_id: UUID, appearance: Appearance) -> tuple[CopyPicture, int, int]:
    """The new picture, and how many people had it before and have it now."""
    session = work.session
    picture = CopyPicture(
        source=pictured.source,
        source_id=pictured.source_id,
        picture_id=picture_id,
        author_id=pictured.author_id,
        brand_id=pictured.brand_id,
        shown_at=pictured.shown_at,
        pattern=appearance.pattern,
        greys=appearance.greys,
    )
    others = possible_likenesses(session, appearance, pictured.author_id)
    alike = [(each, how) for each in others if (how := likeness(appearance, each.appearance))]
    before = max((shown_around(session, each.id).author_count for each, _ in alike), default=0)
    session.add(picture)
    session.flush()
    for other, how in alike:
        one, two = sorted((picture.id, other.id))
        session.add(PictureLink(one_id=one, other_id=two, likeness=round(how, 3)))
    session.flush()
    return picture, before, shown_around(session, picture.id).author_count
