"""Facts of authenticity."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import CreatorId


@fact
class AppealWritten(Fact):
    """A creator asked staff to look at a sign again."""

    remark_id: UUID
    creator_id: CreatorId


@fact
class AppealDecided(Fact):
    """Staff decided an appeal."""

    remark_id: UUID
    creator_id: CreatorId
    upheld: bool
    reason: str
