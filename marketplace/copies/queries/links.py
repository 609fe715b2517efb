"""What hangs together by links, whatever is linked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.copies.joining import Joined
from marketplace.copies.models import CopyLink, CopyPicture, CopyText, PictureLink
from marketplace.copies.states import MOUTHS

Link = CopyLink | PictureLink


def reached_from(session: Session, link: type[Link], start: UUID) -> set[UUID]:
    """Ids of everything that hangs together with one, itself included."""
    reached: set[UUID] = {start}
    edge: Collection[UUID] = reached
    while edge:
        rows = session.execute(
            sa.select(link.one_id, link.other_id).where(sa.or_(link.one_id.in_(edge), link.other_id.in_(edge)))
        )
        edge = {one for row in rows for one in row} - reached
        reached |= edge
    return reached


def large_groups(session: Session, link: type[Link]) -> Sequence[Collection[UUID]]:
    """Ids of what hangs together, for each group that may have more than `MOUTHS` authors."""
    linked = Joined[UUID]()
    for one, other in session.execute(sa.select(link.one_id, link.other_id)):
        linked.join(one, other)
    return [group for group in linked.groups() if len(group) > MOUTHS]


def author_count(kept: Iterable[CopyText | CopyPicture]) -> int:
    """How many people posted them."""
    return len({each.author_id for each in kept})


def brand_names(kept: Iterable[CopyText | CopyPicture]) -> list[str]:
    """The brands whose orders supplied them."""
    return sorted({each.brand.name for each in kept if each.brand is not None})
