"""What hangs together by links, whatever is linked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.copies.joining import Joined
from marketplace.copies.models import CopyLink, CopyPicture, CopyText, PictureLink
from marketplace.copies.states import MOUTHS

Link = CopyLink | PictureLink
Work = TypeVar("Work", CopyText, CopyPicture)


@dataclass(frozen=True)
class Shared(Generic[Work]):
    """Texts or pictures of different authors that hang together, the oldest first."""

    works: Sequence[Work]

    @property
    def author_count(self) -> int:
        """How many people posted them."""
        return len({each.author_id for each in self.works})

    @property
    def brands(self) -> list[str]:
        """The brands whose orders supplied them."""
        return sorted({each.brand.name for each in self.works if each.brand is not None})


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


def shared_by_many(
    session: Session, link: type[Link], kept: Callable[[Session, Collection[UUID]], Sequence[Work]]
) -> list[Shared[Work]]:
    """What more than `MOUTHS` people posted, the one with the most people first; `kept` gives rows by their ids."""
    groups = large_groups(session, link)
    number_of = {one: number for number, group in enumerate(groups) for one in group}
    works: list[list[Work]] = [[] for _ in groups]
    for each in kept(session, number_of):
        works[number_of[each.id]].append(each)
    found = [Shared(each) for each in works]
    return sorted((one for one in found if one.author_count > MOUTHS), key=lambda one: -one.author_count)
