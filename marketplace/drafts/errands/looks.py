"""Looking at a public post: claim, read, draw, record. A crash anywhere leaves a look that is made later, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.base.errors import Conflict
from marketplace.drafts.actions.watching import Claimed, begin_daily_look, claim_look, put_off, record_look
from marketplace.drafts.drawing import draw_post
from marketplace.drafts.queries import expected_of
from marketplace.drafts.sightings import Expected, see
from marketplace.gateways import current
from marketplace.gateways.platforms.errors import PlatformUnavailable, PostAddressRefused
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)

TRIED_AGAIN_AFTER = timedelta(minutes=10)
"""A daily look that has not ended."""


def make_look(look_id: UUID) -> bool:
    """Makes a planned look that is due, unless somebody else is at it; without an answer it is put off: False."""
    with unit_of_work(SYSTEM) as work:
        claimed, now = claim_look(work, look_id), work.now
        expected = expected_of(work.session, claimed.post_id) if claimed else None
    if claimed is None or expected is None:
        return True
    try:
        _look(expected, now, claimed)
    except (PlatformUnavailable, PostAddressRefused) as why:
        log.warning("a post could not be read", post_id=str(claimed.post_id), why=str(why))
        with unit_of_work(SYSTEM) as work:
            put_off(work, claimed, str(why), asked_seconds=getattr(why, "retry_after_seconds", None))
        return isinstance(why, PostAddressRefused)
    return True


def watch_post(post_id: UUID) -> bool:
    """Looks at a kept post between its planned looks, unless somebody has just begun to; False without an answer."""
    with unit_of_work(SYSTEM) as work:
        if not begin_daily_look(work, post_id, again_after=system_clock() - TRIED_AGAIN_AFTER):
            return True
        expected, now = expected_of(work.session, post_id), work.now
    try:
        _look(expected, now)
    except (PlatformUnavailable, PostAddressRefused) as why:
        log.warning("a post could not be read", post_id=str(post_id), why=str(why))
        return isinstance(why, PostAddressRefused)
    return True


def _look(expected: Expected, now: datetime, claimed: Claimed | None = None) -> None:
    live = current.platforms().read_post(expected.address)
    seen = see(expected, live)
    seen = replace(seen, picture=draw_post(seen.read, address=expected.address, at=now))
    try:
        with unit_of_work(SYSTEM) as work:
            record_look(work, seen, claimed)
    except Conflict:
        log.info("an order moved while its post was looked at", post_id=str(expected.post_id))
