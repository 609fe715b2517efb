"""What happened to invoices."""

from uuid import UUID

from marketplace.base.facts import Fact, fact


@fact
class InvoiceIssued(Fact):
    """A party has an invoice, or a credit note, for a month."""

    invoice_id: UUID
    party: str
    party_id: UUID
    number: str = ""
    is_credit_note: bool = False
    brand_id: UUID | None = None  # whichever of the two it is for
    creator_id: UUID | None = None
