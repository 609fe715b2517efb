"""What is always true of what looks at public posts saw, asked of the rows themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import groupby
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.text import N_
from marketplace.drafts.models import Sighting
from marketplace.drafts.sightings import are_chained
from marketplace.work.invariants import Invariants

_NONE_LIKE: Mapping[str, str] = {
    # The picture is not part of the content that is hashed, its hash is.
    "every_picture_is_the_one_that_was_drawn": """
        SELECT post_id FROM sightings
        WHERE encode(sha256(picture), 'hex') IS DISTINCT FROM content->>'picture_sha256'""",
    # The last sighting of a chain can be lost without a gap, but the look that made it says that it was made.
    "every_look_that_was_made_has_what_it_saw": """
        SELECT l.post_id FROM planned_looks l LEFT JOIN sightings s ON s.look_id = l.id
        WHERE (l.done_at IS NULL) <> (s.id IS NULL)""",
}  # each holds when its query finds no post

SAYS: Mapping[str, str] = {
    "every_sighting_is_as_it_was_frozen": N_("What looks at posts saw is as it was frozen"),
    "every_picture_is_the_one_that_was_drawn": N_("Every picture of a post is the one that was drawn"),
    "every_look_that_was_made_has_what_it_saw": N_("Every look at a post that was made has what it saw"),
}
"""The invariants as people read them."""


def verify(session: Session) -> dict[str, bool]:
    """Whether each invariant of looks at public posts holds. Reads everything that was ever frozen."""
    return {name: not posts for name, posts in posts_breaking(session).items()}


def posts_breaking(session: Session) -> Mapping[str, Set[UUID]]:
    """The ids of the posts for which each invariant does not hold."""
    found = {name: set(session.scalars(sa.text(query))) for name, query in _NONE_LIKE.items()}
    torn = {chain[0].post_id for chain in _chains(session) if not are_chained(chain)}
    return {"every_sighting_is_as_it_was_frozen": torn, **found}


def _chains(session: Session) -> Iterator[list[sa.Row[tuple[object, ...]]]]:
    """The sightings of each post, without their pictures."""
    columns = (Sighting.post_id, Sighting.number, Sighting.content, Sighting.content_hash)
    rows = session.execute(
        sa.select(*columns).order_by(Sighting.post_id, Sighting.number).execution_options(yield_per=500)
    )
    for _, chain in groupby(rows, key=lambda row: row.post_id):
        yield list(chain)


INVARIANTS = Invariants(lambda _: {}, SAYS, on_request=verify)
