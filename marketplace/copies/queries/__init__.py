"""Reads: texts and pictures like one another, and those that several people post."""

from marketplace.copies.queries.pictures import (
    pictures_of,
    possible_likenesses,
    shared_pictures,
    shown_around,
)
from marketplace.copies.queries.texts import (
    possible_copies,
    posts_not_compared,
    script_around,
    shared_scripts,
    texts_of_gone_posts,
)
from marketplace.copies.states import MOUTHS

__all__ = [
    "MOUTHS",
    "pictures_of",
    "possible_copies",
    "possible_likenesses",
    "posts_not_compared",
    "script_around",
    "shared_pictures",
    "shared_scripts",
    "shown_around",
    "texts_of_gone_posts",
]
