"""What anybody may see of the book: what stands for everything booked until a day, without a single amount."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.ledger.models import Journal, Link

FINAL_AFTER = timedelta(minutes=15)
"""Journals are sealed every minute, and a link never bears an earlier day than the one before it."""

VERIFIER = """\
import hashlib, json, sys
root = sys.argv[1]                     # the root of the day before; 64 zeros before the first
for line in sys.stdin:
    link = json.loads(line)
    said = "\\n".join([root, str(link["number"]), link["fingerprint"], link["posted_at"]])
    root = hashlib.sha256(said.encode()).hexdigest()
    assert root == link["hash"], link["number"]
print(root)                            # must be the root of the day
"""
"""A program that derives a day's root again from the day's links."""


@dataclass(frozen=True)
class Root:
    """The end of the chain at the end of a day, UTC. `journals` counts all until then, `of_day` those of the day."""

    day: date
    hash: str
    journals: int
    of_day: int


def daily_roots(session: Session, now: datetime, *, days: int = 30) -> Sequence[Root]:
    """The roots of the latest days that are over, newest first; none from before the first journal."""
    last = last_final_day(now)
    ends = [_ended_with(session, last - timedelta(days=back)) for back in range(days + 1)]
    return [
        Root(last - timedelta(days=back), end.hash, end.number, end.number - (before.number if before else 0))
        for back, (end, before) in enumerate(zip(ends, ends[1:], strict=False))
        if end is not None
    ]


def last_final_day(now: datetime) -> date:
    """The latest day whose root will not change any more."""
    return (now.astimezone(UTC) - FINAL_AFTER).date() - timedelta(days=1)


def links_of(session: Session, day: date) -> Iterator[str]:
    """A day's part of the chain as JSON lines: fingerprints and times, from which its root can be derived again."""
    begin = datetime.combine(day, time(), UTC)
    rows = session.execute(
        sa.select(Link.number, Journal.fingerprint, Journal.posted_at, Link.hash)
        .join(Journal, Journal.id == Link.journal_id)
        .where(Link.sealed_at >= begin, Link.sealed_at < begin + timedelta(days=1))
        .order_by(Link.number)
        .execution_options(yield_per=1000)
    )
    for number, fingerprint, posted_at, hashed in rows:
        said = {"number": number, "fingerprint": fingerprint, "posted_at": _written(posted_at), "hash": hashed}
        yield json.dumps(said) + "\n"


def _ended_with(session: Session, day: date) -> Link | None:
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    return session.scalar(
        sa.select(Link).where(Link.sealed_at < end).order_by(Link.sealed_at.desc(), Link.number.desc()).limit(1)
    )


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
