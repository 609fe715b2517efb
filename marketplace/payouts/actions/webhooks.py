"""What Stripe tells us, taken once."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from marketplace.payouts.events import WebhookReceived
from marketplace.payouts.models import WebhookEvent
from marketplace.payouts.states import Destination
from marketplace.work.unit import Work


def receive_event(
    work: Work,
    *,
    event_id: str,
    type: str,
    object_id: str | None,
    payload: str,
    destination: Destination,
    account: str | None = None,
) -> bool:
    """Keeps a message as it came, with the fact that it came; False when it was here before."""
    new = work.session.execute(
        insert(WebhookEvent)
        .values(
            id=event_id,
            type=type,
            account=account,
            object_id=object_id,
            payload=payload,
            destination=destination,
            received_at=work.now,
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(WebhookEvent.id)
    ).scalar_one_or_none()
    if new is None:
        return False
    work.announce(WebhookReceived(event_id=event_id))
    return True


def finish_event(work: Work, event_id: str) -> None:
    """Keeps that what a message spoke of has been looked at."""
    event = work.session.get(WebhookEvent, event_id, with_for_update=True)
    if event is not None:
        event.done_at = work.now
