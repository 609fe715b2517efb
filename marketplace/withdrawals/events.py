"""What happened to our own money."""

from uuid import UUID

from marketplace.base.facts import Fact, fact


@fact
class WithdrawalProposed(Fact):
    """Somebody wants our money to go to our bank; somebody else has to sign it."""

    withdrawal_id: UUID


@fact
class WithdrawalDue(Fact):
    """A signed withdrawal is to be sent."""

    withdrawal_id: UUID


@fact
class WithdrawalSent(Fact):
    """Stripe has sent it to our bank."""

    withdrawal_id: UUID


@fact
class WithdrawalArrived(Fact):
    """It is in our bank account."""

    withdrawal_id: UUID


@fact
class WithdrawalFailed(Fact):
    """Stripe refused it, or our bank sent it back."""

    withdrawal_id: UUID
    why: str
