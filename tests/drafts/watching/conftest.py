"""Posts on the platforms' stand-in, and the jobs that look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.clock import machine_running_on, shifted_clock
from marketplace.base.ids import BrandId, CreatorId, OrderId
from marketplace.drafts.actions import publishing
from marketplace.drafts.models import PlannedLook, Post, PostFinding, Sighting
from marketplace.gateways import current
from marketplace.orders.actions import finishing
from marketplace.orders.events import OrderSettled
from marketplace.work.dispatch import current_dispatcher
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders import orders as make
from tests.conftest import TestClock
from tests.programs import KEY, Program, partner_api, running_platforms

TOLD = (
    "drafts.PostWentMissing", "drafts.LabelRemoved", "drafts.PostChanged", "drafts.PostMended", "drafts.EvidenceBroken",
)  # fmt: skip


@pytest.fixture(scope="session")
def platforms_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from running_platforms(tmp_path_factory.mktemp("platforms"))


@pytest.fixture
def partner(platforms_program: Program) -> Iterator[httpx.Client]:
    """The partner API of the platforms that the application reads, with no trouble ordered."""
    with (
        current.other_settings(PLATFORMS_BASE_URL=platforms_program.url, PLATFORMS_API_KEY=KEY),
        partner_api(platforms_program) as client,
    ):
        client.delete("/_standin/faults").raise_for_status()
        yield client


@dataclass
class Watched:
    """A post on the platform that belongs to an order, and what the watch knows of it."""

    deal: make.Deal
    partner: httpx.Client
    url: str

    def change(self, **fields: Any) -> None:
        """Its author edits it."""
        self.partner.patch("/api/posts", params={"url": self.url}, json=fields).raise_for_status()

    def delete(self) -> None:
        """Its author deletes it."""
        self.partner.delete("/api/posts", params={"url": self.url}).raise_for_status()


def a_post(deal: make.Deal, partner: httpx.Client, **fields: Any) -> Watched:
    """The creator publishes the approved words."""
    words = {"platform": "instagram", "handle": deal.handle, "body": make.GOOD_BODY, "hashtags": ["oatlatte"]}
    answer = partner.post("/api/posts", json=words | fields)
    answer.raise_for_status()
    return Watched(deal, partner, answer.json()["url"])


def register(watched: Watched) -> UUID:
    """The creator says where the post is."""
    address = current.platforms().canonical_post(watched.url)
    with watched.deal.work_as(watched.deal.creator) as work:
        named = publishing.Address(address.platform, address.handle, address.url)
        return publishing.bind_post(work, watched.deal.order_id, named).id


def tick(name: str, clock: TestClock) -> None:
    """The schedule starts a job."""
    current_dispatcher().jobs[name](Ticked(due_at=clock.now))


@pytest.fixture
def look(clock: TestClock) -> Callable[[], None]:
    """Makes the looks that are due."""
    return lambda: tick("drafts.look_at_posts", clock)


@pytest.fixture
def watched(session: Session, work_as: Any, partner: httpx.Client, look: Callable[[], None]) -> Watched:
    """A post that was registered, passed its first look and waits for the brand's confirmation."""
    made = a_post(make.an_approved_order(work_as), partner)
    register(made)
    look()
    return made


@pytest.fixture
def kept(watched: Watched, work_as: Any, run_jobs: Callable[[], int]) -> Watched:
    """The same, confirmed by the brand: it must be kept for thirty days."""
    with work_as(watched.deal.brand) as work:
        finishing.confirm_work(work, watched.deal.order_id)
    tick_settled(watched)
    return watched


def tick_settled(watched: Watched) -> None:
    """The order's settlement is told to the watch."""
    deal = watched.deal
    assert deal.brand.brand_id
    assert deal.creator.creator_id
    fact = OrderSettled(
        order_id=OrderId(deal.order_id), brand_id=BrandId(deal.brand.brand_id),
        creator_id=CreatorId(deal.creator.creator_id), silently=False,
    )  # fmt: skip
    current_dispatcher().jobs["drafts.plan_end"](fact)


@contextmanager
def later_by_the_machine(**length: float) -> Iterator[None]:
    """The machine's own clock has gone on, by which leases and back-off go."""
    with machine_running_on(shifted_clock(timedelta(**length), lambda: datetime.now(UTC))):
        yield


def post_of(session: Session) -> Post:
    session.expire_all()
    return session.scalars(sa.select(Post)).one()


def looks_of(session: Session) -> dict[str, PlannedLook]:
    """The looks at the registration that counts, by their kind."""
    bound_at = post_of(session).bound_at
    found = session.scalars(sa.select(PlannedLook).where(PlannedLook.bound_at == bound_at))
    return {look.kind.value: look for look in found}


def sightings_of(session: Session) -> list[Sighting]:
    session.expire_all()
    return list(session.scalars(sa.select(Sighting).order_by(Sighting.number)))


def findings_of(session: Session) -> dict[str, bool]:
    """What was found missing, and whether it was mended."""
    session.expire_all()
    found = session.scalars(sa.select(PostFinding).order_by(PostFinding.found_at, PostFinding.id))
    return {each.what.value: each.mended_at is not None for each in found}


def told(session: Session) -> list[tuple[str, list[str]]]:
    """What was announced about the post, in order."""
    rows = session.scalars(sa.select(FactRow).where(FactRow.name.in_(TOLD)).order_by(FactRow.id))
    return [(row.name.split(".")[1], row.payload.get("missing", row.payload.get("mended"))) for row in rows]
