"""What is frozen of a look at a public post, and how each is chained to the one before it: pure functions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketplace.drafts.checking import LiveText, text_hash, what_is_missing
from marketplace.drafts.states import Missing


class LivePost(LiveText, Protocol):
    """A public post with its author and its times."""

    @property
    def handle(self) -> str:
        """Whose account it is on."""

    @property
    def published_at(self) -> datetime:
        """When its author published it."""

    @property
    def edited_at(self) -> datetime | None:
        """When its author last changed it."""


@dataclass(frozen=True)
class Expected:
    """What should be found at a post's address."""

    post_id: UUID
    order_id: UUID
    bound_at: datetime
    address: str
    account: str | None
    terms: Mapping[str, Any]
    version: int
    text_hash: str  # of the approved version
    ai_used: bool
    links_before: tuple[str, ...] | None  # of the first look at it; None before that


@dataclass(frozen=True)
class Seen:
    """What a look saw: what was expected, what was read, what is missing in it, and the picture drawn of it (PNG)."""

    expected: Expected
    read: dict[str, Any]
    missing: tuple[Missing, ...]
    picture: bytes | None = None


class Chained(Protocol):
    """A sighting as far as its chain goes."""

    number: int
    content: dict[str, Any]
    content_hash: str


def see(expected: Expected, live: LivePost | None) -> Seen:
    """Holds what is live against what should be; `live` is None when the post is gone."""
    fits = live is not None and expected.account is not None and live.handle.casefold() == expected.account.casefold()
    missing = what_is_missing(
        expected.terms,
        live,
        approved_hash=expected.text_hash,
        handle_fits=fits,
        ai_used=expected.ai_used,
        links_before=expected.links_before,
    )
    return Seen(expected, _read(live), missing)


def content_of(
    seen: Seen, *, number: int, kind: str, planned_at: datetime | None, at: datetime, kept_until: datetime, before: str
) -> dict[str, Any]:
    """Everything that is frozen of a look. `before` is the hash of the post's last sighting, empty for the first."""
    expected = seen.expected
    return {
        "number": number,
        "post": str(expected.post_id),
        "order": str(expected.order_id),
        "look": kind,
        "registered_at": expected.bound_at.isoformat(),
        "planned_at": planned_at.isoformat() if planned_at else None,
        "seen_at": at.isoformat(),
        "address": expected.address,
        "account": expected.account,
        "approved": {"version": expected.version, "text_hash": expected.text_hash, "ai_used": expected.ai_used},
        "links_before": list(expected.links_before) if expected.links_before is not None else None,
        "read": seen.read,
        "missing": [found.value for found in seen.missing],
        "picture_sha256": hashlib.sha256(seen.picture).hexdigest() if seen.picture is not None else None,
        "kept_until": kept_until.isoformat(),
        "before": before,
    }


def canonical(content: Mapping[str, Any]) -> str:
    """Content as JSON in one way only: keys sorted, no spaces, no escapes beyond those JSON needs."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def are_chained(sightings: Sequence[Chained]) -> bool:
    """Whether the sightings of one post, in their order, are as they were frozen, and none before the last is lost."""
    before = ""
    for number, sighting in enumerate(sightings, 1):
        said = sighting.content
        if (sighting.number, said["number"], said["before"]) != (number, number, before):
            return False
        before = fingerprint(said)
        if sighting.content_hash != before:
            return False
    return True


def _read(live: LivePost | None) -> dict[str, Any]:
    if live is None:
        return {"found": False}
    return {
        "found": True,
        "account": live.handle,
        "title": live.title,
        "body": live.body,
        "hashtags": list(live.hashtags),
        "native_label": live.native_label,
        "ai_mark": live.ai_mark,
        "links": list(live.links),
        "published_at": live.published_at.isoformat(),
        "edited_at": live.edited_at.isoformat() if live.edited_at else None,
        "text_hash": text_hash(live.title, live.body, live.hashtags),
    }
