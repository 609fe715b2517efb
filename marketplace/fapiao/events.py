"""What happened to 发票."""

from uuid import UUID

from marketplace.base.facts import Fact, fact


@fact
class FapiaoAsked(Fact):
    """A buyer has asked for a 发票."""

    fapiao_id: UUID
    by: str


@fact
class FapiaoIssued(Fact):
    """Staff have issued a 发票 and written its number down."""

    fapiao_id: UUID
    number: str
    brand_id: UUID | None = None  # whichever of the two asked for it
    creator_id: UUID | None = None


@fact
class FapiaoRefused(Fact):
    """Staff do not issue a 发票, and say why."""

    fapiao_id: UUID
    reason: str
    brand_id: UUID | None = None
    creator_id: UUID | None = None


@fact
class FapiaoWithdrawn(Fact):
    """A buyer no longer wants a 发票."""

    fapiao_id: UUID


@fact
class FapiaoToBeReversed(Fact):
    """An issued 发票 has to be taken back by a red-letter one: its buyer asked, or a fee was given back."""

    fapiao_id: UUID
    number: str
    reason: str


@fact
class FapiaoReversed(Fact):
    """A red-letter 发票 has taken another one back."""

    fapiao_id: UUID
    number: str
    brand_id: UUID | None = None
    creator_id: UUID | None = None
