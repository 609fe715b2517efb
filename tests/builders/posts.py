"""Public posts as platforms show them, and looks at them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.drafts.actions.watching import claim_look, record_look
from marketplace.drafts.queries import expected_of, first_look, post_of
from marketplace.drafts.sightings import see
from marketplace.drafts.states import Missing

GOOD_BODY = "#ad I have been drinking this oat latte every morning for two weeks, and it froths like the real thing."


@dataclass(frozen=True)
class Live:
    """A post as a platform shows it."""

    handle: str
    title: str = ""
    body: str = GOOD_BODY
    hashtags: tuple[str, ...] = ("oatlatte",)
    native_label: bool = False
    ai_mark: bool = False
    links: tuple[str, ...] = ()
    published_at: datetime = datetime(2026, 11, 24, 11, 50, tzinfo=UTC)
    edited_at: datetime | None = None


def look_at(deal: Any, post_id: UUID, *missing: Missing) -> None:
    """A look at the post, which finds the approved words; or lacking what is said, whatever that may be."""
    with deal.work_as(SYSTEM) as work:
        look_id = first_look(work.session, post_id)
        claimed = claim_look(work, look_id) if look_id else None
        expected = expected_of(work.session, post_id)
    seen = see(expected, None if Missing.POST in missing else Live(deal.handle))
    with deal.work_as(SYSTEM) as work:
        record_look(work, replace(seen, missing=missing), claimed)


def lose_the_label(deal: Any) -> None:
    """The creator takes the label off, and a look finds that out."""
    with deal.work_as(SYSTEM) as work:
        post = post_of(work.session, deal.order_id)
        assert post is not None
        post_id = post.id
    look_at(deal, post_id, Missing.LABEL)
