"""Reads: whose a statement is, and a year of their accounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.accounts.queries import brand
from marketplace.base.actor import Actor, Side
from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.invoices.fees import FEES, vat_key
from marketplace.invoices.models import Invoice
from marketplace.invoices.queries import billing_details_of
from marketplace.ledger import chart
from marketplace.ledger.books import own_accounts, years_of
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Entry, Journal
from marketplace.ledger.months import MonthLine, lines_between
from marketplace.statements.figures import HEADINGS, HEADINGS_OF, Heading, Moved, change


@dataclass(frozen=True)
class Holder:
    """Whose accounts they are, as it stands on paper."""

    name: str
    address: str
    country: str
    tax_id: str


@dataclass(frozen=True)
class MonthOfYear:
    """One month: its first instant, its figures, the VAT contained in its fees, and what was there at its end."""

    month: datetime
    figures: Mapping[Heading, Money]
    vat: Money
    closing: Money

    @property
    def is_used(self) -> bool:
        """Whether anything moved in it, or was there."""
        return bool(self.closing) or any(self.figures.values())


@dataclass(frozen=True)
class YearOfAccounts:
    """A year in one currency (UTC). Opening and figures come to the closing, each a sum of entries of its own."""

    currency: str
    opening: Money
    figures: Mapping[Heading, Money]
    vat: Money
    closing: Money
    months: Sequence[MonthOfYear]
    accounts: Sequence[MonthLine]

    @property
    def told(self) -> Sequence[Heading]:
        """The headings under which there is anything; the first two and the fees always."""
        always = {*list(self.figures)[:2], Heading.FEES}
        return [heading for heading in self.figures if heading in always or self._is_used(heading)]

    @property
    def told_months(self) -> Sequence[MonthOfYear]:
        """The months from the first in which there was anything, or moved anything."""
        begins = next((place for place, month in enumerate(self.months) if self.opening or month.is_used), 0)
        return self.months[begins:]

    def _is_used(self, heading: Heading) -> bool:
        return any(month.figures[heading] for month in self.months) or bool(self.figures[heading])


def holder(session: Session, actor: Actor) -> Holder:
    """The brand or creator who asks: the brand with its billing details. Raises NotFound for anybody else."""
    if actor.brand_id is not None:
        found, details = brand(session, actor.brand_id), billing_details_of(session, actor.brand_id)
        if details:
            return Holder(details.legal_name, details.address, details.country, details.tax_id)
        return Holder(found.legal_name or found.name, "", found.country, "")
    if actor.creator_id is None:
        raise NotFound()
    creator = session.get_one(Creator, actor.creator_id)
    return Holder(creator.name, "", creator.country or "", "")


def side_of(actor: Actor) -> Side:
    """Whose headings somebody reads."""
    return Side.BRAND if actor.brand_id is not None else Side.CREATOR


def year_of(session: Session, actor: Actor, year: int, now: datetime) -> Sequence[YearOfAccounts]:
    """A year of the accounts of the brand or creator who asks, by currency.

    Raises NotFound for one before their first, for one that has not come, and for anybody else.
    """
    accounts = own_accounts(session, actor)
    if year not in years_of(session, accounts, now):
        raise NotFound()
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    side = side_of(actor)
    whole = _figures(session, accounts, side, begins, ends, by_month=False)
    by_month = _figures(session, accounts, side, begins, ends, by_month=True)
    vat = _vat(session, actor.brand_id or actor.creator_id, year)
    lines = lines_between(session, accounts, begins, ends)
    months = [datetime(year, month, 1, tzinfo=UTC) for month in range(1, 13)]
    months = [month for month in months if month <= now]
    found = []
    for currency in sorted({line.opening.currency for line in lines}):
        of_currency = [line for line in lines if line.opening.currency == currency]
        opening, held = _held([line.opening for line in of_currency], of_currency, currency), []
        after = opening
        for month in months:
            figures = by_month[currency, month]
            after += Money(change(figures), currency)
            tax = Money(vat[currency, month.month], currency)
            held.append(MonthOfYear(month, _as_money(figures, side, currency), tax, after))
        found.append(
            YearOfAccounts(
                currency,
                opening,
                _as_money(whole[currency, begins], side, currency),
                Money(sum(vat[currency, month.month] for month in months), currency),
                _held([line.closing for line in of_currency], of_currency, currency),
                held,
                of_currency,
            )
        )
    return found


def _figures(
    session: Session, accounts: Sequence[Account], side: Side, begins: datetime, ends: datetime, *, by_month: bool
) -> Mapping[tuple[str, datetime], Counter[Heading]]:
    """The figures of a span of time by currency, in one or by the month."""
    own = [account.id for account in accounts]
    before = aliased(Journal)
    month = sa.func.date_trunc("month", Journal.made_at, "UTC") if by_month else sa.literal(begins)
    kind = sa.func.coalesce(before.kind, Journal.kind)
    is_reversal = Journal.reverses_id.is_not(None)

    def gone(*codes: str) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(-Entry.amount_minor).filter(Account.code.in_(codes)), 0)

    rows = session.execute(
        sa.select(
            Journal.currency,
            month.label("at_month"),
            kind.label("what"),
            is_reversal.label("taken_back"),
            sa.func.sum(-Entry.amount_minor).filter(Entry.account_id.in_(own)),
            gone(chart.fee_brand()),
            gone(chart.fee_creator(), chart.fee_cancellation()),
            gone(chart.tax_withheld()),
            gone(chart.psp_stripe()),
            gone(chart.bank()),
        )
        .select_from(Entry)
        .join(Account, Account.id == Entry.account_id)
        .join(Journal, Journal.id == Entry.journal_id)
        .outerjoin(before, before.id == Journal.reverses_id)
        .where(
            Journal.made_at >= begins,
            Journal.made_at < ends,
            Entry.journal_id.in_(sa.select(Entry.journal_id).where(Entry.account_id.in_(own))),
        )
        .group_by(Journal.currency, sa.text("at_month"), sa.text("what"), sa.text("taken_back"))
    )
    found: defaultdict[tuple[str, datetime], Counter[Heading]] = defaultdict(Counter)
    for currency, at, what, back, *sums in rows:
        moved = Moved(JournalKind(what), back, *(int(figure) for figure in sums))
        found[currency, at.astimezone(UTC)].update(HEADINGS_OF[side](moved))
    return found


def _vat(session: Session, party_id: UUID | None, year: int) -> Counter[tuple[str, int]]:
    """The VAT in the fees of a year by currency and month: what was booked for the invoices of these months."""
    issued = session.execute(
        sa.select(Invoice.id, Invoice.currency, Invoice.month).where(Invoice.party_id == party_id, Invoice.year == year)
    )
    months = {vat_key(invoice_id, fee): (currency, month) for invoice_id, currency, month in issued for fee in FEES}
    rows = session.execute(
        sa.select(Journal.key, -Entry.amount_minor)
        .join(Entry, Entry.journal_id == Journal.id)
        .join(Account, Account.id == Entry.account_id)
        .where(Journal.key.in_(months), Account.code == chart.tax_vat())
    )
    found: Counter[tuple[str, int]] = Counter()
    for key, minor in rows:
        found[months[key]] += minor
    return found


def _held(amounts: Sequence[Money], lines: Sequence[MonthLine], currency: str) -> Money:
    """What somebody has with us: all accounts together, less what they owe."""
    signs = [-1 if line.prefix.startswith("recv:") else 1 for line in lines]
    return Money(sum(sign * amount.minor for sign, amount in zip(signs, amounts, strict=True)), currency)


def _as_money(figures: Mapping[Heading, int], side: Side, currency: str) -> Mapping[Heading, Money]:
    return {heading: Money(figures.get(heading, 0), currency) for heading in HEADINGS[side]}
