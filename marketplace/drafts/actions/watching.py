"""Looks at a public post: planned when it is registered, each made once, and what it saw frozen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound
from marketplace.base.ids import new_id
from marketplace.drafts.actions.judging import judge_sighting
from marketplace.drafts.looks import keep_until, looks_from, wait_after
from marketplace.drafts.models import PlannedLook, Post, Sighting
from marketplace.drafts.queries import last_sighting
from marketplace.drafts.queries.watching import OPEN
from marketplace.drafts.sightings import Seen, content_of, fingerprint
from marketplace.drafts.states import LookKind
from marketplace.orders.queries import order_seen_by
from marketplace.orders.states import UNPAID_STATES, OrderState
from marketplace.work.unit import Work

BETWEEN = "between"
"""What a sighting says that no planned look made, but the daily one, because something had changed."""


@dataclass(frozen=True)
class Claimed:
    """A look that is made from here, and until when nobody else makes it."""

    look_id: UUID
    post_id: UUID
    lease: datetime


def plan_looks(work: Work, post: Post) -> None:
    """Plans every look at a post that was just registered; those of an earlier registration are dropped."""
    earlier = sa.and_(PlannedLook.post_id == post.id, PlannedLook.bound_at != post.bound_at, OPEN)
    work.session.execute(sa.update(PlannedLook).where(earlier).values(dropped_at=work.now))
    planned = looks_from(work.now, int(post.order.terms["retention_days"]))
    rows = [
        {"id": new_id(), "post_id": post.id, "bound_at": post.bound_at, "kind": kind, "planned_at": at, "attempts": 0}
        for kind, at in planned.items()
    ]
    work.session.execute(insert(PlannedLook).values(rows).on_conflict_do_nothing())


def plan_last_look(work: Work, post_id: UUID) -> None:
    """The order is settled: the last look comes when its post need no longer be kept."""
    last = work.session.scalars(
        sa.select(PlannedLook)
        .where(PlannedLook.post_id == post_id, PlannedLook.kind == LookKind.END, OPEN)
        .with_for_update(of=PlannedLook)
    ).one_or_none()
    if last is not None:
        _settle_end(work, last)


def claim_look(work: Work, look_id: UUID) -> Claimed | None:
    """Takes a look that is due, for as long as a lease lasts. None when it is made, waits, or somebody is at it."""
    look = work.session.get(
        PlannedLook, look_id, with_for_update={"of": PlannedLook, "skip_locked": True}, populate_existing=True
    )
    if look is None or not look.is_open or look.is_leased:
        return None
    if look.next_try_at is not None and look.next_try_at > system_clock():
        return None
    if look.post.order.state is OrderState.CANCELLED:
        look.dropped_at = work.now
        return None
    if look.kind is LookKind.END:
        _settle_end(work, look)
    if look.planned_at > work.now:
        return None
    look.attempts += 1
    look.next_try_at = system_clock() + wait_after(look.attempts)  # also when nobody comes back to say why
    return Claimed(look.id, look.post_id, look.take_lease())


def put_off(work: Work, claimed: Claimed, why: str, *, asked_seconds: int | None = None) -> None:
    """The platform did not answer: the look is tried again later."""
    look = _held(work, claimed)
    if look is not None:
        look.lease_until, look.last_error = None, why[:500]
        look.next_try_at = system_clock() + wait_after(look.attempts, asked_seconds=asked_seconds)


def begin_daily_look(work: Work, post_id: UUID, *, again_after: datetime) -> bool:
    """Whether a post's daily look is made from here: nobody began one since an instant (of the machine's clock)."""
    free = sa.or_(Post.tried_at.is_(None), Post.tried_at <= again_after)
    begun = sa.update(Post).where(Post.id == post_id, free).values(tried_at=system_clock()).returning(Post.id)
    return work.session.scalar(begun) is not None


def record_look(work: Work, seen: Seen, claimed: Claimed | None = None) -> Sighting | None:
    """Freezes what a look saw, and moves the post's order on by it.

    `claimed` is the planned look that saw it. Without one nothing is frozen unless something has changed since the
    last look. None also when the claim has gone to somebody else, or the post was registered again meanwhile.
    """
    post_id = seen.expected.post_id
    order_seen_by(work.session, work.actor, seen.expected.order_id, lock=True)
    post = work.session.get(Post, post_id, with_for_update={"of": Post}, populate_existing=True)
    if post is None:
        raise NotFound()
    look = _held(work, claimed) if claimed is not None else None
    if (claimed is not None and look is None) or post.bound_at != seen.expected.bound_at:
        return None
    before = last_sighting(work.session, post_id)
    post.checked_at, post.evidence, post.missing = work.now, seen.read, [found.value for found in seen.missing]
    post.tried_at, sighting = None, None
    if look is not None or before is None or _has_changed(before, seen):
        sighting = _freeze(work, post, seen, look, before)
    if look is not None:
        look.done_at, look.lease_until, look.next_try_at, look.last_error = work.now, None, None, None
    judge_sighting(work, post, seen.missing, sighting)
    return sighting


def _held(work: Work, claimed: Claimed) -> PlannedLook | None:
    """The look, locked, as long as the lease is ours and it is still to be made."""
    look = work.session.get(PlannedLook, claimed.look_id, with_for_update={"of": PlannedLook}, populate_existing=True)
    return look if look is not None and look.is_open and look.lease_until == claimed.lease else None


def _settle_end(work: Work, look: PlannedLook) -> None:
    """The end of keeping is known once the order is settled; until then the last look is a guess."""
    order = look.post.order
    if order.state is OrderState.RETENTION and order.due_at is not None:
        look.planned_at = order.due_at
    elif order.state in UNPAID_STATES and look.planned_at <= work.now:
        look.planned_at = order.clock_end("retained_until", work.now)


def _freeze(work: Work, post: Post, seen: Seen, look: PlannedLook | None, before: Sighting | None) -> Sighting:
    kept_until = keep_until(work.now, _kept_to(work, post))
    content: dict[str, Any] = content_of(
        seen,
        number=before.number + 1 if before else 1,
        kind=look.kind.value if look else BETWEEN,
        planned_at=look.planned_at if look else None,
        at=work.now,
        kept_until=kept_until,
        before=before.content_hash if before else "",
    )
    sighting = Sighting(
        post_id=post.id,
        number=content["number"],
        look_id=look.id if look else None,
        seen_at=work.now,
        content=content,
        content_hash=fingerprint(content),
        picture=seen.picture,
        kept_until=kept_until,
    )
    work.session.add(sighting)
    work.session.flush()
    return sighting


def _kept_to(work: Work, post: Post) -> datetime:
    planned: Collection[datetime] = work.session.scalars(
        sa.select(PlannedLook.planned_at).where(PlannedLook.post_id == post.id, PlannedLook.kind == LookKind.END)
    ).all()
    return max(planned, default=work.now)


def _has_changed(before: Sighting, seen: Seen) -> bool:
    return before.read != seen.read or before.missing != list(seen.missing)
