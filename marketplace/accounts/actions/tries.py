"""Counting failed tries in PostgreSQL, one after another, whether or not the e-mail is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.accounts.links import fingerprint
from marketplace.accounts.lockout import TriesOf, still_counts, waiting_time
from marketplace.accounts.models import Tries
from marketplace.settings import WebSettings, settings
from marketplace.work.unit import Work


def tries_of(work: Work, texts: Mapping[TriesOf, str]) -> Sequence[Tries]:
    """The counts for an e-mail and an address, locked until the end of the work: parallel guesses wait in line."""
    key = settings(WebSettings).secret_key.get_secret_value()
    return [_locked_row(work, kind, fingerprint(f"{kind}:{texts[kind]}", key=key)) for kind in sorted(texts)]


def locked_until(work: Work, counted: Sequence[Tries]) -> datetime | None:
    """When the next try is allowed; None when it is allowed now."""
    waiting = [row.locked_until for row in counted if row.locked_until and row.locked_until > work.now]
    return max(waiting, default=None)


def count_failure(work: Work, counted: Sequence[Tries]) -> None:
    """One more failed try; from the table of patience follows how long the next one has to wait."""
    for row in counted:
        earlier = row.failures if still_counts(row.kind, row.last_failed_at, work.now) else 0
        row.failures, row.last_failed_at = earlier + 1, work.now
        wait = waiting_time(row.kind, row.failures)
        row.locked_until = work.now + wait if wait else None


def forget_failures(counted: Sequence[Tries], kind: TriesOf) -> None:
    """The right person came: their failures count no more. Those of the address stay, other e-mails are tried there."""
    for row in counted:
        if row.kind is kind:
            row.failures, row.last_failed_at, row.locked_until = 0, None, None


def may_write_to(work: Work, email: str) -> bool:
    """Whether a stranger may make us send another letter to this e-mail now; counts it."""
    counted = tries_of(work, {TriesOf.LETTERS: email})
    if locked_until(work, counted):
        return False
    count_failure(work, counted)
    return True


def _locked_row(work: Work, kind: TriesOf, key_hash: str) -> Tries:
    work.session.execute(insert(Tries).values(kind=kind, key_hash=key_hash, failures=0).on_conflict_do_nothing())
    return work.session.get_one(Tries, (kind, key_hash), with_for_update=True, populate_existing=True)
