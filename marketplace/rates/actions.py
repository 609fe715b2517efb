"""Entering reference rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.rates.errors import FileRefused
from marketplace.rates.models import ReferenceRate
from marketplace.rates.policy import must_keep_rates
from marketplace.rates.reading import Quote, read_ecb
from marketplace.rates.states import Source
from marketplace.wallets.currencies import CURRENCIES
from marketplace.work.unit import Work

_AT_ONCE = 5000


@dataclass(frozen=True)
class Entered:
    """What became of the rates of a file: how many were new, said something else than before, or were known."""

    new: int
    changed: int
    known: int


def enter_file(work: Work, text: str) -> Entered:
    """Keeps the rates of a table of the European Central Bank, all or none. Raises FileRefused, line by line."""
    must_keep_rates(work.actor)
    found = read_ecb(text, today=work.now.date(), wanted=CURRENCIES)
    if found.wrong:
        raise FileRefused(found.wrong)
    return keep_rates(work, found.quotes, Source.ECB)


def keep_rates(work: Work, quotes: Sequence[Quote], source: Source) -> Entered:
    """Keeps rates; what was said of the same day and currency before is replaced."""
    must_keep_rates(work.actor)
    days = {quote.on for quote in quotes}
    rows = work.session.execute(
        sa.select(ReferenceRate.on, ReferenceRate.currency, ReferenceRate.per_euro, ReferenceRate.source).where(
            ReferenceRate.on.between(min(days), max(days))
        )
    ).all()
    kept = {(on, currency): (per_euro, said_by) for on, currency, per_euro, said_by in rows}
    fresh = [quote for quote in quotes if kept.get((quote.on, quote.currency)) != (quote.per_euro, source)]
    for first in range(0, len(fresh), _AT_ONCE):
        said = insert(ReferenceRate).values(
            [
                {
                    "on": quote.on,
                    "currency": quote.currency,
                    "per_euro": quote.per_euro,
                    "source": source,
                    "entered_at": work.now,
                    "entered_by_id": work.actor.person_id,
                }
                for quote in fresh[first : first + _AT_ONCE]
            ]
        )
        replaced = {name: said.excluded[name] for name in ("per_euro", "source", "entered_at", "entered_by_id")}
        work.session.execute(said.on_conflict_do_update(index_elements=["on", "currency"], set_=replaced))
    changed = sum((quote.on, quote.currency) in kept for quote in fresh)
    return Entered(new=len(fresh) - changed, changed=changed, known=len(quotes) - len(fresh))
