"""What is found out about texts and pictures."""

from uuid import UUID

from marketplace.base.facts import Fact, fact


@fact
class ScriptShared(Fact):
    """More than three authors posted versions of one script."""

    text_id: UUID
    authors: int


@fact
class PictureShared(Fact):
    """More than three authors handed in one picture."""

    picture_id: UUID
    authors: int


@fact
class PostsLeftToCompare(Fact):
    """So many imported posts were compared at a time, and there may be more."""

    posts: int
