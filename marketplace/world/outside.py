"""Everything outside the marketplace that a story needs: who pays, who is paid, where posts are public."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from marketplace.base.actor import Actor
from marketplace.drafts.actions.publishing import Address
from marketplace.work.outbox import Delivery


@dataclass(frozen=True)
class PublicPost:
    """A post as its author publishes it."""

    platform: str
    handle: str
    title: str
    body: str
    hashtags: tuple[str, ...]
    native_label: bool
    ai_mark: bool
    published_at: datetime
    edited_at: datetime | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicAccount:
    """A social account as everybody sees it."""

    platform: str
    handle: str
    name: str
    bio: str
    followers: int


class Outside(Protocol):
    """The world around the marketplace: played by the stand-ins, or on paper where none answers."""

    @property
    def instead(self) -> Mapping[str, Callable[[Delivery], None]]:
        """Jobs whose way leads outside where nothing answers, and what is done in their place."""

    def live_at(self, now: datetime) -> None:
        """The story has come to an instant; what happens outside from here on happens then."""

    def pay_in(self, top_up_id: UUID, *, label: str, way: str = "card") -> None:
        """Somebody pays a top-up, and the marketplace hears of it; `way` is `card`, or a `bank_debit` that may fail."""

    def save_way(self, rule_id: UUID, *, way: str = "card") -> None:
        """A brand saves a card from which its wallet tops itself up; one that is `card_declined_later` pays nothing."""

    def hear_of(self, top_up_id: UUID) -> None:
        """The marketplace asks again what became of a top-up whose bank debit was on its way."""

    def bounce_refund(self, refund_id: UUID) -> None:
        """The payer's bank does not take a refund, and the marketplace hears of it."""

    def take_back(self, top_up_id: UUID, *, reason: str) -> UUID:
        """The payer's bank takes a top-up back, and the marketplace hears of it; the id of the chargeback."""

    def decide(self, chargeback_id: UUID, *, won: bool) -> None:
        """The payer's bank decides a chargeback, and the marketplace hears of it."""

    def let_money_arrive(self) -> None:
        """Lets so many days pass at the processor that what was paid in can be paid out."""

    def go_on_to_banks(self) -> None:
        """What was paid to creators goes on to their banks, and the marketplace hears how far it is."""

    def onboard(self, creator: Actor) -> None:
        """A creator who has begun says who they are and can be paid from then on."""

    def restrict(self, creator_id: UUID) -> None:
        """The processor no longer pays a creator until they have sent papers; we find out when we next ask."""

    def prove(self, channel_id: UUID, account: PublicAccount) -> None:
        """The owner of an account puts our code into its bio, and we look."""

    def publish(self, post: PublicPost) -> Address:
        """Somebody publishes a post."""

    def remove(self, url: str) -> None:
        """Somebody deletes a post."""

    def watch_posts(self, now: datetime) -> None:
        """We look again at every post that must be kept."""


def titled(texts: Sequence[str]) -> tuple[str, ...]:
    """Hashtags without the sign, in their order, each once."""
    return tuple(dict.fromkeys(text.lstrip("#＃") for text in texts))
