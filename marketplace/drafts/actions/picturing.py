"""Pictures are kept as they are uploaded, and the words in them once they have been read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.base.actor import Side
from marketplace.base.errors import Forbidden
from marketplace.drafts.frames import Prepared
from marketplace.drafts.models import Picture, Shown, UseNote
from marketplace.work.unit import Work

UNSHOWN_FOR = timedelta(days=7)
"""What is in no version and no log of use after so long was left behind: a form that was never handed in."""


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


def forget_unshown(work: Work) -> int:
    """Drops what was uploaded `UNSHOWN_FOR` ago or earlier and stands in no version and no log; gives how many."""
    shown = sa.select(Shown.draft_id).where(Shown.picture_id == Picture.id)
    noted = sa.select(UseNote.id).where(UseNote.picture_id == Picture.id)
    old = sa.delete(Picture).where(Picture.uploaded_at <= work.now - UNSHOWN_FOR, ~shown.exists(), ~noted.exists())
    return len(work.session.execute(old.returning(Picture.id)).all())


def _kept(work: Work, person_id: UUID, picture: Prepared) -> Picture:
    """The picture of this person, which another request may be keeping in this moment."""
    new = insert(Picture).values(
        uploaded_by_id=person_id,
        uploaded_at=work.now,
        content=picture.content,
        content_hash=picture.content_hash,
        width=picture.width,
        height=picture.height,
    )
    work.session.execute(new.on_conflict_do_nothing(index_elements=["uploaded_by_id", "content_hash"]))
    own = sa.select(Picture).where(Picture.uploaded_by_id == person_id, Picture.content_hash == picture.content_hash)
    return work.session.scalars(own).one()
