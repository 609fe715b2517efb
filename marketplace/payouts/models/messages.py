"""What Stripe tells us, as it came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model, enum_type
from marketplace.payouts.states import Destination


class WebhookEvent(Model):
    """Something Stripe told us, exactly as it came. The row is the receipt: an event is taken once."""

    __tablename__ = "webhook_events"

    id: Mapped[str] = mapped_column(primary_key=True)  # Stripe's
    destination: Mapped[Destination] = mapped_column(enum_type(Destination))
    type: Mapped[str] = mapped_column(index=True)
    account: Mapped[str | None]  # the connected account it happened in, if it did
    object_id: Mapped[str | None] = mapped_column(index=True)
    payload: Mapped[str]
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
