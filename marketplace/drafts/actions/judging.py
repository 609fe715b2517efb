"""What a look found, judged: a new post passes or must be mended; a public one loses things and gets them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import Side
from marketplace.base.ids import BrandId, CreatorId, OrderId, PostId
from marketplace.drafts.events import LabelRemoved, PostChanged, PostMended, PostNeedsFix, PostWentMissing
from marketplace.drafts.looks import TAKEDOWN_LIVES
from marketplace.drafts.models import Post, PostFinding, Sighting
from marketplace.drafts.queries import last_sighting
from marketplace.drafts.states import Missing
from marketplace.orders.actions import finishing
from marketplace.orders.states import OrderState
from marketplace.work.unit import Work

GONE, UNLABELLED = frozenset({Missing.POST, Missing.ACCOUNT}), frozenset({Missing.LABEL})
SERIOUS = GONE | UNLABELLED
"""What breaks the agreement when it lasts."""

NOT_YET_PUBLIC = frozenset({OrderState.LIVE_CHECK, OrderState.FIX_REQUIRED})
"""Until a post has passed its first check the creator mends it, and nothing is lost that was there."""


def judge_sighting(work: Work, post: Post, missing: Sequence[Missing], sighting: Sighting | None) -> None:
    """Moves the post's order on by what is missing, and says what was lost and what is there again."""
    state = post.order.state
    if state is OrderState.LIVE_CHECK:
        _judge_new(work, post, missing)
    elif state not in NOT_YET_PUBLIC:
        _judge_public(work, post, missing, sighting)


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


def _judge_public(work: Work, post: Post, missing: Sequence[Missing], sighting: Sighting | None) -> None:
    is_open = sa.and_(PostFinding.post_id == post.id, PostFinding.mended_at.is_(None))
    open_ones = {found.what: found for found in work.session.scalars(sa.select(PostFinding).where(is_open))}
    sighting = sighting or last_sighting(work.session, post.id)
    lost = [what for what in missing if what not in open_ones]
    # Of a post that is gone nobody can say that its label is back.
    back = [] if Missing.POST in missing else [what for what in Missing if what in open_ones and what not in missing]
    if sighting is not None:
        for what in lost:
            work.session.add(PostFinding(post_id=post.id, what=what, found_at=work.now, found_in_id=sighting.id))
        for what in back:
            open_ones[what].mended_at, open_ones[what].mended_in_id = work.now, sighting.id
    _keep_time(work, post, missing)
    _announce(work, post, lost, back, sighting.id if sighting else None)


def _keep_time(work: Work, post: Post, missing: Sequence[Missing]) -> None:
    """How long a serious thing has been missing; in the time the post must be kept two days of it are a breach."""
    serious = [what for what in missing if what in SERIOUS]
    if not serious:
        post.missing_since = None
    elif post.missing_since is None:
        post.missing_since = work.now
    elif work.now - post.missing_since >= TAKEDOWN_LIVES and post.order.state is OrderState.RETENTION:
        post.order.move("breach", by=Side.SYSTEM, at=work.now, why=", ".join(serious))


def _announce(
    work: Work, post: Post, lost: Sequence[Missing], back: Sequence[Missing], sighting_id: UUID | None
) -> None:
    about: dict[str, Any] = {
        "post_id": PostId(post.id),
        "order_id": OrderId(post.order_id),
        "creator_id": CreatorId(post.order.creator_id),
        "brand_id": BrandId(post.order.brand_id),
    }
    if gone := [what.value for what in lost if what in GONE]:
        work.announce(PostWentMissing(**about, missing=gone))
    if unlabelled := [what.value for what in lost if what in UNLABELLED]:
        work.announce(LabelRemoved(**about, missing=unlabelled))
    if changed := [what.value for what in lost if what not in SERIOUS]:
        work.announce(PostChanged(**about, missing=changed))
    if back:
        work.announce(PostMended(**about, mended=[what.value for what in back]))
