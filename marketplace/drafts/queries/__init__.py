"""Reading drafts and posts."""

from marketplace.drafts.queries.drafts import (
    count_by_country,
    count_by_verdict,
    draft_seen_by,
    drafts_asked_for,
    drafts_awaiting_person,
    latest_draft,
    next_to_decide,
    own_pictures,
    picture_seen_by,
    post_of,
    proof_seen_by,
    proofs_of,
    versions_of,
)
from marketplace.drafts.queries.watching import (
    expected_of,
    first_look,
    last_sighting,
    looks_due,
    looks_to_come,
    posts_to_watch,
    sightings_of,
)

__all__ = [
    "count_by_country",
    "count_by_verdict",
    "draft_seen_by",
    "drafts_asked_for",
    "drafts_awaiting_person",
    "expected_of",
    "first_look",
    "last_sighting",
    "latest_draft",
    "looks_due",
    "looks_to_come",
    "next_to_decide",
    "own_pictures",
    "picture_seen_by",
    "post_of",
    "posts_to_watch",
    "proof_seen_by",
    "proofs_of",
    "sightings_of",
    "versions_of",
]
