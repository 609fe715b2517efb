"""Reads, by what people come to know: one creator, many creators for matching, imports."""

from marketplace.creators.queries.imports import (
    creators_of_batch,
    import_batch,
    import_batches,
    newer_import_of_the_same,
)
from marketplace.creators.queries.many import Candidate, DigestSource, candidates, counted_posts, digest_sources
from marketplace.creators.queries.one import (
    channel,
    channel_seen_by,
    creator,
    creator_seen_by,
    handle_of,
    next_step_before_applying,
    own_creator,
    profile_state,
    rate_seen_by,
)
from marketplace.creators.queries.profiles import ChannelProfile, Profile, profile_of

__all__ = [
    "Candidate",
    "ChannelProfile",
    "DigestSource",
    "Profile",
    "candidates",
    "channel",
    "channel_seen_by",
    "counted_posts",
    "creator",
    "creator_seen_by",
    "creators_of_batch",
    "digest_sources",
    "handle_of",
    "import_batch",
    "import_batches",
    "newer_import_of_the_same",
    "next_step_before_applying",
    "own_creator",
    "profile_of",
    "profile_state",
    "rate_seen_by",
]
