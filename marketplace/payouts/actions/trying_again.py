"""Payouts that have come to a stop, looked at by a person: tried again, or left as they are."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.policy import must_be_finance
from marketplace.payouts.actions.batching import queue_again
from marketplace.payouts.errors import NothingFailed
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import given_up_jobs, payout_seen_by
from marketplace.payouts.states import UNDER_WAY, PayoutState
from marketplace.work.deliveries import park_delivery, retry_delivery
from marketplace.work.unit import Work


def try_again(work: Work, payout_id: UUID) -> Payout:
    """A blocked payout waits for a batch again; one whose job was given up is tried again within seconds.

    Raises HeldAlready for one on hold, NothingFailed for one that goes on by itself, waits for people or is over.
    """
    must_be_finance(work.actor)
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.state is PayoutState.BLOCKED:
        return queue_again(work, payout_id)
    given_up = given_up_jobs(work.session, [payout_id]).get(payout_id, [])
    if payout.state not in UNDER_WAY or not given_up:
        raise NothingFailed()
    for delivery in given_up:
        retry_delivery(work.session, delivery.id)
    return payout


def set_aside(work: Work, payout_id: UUID) -> Payout:
    """The jobs of a payout that were given up are no longer listed: somebody has seen them. Raises NothingFailed."""
    must_be_finance(work.actor)
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    given_up = given_up_jobs(work.session, [payout_id]).get(payout_id, [])
    if not given_up:
        raise NothingFailed()
    for delivery in given_up:
        park_delivery(work.session, delivery.id)
    return payout
