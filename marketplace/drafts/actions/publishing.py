"""A post is bound to its order, checked, and watched as long as it must be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from marketplace.base.actor import Side
from marketplace.base.errors import Conflict, NotFound
from marketplace.base.ids import BrandId, CreatorId, OrderId, PostId
from marketplace.creators.queries import handle_of
from marketplace.drafts.errors import NotYourPost, WrongPlatform
from marketplace.drafts.events import PostBound, PostNeedsFix, PostWentMissing
from marketplace.drafts.models import Post
from marketplace.drafts.queries import latest_draft, post_of
from marketplace.drafts.states import Missing
from marketplace.orders.actions import finishing
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work

TAKEDOWN_LIVES = timedelta(hours=48)
"""A kept post that is gone or unlabelled this long is a breach (蒲公英)."""


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
        post = Post(order_id=order.id, draft_id=draft.id)
        work.session.add(post)
    post.url, post.bound_at, post.missing, post.missing_since = address.url, work.now, [], None
    work.session.flush()
    work.announce(PostBound(post_id=PostId(post.id), order_id=OrderId(order.id)))
    return post


def record_look(work: Work, post_id: UUID, missing: Sequence[Missing], evidence: dict[str, Any]) -> Post:
    """Keeps what was found at a post's address, and moves its order on by it."""
    post = work.session.get(Post, post_id)
    if post is None:
        raise NotFound()
    order = order_seen_by(work.session, work.actor, post.order_id, lock=True)
    post = work.session.get_one(Post, post_id, with_for_update={"of": Post}, populate_existing=True)
    post.checked_at, post.evidence, post.missing = work.now, evidence, [found.value for found in missing]
    if order.state is OrderState.LIVE_CHECK:
        _judge_new(work, post, missing)
    elif order.state is OrderState.RETENTION:
        _judge_kept(work, post, missing)
    return post


def _judge_new(work: Work, post: Post, missing: Sequence[Missing]) -> None:
    if not missing:
        finishing.pass_live_check(work, post.order_id)
        return
    finishing.fail_live_check(work, post.order_id, why=", ".join(missing))
    work.announce(
        PostNeedsFix(
            post_id=PostId(post.id),
            order_id=OrderId(post.order_id),
            creator_id=CreatorId(post.order.creator_id),
            missing=list(missing),
        )
    )


def _judge_kept(work: Work, post: Post, missing: Sequence[Missing]) -> None:
    serious = [found for found in missing if found in {Missing.POST, Missing.ACCOUNT, Missing.LABEL}]
    if not serious:
        post.missing_since = None
        return
    if post.missing_since is None:
        post.missing_since = work.now
        work.announce(
            PostWentMissing(
                post_id=PostId(post.id),
                order_id=OrderId(post.order_id),
                creator_id=CreatorId(post.order.creator_id),
                brand_id=BrandId(post.order.brand_id),
                missing=list(serious),
            )
        )
    elif work.now - post.missing_since >= TAKEDOWN_LIVES:
        post.order.move("breach", by=Side.SYSTEM, at=work.now, why=", ".join(serious))
