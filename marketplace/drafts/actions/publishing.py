"""A creator says where the post of an order is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from marketplace.base.errors import Conflict
from marketplace.base.ids import OrderId, PostId
from marketplace.creators.queries import handle_of
from marketplace.drafts.actions.watching import plan_looks
from marketplace.drafts.errors import NotYourPost, WrongPlatform
from marketplace.drafts.events import PostBound
from marketplace.drafts.models import Post
from marketplace.drafts.queries import latest_draft, post_of
from marketplace.orders.actions import finishing
from marketplace.orders.queries import order_seen_by
from marketplace.work.unit import Work


@dataclass(frozen=True)
class Address:
    """Where a post is: its platform, the account's handle where the address names it, and the whole address."""

    platform: str
    handle: str | None
    url: str


def bind_post(work: Work, order_id: UUID, address: Address) -> Post:
    """The creator says where the post is. Raises WrongPlatform or NotYourPost when it cannot be the one."""
    order = order_seen_by(work.session, work.actor, order_id, lock=True)
    expected = str(order.terms["platform"])
    if address.platform != expected:
        raise WrongPlatform(platform=address.platform, expected=expected)
    handle = handle_of(work.session, order.creator_id, expected)
    if handle is None or (address.handle is not None and handle.casefold() != address.handle.casefold()):
        raise NotYourPost(handle=address.handle or "–", expected=handle or "–")
    draft = latest_draft(work.session, order.id)
    if draft is None:
        raise Conflict()
    finishing.bind_post(work, order.id)
    post = post_of(work.session, order.id)
    if post is None:
        post = Post(order_id=order.id, draft_id=draft.id, bound_at=work.now)
        work.session.add(post)
    else:
        post.bound_at = max(work.now, post.bound_at + timedelta(microseconds=1))  # each registration is one of its own
    post.url, post.missing, post.missing_since = address.url, [], None
    work.session.flush()
    plan_looks(work, post)
    work.announce(PostBound(post_id=PostId(post.id), order_id=OrderId(order.id)))
    return post
