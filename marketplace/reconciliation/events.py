"""What happened to the comparison with Stripe."""

from uuid import UUID

from marketplace.base.facts import Fact, fact


@fact
class ReconciliationAsked(Fact):
    """Somebody wants both sides compared now."""

    run_id: UUID


@fact
class OpenItemFound(Fact):
    """Something does not match that was not known before."""

    item_id: UUID
    kind: str


@fact
class BreaksLeftOpen(Fact):
    """A night has left items open: by class how many, and by class and currency how much they come to."""

    run_id: UUID
    counts: dict[str, int]
    sums: dict[str, dict[str, int]]


@fact
class ItemsOpenForDays(Fact):
    """Items have been open for so long that somebody should have looked at them; the same figures."""

    run_id: UUID
    counts: dict[str, int]
    sums: dict[str, dict[str, int]]


@fact
class OpenItemExplained(Fact):
    """An open item has solved itself."""

    item_id: UUID


@fact
class CorrectionProposed(Fact):
    """Somebody has proposed what to book for an open item; somebody else has to sign it."""

    correction_id: UUID
    item_id: UUID


@fact
class OpenItemCorrected(Fact):
    """A correction was signed and booked."""

    correction_id: UUID
    item_id: UUID


@fact
class OpenItemDismissed(Fact):
    """An open item was set aside for a reason."""

    item_id: UUID
