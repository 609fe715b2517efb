"""Letters where no mail server answers: they are written and can be read on the site, and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.facts import fact_named
from marketplace.notifications.jobs import write_letters
from marketplace.work.outbox import Delivery, DeliveryState
from marketplace.work.unit import unit_of_work


def _write(row: Delivery) -> None:
    fact = fact_named(row.fact_name).from_json(row.payload)
    with unit_of_work(SYSTEM) as work:
        write_letters(work, fact, row.id)


def _leave(_row: Delivery) -> None:
    """A link with a secret is only ever mailed."""


ONLY_WRITTEN: Mapping[str, Callable[[Delivery], None]] = {
    "notifications.tell_people": _write,
    "notifications.send_secret_link": _leave,
}
"""What is done in place of the jobs that send mail."""


def park_letters(session: Session) -> None:
    """Sets letters aside where nobody reads them."""
    waiting = sa.update(Delivery).where(Delivery.state == DeliveryState.PENDING, Delivery.job.in_(ONLY_WRITTEN))
    session.execute(waiting.values(state=DeliveryState.PARKED))
