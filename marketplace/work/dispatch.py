"""From facts to jobs: which jobs follow, sending them on their way, and doing one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast
from uuid import UUID

import structlog
from flask import current_app

from marketplace.base.facts import Fact
from marketplace.work.jobs import Job

log = structlog.get_logger(__name__)


class Courier(Protocol):
    """Carries the word that a delivery is waiting to a worker. May lose it at any time: the sweep says it again."""

    def carry(self, queue: str, delivery_id: UUID) -> None:
        """Tells a worker of a delivery. Raises when it cannot."""


@dataclass(frozen=True)
class Dispatcher:
    """Knows which jobs follow from which facts, and the courier that carries them."""

    subscriptions: Mapping[type[Fact], Sequence[Job]]
    jobs: Mapping[str, Job]
    courier: Courier

    def jobs_following(self, fact: type[Fact]) -> Sequence[Job]:
        """The jobs that follow from a fact. Raises KeyError for a fact that has no row in the subscriptions."""
        return self.subscriptions[fact]

    def send(self, waiting: Sequence[tuple[str, UUID]]) -> None:
        """Sends deliveries (queue, id) on their way after the commit; a courier that is down costs only time."""
        for queue, delivery_id in waiting:
            try:
                self.courier.carry(queue, delivery_id)
            except Exception as error:
                log.warning("delivery not carried", delivery_id=str(delivery_id), error=type(error).__name__)


def current_dispatcher() -> Dispatcher:
    """The dispatcher of this application."""
    return cast(Dispatcher, current_app.extensions["dispatcher"])
