"""Pictures are kept as they are uploaded, and the words in them once they have been read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import Side
from marketplace.base.errors import Forbidden
from marketplace.drafts.frames import Prepared
from marketplace.drafts.models import Picture
from marketplace.work.unit import Work


def keep_pictures(work: Work, prepared: Iterable[Prepared]) -> list[Picture]:
    """Keeps what a creator uploads, each picture once a person, whatever becomes of the draft."""
    person_id = work.actor.person_id
    if work.actor.side is not Side.CREATOR or person_id is None:
        raise Forbidden()
    return [_kept(work, person_id, each) for each in prepared]


def record_reading(work: Work, picture_id: UUID, lines: Sequence[str], *, is_doubtful: bool, reader: str) -> None:
    """Keeps what was read in a picture; the first reading stays."""
    picture = work.session.get_one(Picture, picture_id, with_for_update=True)
    if picture.read_at is None:
        picture.words, picture.is_doubtful = "\n".join(lines), is_doubtful
        picture.reader, picture.read_at = reader, work.now


def _kept(work: Work, person_id: UUID, picture: Prepared) -> Picture:
    session = work.session
    own = sa.select(Picture).where(Picture.uploaded_by_id == person_id, Picture.content_hash == picture.content_hash)
    found = session.scalars(own).one_or_none()
    if found is None:
        found = Picture(
            uploaded_by_id=person_id,
            uploaded_at=work.now,
            content=picture.content,
            content_hash=picture.content_hash,
            width=picture.width,
            height=picture.height,
        )
        session.add(found)
        session.flush()
    return found
