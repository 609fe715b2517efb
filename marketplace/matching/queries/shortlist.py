"""Where very many creators pass the hard filters of a brief: the nearest of them, out of the index, read again here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.creators.queries import Candidate, candidates
from marketplace.matching.filters import FilterCount, passing
from marketplace.matching.index.place import index_to_ask
from marketplace.matching.index.protocol import wanted_of
from marketplace.matching.queries.space import Space
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import Wish

FROM = 4_000
"""When so many pass or fewer, everybody is scored and no index is asked."""

LENGTH = 2_000
"""So many of the others are scored: those whose posts are nearest to what the brief says."""


@dataclass(frozen=True)
class Shortlist:
    """Who is scored, how many each filter removed, and how many passed; the last two together are the total."""

    candidates: list[Candidate]
    removed: list[FilterCount]
    considered: int


def shortlist(
    session: Session,
    wish: Wish,
    where: Space | None,
    query: Vector | None,
    *,
    total: int,
    decided: frozenset[UUID],
    also: Collection[UUID] = (),
) -> Shortlist | None:
    """The nearest of those who pass, and whoever of `also` passes; none where everybody can be scored.

    The index may be some seconds old, so PostgreSQL has the last word on each: who does not pass any more is counted
    with the filter that says so.
    """
    asked = where.asked(wish, query) if where is not None and query is not None else None
    index = index_to_ask(session, where) if where is not None and asked is not None else None
    if index is None or asked is None:
        return None
    found = index.search(asked.row, wanted_of(wish, decided), LENGTH)
    if found.passing <= FROM:
        return None
    near = set(found.ids)
    rows = candidates(session, platform=wish.platform, creator_ids=[*near, *(one for one in also if one not in near)])
    left, lost = passing(wish, [row for row in rows if row.creator_id in near], total=len(near), decided=decided)
    others, _ = passing(wish, [row for row in rows if row.creator_id not in near], total=0, decided=decided)
    counted = dict(found.removed)
    counted["platform"] = counted.get("platform", 0) + total - found.passing - sum(counted.values())
    removed = [replace(row, removed=row.removed + counted.get(row.name, 0)) for row in lost]
    return Shortlist([*left, *others], removed, total - sum(row.removed for row in removed))
