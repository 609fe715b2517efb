"""What a batch would be, before it is made: who is in it, who is not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.base.text import N_
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import accounts_of, open_holds_on
from marketplace.payouts.states import PayoutState

NOT_QUEUED = N_("It is already in a batch, or was sent.")
ON_HOLD = N_("It is on hold. The hold says why; lift it first.")
COOLING_OFF = N_("The creator has changed their bank details. Nothing is sent there before the cool-off is over.")
NO_ACCOUNT = N_("The creator's payout account is not ready. They have been told what to do.")


@dataclass(frozen=True)
class BatchPreview:
    """The payouts that can go now, and those that cannot, each with its reason."""

    included: Sequence[Payout]
    excluded: Sequence[tuple[Payout, str]]

    @property
    def totals(self) -> dict[str, Money]:
        """What would be sent, by currency."""
        return net_totals(self.included)

    @property
    def creators(self) -> int:
        """How many people would be paid."""
        return len({payout.creator_id for payout in self.included})


def preview(session: Session, chosen: Sequence[Payout], at: datetime) -> BatchPreview:
    """Sorts chosen payouts into those that can go into a batch and those that cannot."""
    accounts = accounts_of(session, {payout.creator_id for payout in chosen})
    held = open_holds_on(session, chosen)
    included: list[Payout] = []
    excluded: list[tuple[Payout, str]] = []
    for payout in chosen:
        account = accounts.get(payout.creator_id)
        if payout.state is not PayoutState.QUEUED:
            excluded.append((payout, NOT_QUEUED))
        elif payout.id in held:
            excluded.append((payout, ON_HOLD))
        elif account is None or not account.is_ready:
            excluded.append((payout, NO_ACCOUNT))
        elif account.cools_off(at):
            excluded.append((payout, COOLING_OFF))
        else:
            included.append(payout)
    return BatchPreview(included, excluded)


def net_totals(payouts: Sequence[Payout]) -> dict[str, Money]:
    """What several payouts send together, by currency."""
    totals: dict[str, Money] = {}
    for payout in payouts:
        totals[payout.currency] = totals.get(payout.currency, Money.zero(payout.currency)) + payout.net
    return totals
