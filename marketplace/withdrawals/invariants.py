"""What is always true of our own money on its way, asked of the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.text import N_
from marketplace.work.invariants import Invariants

_NONE_LIKE: Mapping[str, str] = {
    # Of each withdrawal the book says what its state says: begun once sent, arrived while it is at the bank, failed
    # once it is back.
    "every_withdrawal_is_in_the_book_as_it_stands": """
        SELECT FROM withdrawals w
        LEFT JOIN ledger_journals b ON b.key = concat('withdrawal', chr(58), w.id, chr(58), 'begun')
        LEFT JOIN ledger_journals a ON a.key = concat('withdrawal', chr(58), w.id, chr(58), 'arrived')
        LEFT JOIN ledger_journals r ON r.reverses_id = a.id
        LEFT JOIN ledger_journals f ON f.key = concat('withdrawal', chr(58), w.id, chr(58), 'failed')
        WHERE (b.id IS NOT NULL) <> (w.state IN ('on_its_way', 'arrived', 'returned'))
        OR (a.id IS NOT NULL AND r.id IS NULL) <> (w.state = 'arrived')
        OR (f.id IS NOT NULL) <> (w.state = 'returned') OR (w.payout_id IS NOT NULL) <> (b.id IS NOT NULL)""",
    "no_withdrawal_leaves_without_two_people": """
        SELECT FROM withdrawals WHERE state NOT IN ('proposed', 'called_off')
        AND (signed_by_id IS NULL OR signed_by_id = proposed_by_id)""",
}  # each holds when its query finds no row

SAYS: Mapping[str, str] = {
    "every_withdrawal_is_in_the_book_as_it_stands": N_("Every withdrawal is in the book as it stands"),
    "no_withdrawal_leaves_without_two_people": N_("No withdrawal leaves without two people"),
}
"""The invariants as people read them."""


def verify(session: Session) -> dict[str, bool]:
    """Whether each invariant of withdrawals holds."""
    return {name: not session.scalar(sa.text(f"SELECT EXISTS ({query})")) for name, query in _NONE_LIKE.items()}


INVARIANTS = Invariants(verify, SAYS)
