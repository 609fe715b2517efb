"""Comparing both sides, and keeping what was found: the same break is one item over many nights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.ids import new_id
from marketplace.reconciliation.actions.pairing import keep_matches
from marketplace.reconciliation.events import (
    BreaksLeftOpen,
    ItemsOpenForDays,
    OpenItemExplained,
    OpenItemFound,
    ReconciliationAsked,
)
from marketplace.reconciliation.matching import compare
from marketplace.reconciliation.models import Item, Run
from marketplace.reconciliation.queries import (
    booked_side,
    latest_closed,
    night_before,
    nightly_run,
    open_items,
    run_seen_by,
    told_side,
)
from marketplace.reconciliation.sides import Booked, Break, Told
from marketplace.reconciliation.states import BreakKind, ItemState
from marketplace.reconciliation.telling import TOLD_AGAIN_AFTER, Tally
from marketplace.work.unit import Work

_LOCK = 7_236_112_009  # any number that nothing else locks: one comparison at a time


def begin_nightly_run(work: Work, cut: datetime) -> Run:
    """The night's comparison of a cut, begun now or earlier."""
    work.session.execute(
        insert(Run)
        .values(id=new_id(), cut_at=cut, asked_at=work.now, matched=0, kinds={}, opened=0, explained=0, balances=[])
        .on_conflict_do_nothing(index_elements=["cut_at"], index_where=sa.text("asked_by_id IS NULL"))
    )
    run = nightly_run(work.session, cut)
    if run is None:
        raise LookupError("a comparison that was just begun is not there")
    return run


def ask_for_run(work: Work) -> Run:
    """Somebody on duty wants both sides compared as they are now."""
    must_be_finance(work.actor)
    run = Run(cut_at=work.now, asked_at=work.now, asked_by_id=work.actor.person_id)
    work.session.add(run)
    work.session.flush()
    work.announce(ReconciliationAsked(run_id=run.id))
    return run


def finish_run(work: Work, run_id: UUID, *, says: Mapping[str, int], mirrored: Mapping[str, int]) -> Run:
    """Compares both sides at a run's cut and brings the open items up to date, once.

    `says` is Stripe's own balance, `mirrored` what all changes kept here came to when it was read.
    """
    work.session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    run = run_seen_by(work.session, work.actor, run_id, lock=True)
    if run.done_at is not None:
        return run
    booked, told = booked_side(work.session), told_side(work.session)
    findings = compare(booked, told, run.cut_at)
    run.matched = findings.matched
    run.kinds = dict(Counter(one.kind.value for one in findings.breaks))
    run.balances = _balances(run.cut_at, booked, told, findings.breaks, says, mirrored)
    keep_matches(work, findings.pairs)
    _bring_up_to_date(work, run, findings.breaks)
    if run.asked_by_id is None:
        _tell(work, run)
    run.done_at = work.now
    return run


def _tell(work: Work, run: Run) -> None:
    """What a night leaves open is told once, and again when it has been open for days."""
    still_open = open_items(work.session)
    left = Tally.of((item.kind, item.difference) for item in still_open)
    if left.needs_somebody:
        work.announce(BreaksLeftOpen(run_id=run.id, counts=left.counts, sums=left.sums))
    long_ago = work.now - TOLD_AGAIN_AFTER
    told_until = night_before(work.session, run)
    old = [
        item
        for item in still_open
        if item.found_at <= long_ago and (told_until is None or told_until - TOLD_AGAIN_AFTER < item.found_at)
    ]
    if old:
        tally = Tally.of((item.kind, item.difference) for item in old)
        work.announce(ItemsOpenForDays(run_id=run.id, counts=tally.counts, sums=tally.sums))


def _bring_up_to_date(work: Work, run: Run, breaks: Sequence[Break]) -> None:
    still_open = {item.subject: item for item in open_items(work.session)}
    closed = latest_closed(work.session, [one.subject for one in breaks])
    for one in breaks:
        if item := still_open.pop(one.subject, None):
            _seen_again(work, item, run, one)
        elif not _was_answered(closed.get(one.subject), one):
            _open(work, run, one)
    for item in still_open.values():
        if run.cut_at >= item.last_run.cut_at:
            _withdraw_proposal(work, item)
            item.move("explain", by=Side.SYSTEM, at=work.now)
            run.explained += 1
            work.announce(OpenItemExplained(item_id=item.id))


def _open(work: Work, run: Run, found: Break) -> None:
    item = Item(subject=found.subject, found_at=work.now, first_run_id=run.id, last_run_id=run.id, **_says(found))
    work.session.add(item)
    item.begin(at=work.now)
    work.session.flush()
    run.opened += 1
    work.announce(OpenItemFound(item_id=item.id, kind=found.kind.value))


def _seen_again(work: Work, item: Item, run: Run, found: Break) -> None:
    """Keeps what is now known of an item; a proposal for what has changed meanwhile is withdrawn."""
    said = _says(found)
    if any(getattr(item, name) != value for name, value in said.items()):
        _withdraw_proposal(work, item)
        for name, value in said.items():
            setattr(item, name, value)
    item.last_run_id = run.id


def _was_answered(closed: Item | None, found: Break) -> bool:
    """Whether people have dealt with this already: set aside just so, or corrected after the cut."""
    if closed is None:
        return False
    if closed.state is ItemState.CORRECTED:
        return found.kind is BreakKind.TIMING
    same = closed.kind is found.kind and closed.difference == dict(found.difference)
    return closed.state is ItemState.DISMISSED and same


def _withdraw_proposal(work: Work, item: Item) -> None:
    if item.proposal:
        item.proposal.move("withdraw", by=Side.SYSTEM, at=work.now)


def _says(found: Break) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "told_ids": [one.id for one in found.told],
        "journal_ids": [str(one.journal_id) for one in found.booked],
        "difference": dict(found.difference),
        "since_at": found.since,
    }


def _balances(
    cut: datetime,
    booked: Sequence[Booked],
    told: Sequence[Told],
    breaks: Sequence[Break],
    says: Mapping[str, int],
    mirrored: Mapping[str, int],
) -> list[Any]:
    ours, theirs, explained = Counter[str](), Counter[str](), Counter[str]()
    for one in booked:
        ours[one.amount.currency] += one.amount.minor if one.at < cut else 0
    for change in told:
        theirs[change.net.currency] += change.net.minor if change.at < cut else 0
    for found in breaks:
        explained.update(found.difference)
    used = {currency for amounts in (ours, theirs, says, mirrored) for currency, minor in amounts.items() if minor}
    return [
        {
            "currency": currency,
            "ours": ours[currency],
            "theirs": theirs[currency],
            "explained": explained[currency],
            "says": says.get(currency, 0),
            "mirrored": mirrored.get(currency, 0),
        }
        for currency in sorted(used)
    ]
