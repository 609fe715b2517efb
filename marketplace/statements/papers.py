"""Statements of account for paper: a month entry by entry, and a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _

from marketplace.base.ids import short_code
from marketplace.base.money import Money
from marketplace.ledger.books import OwnEntry
from marketplace.ledger.chart import family_of, owner_of
from marketplace.ledger.months import MonthLine, month_after
from marketplace.ledger.wording import OF_ONE_THING, TOGETHER, WORDS
from marketplace.papers.paper import Align, Cell, Column, Paper, Party, Row, Table
from marketplace.statements.figures import ADDS, Heading
from marketplace.statements.queries import Holder, YearOfAccounts
from marketplace.web.filters import country_name, day, label, money, month_name

_AN_INSTANT = timedelta(microseconds=1)


def month_paper(
    month: datetime,
    whose: Holder,
    issuer: Mapping[str, str],
    lines: Sequence[MonthLine],
    entries: Sequence[OwnEntry],
    left_out: int,
    now: datetime,
) -> Paper:
    """A month of somebody's accounts: what was there, what moved, and every entry in the order of the book."""
    ends = month_after(month)
    notes = [_("Summed up from the entries of the ledger alone. Days and months are those of UTC.")]
    if left_out:
        notes.append(_("%(count)s older entries of the month are left out here; the CSV has them all.", count=left_out))
    return Paper(
        title=_("Statement of account %(month)s", month=month_name(month.year, month.month)),
        house=issuer["name"],
        made_at=min(ends, now),
        facts=_facts(month, ends, now),
        parties=_parties(whose, issuer),
        tables=[_accounts(lines), _entries(entries)],
        notes=notes,
    )


def year_paper(
    year: int, whose: Holder, issuer: Mapping[str, str], currencies: Sequence[YearOfAccounts], now: datetime
) -> Paper:
    """A year of somebody's accounts: what it came to, month by month, and what was there at its end."""
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    notes = [_("Summed up from the entries of the ledger alone. Days and months are those of UTC.")]
    if any(one.vat for one in currencies):
        notes.append(_("The VAT in the fees of a month is booked when its invoice is issued, after the month is over."))
    return Paper(
        title=_("Summary of %(year)s", year=year) if ends <= now else _("Summary of %(year)s so far", year=year),
        house=issuer["name"],
        made_at=min(ends, now),
        facts=_facts(begins, ends, now),
        parties=_parties(whose, issuer),
        tables=[
            table
            for one in currencies
            for table in (_sum(one, is_over=ends <= now), _months(one), _accounts(one.accounts))
        ],
        notes=notes,
    )


@dataclass(frozen=True)
class Amount:
    """A line of what a year came to; `takes` says that it is taken off."""

    words: str
    hint: str
    money: Money
    takes: bool


def amounts_of(one: YearOfAccounts) -> Sequence[Amount]:
    """What a year came to, line by line, from what was there before it."""
    lines = [Amount(_("At the beginning"), "", one.opening, takes=False)]
    for heading in one.told:
        figure = one.figures[heading]
        hint = _("of which VAT: %(amount)s", amount=money(one.vat)) if heading is Heading.FEES else ""
        takes = figure.minor < 0 if heading in ADDS else figure.minor > 0
        lines.append(Amount(label(heading), hint, Money(abs(figure.minor), one.currency), takes))
    return lines


def _facts(begins: datetime, ends: datetime, now: datetime) -> Sequence[tuple[str, str]]:
    days = {"first": day(begins.date()), "last": day((min(ends, now) - _AN_INSTANT).date())}
    over = ends <= now
    return [(_("Period"), _("%(first)s – %(last)s", **days) if over else _("%(first)s – %(last)s, so far", **days))]


def _parties(whose: Holder, issuer: Mapping[str, str]) -> Sequence[Party]:
    country = country_name(whose.country) if whose.country else ""
    return [
        Party(_("Account of"), whose.name, [whose.address, country, whose.tax_id]),
        Party(_("Kept by"), issuer["name"], [issuer["address"], country_name(issuer["country"]), issuer["vat_id"]]),
    ]


def _accounts(lines: Sequence[MonthLine]) -> Table:
    columns = [_("At the beginning"), _("Came in"), _("Went out"), _("At the end")]
    return Table(
        [Column(_("Account")), *(Column(name, Align.END) for name in columns)],
        [
            Row(
                [
                    _(TOGETHER[line.prefix]),
                    *(money(figure) for figure in (line.opening, line.came, line.went, line.closing)),
                ]
            )
            for line in lines
        ],
        title=_("Accounts"),
    )


def _entries(entries: Sequence[OwnEntry]) -> Table:
    columns = [Column(_("Day")), Column(_("What")), Column(_("Account"))]
    rows = []
    for entry in entries:
        prefix, owner = family_of(entry.account.code).prefix, owner_of(entry.account.code)
        code = short_code(owner) if owner and prefix.startswith(OF_ONE_THING) else ""
        sign = "+" if entry.change.minor > 0 else "−"
        rows.append(
            Row(
                [
                    entry.made_at.astimezone(UTC).date().isoformat(),
                    label(entry.kind),
                    Cell(_(WORDS[prefix]), code),
                    sign + money(Money(abs(entry.change.minor), entry.change.currency)),
                    money(entry.after),
                ]
            )
        )
    return Table([*columns, Column(_("Amount"), Align.END), Column(_("After it"), Align.END)], rows, title=_("Entries"))


def _sum(one: YearOfAccounts, *, is_over: bool) -> Table:
    rows = [
        Row([Cell(each.words, each.hint), ("− " if each.takes else "") + money(each.money)]) for each in amounts_of(one)
    ]
    return Table(
        [Column(""), Column(_("Amount"), Align.END)],
        [*rows, Row([_("At the end") if is_over else _("Now"), money(one.closing)], is_total=True)],
        title=_("The year in %(currency)s", currency=one.currency),
    )


def _months(one: YearOfAccounts) -> Table:
    vat = [_("of which VAT")] if one.vat else []
    columns = [*(label(heading) for heading in one.told), *vat, _("At the end")]
    rows = [
        Row(
            [
                month_name(each.month.year, each.month.month),
                *(money(each.figures[heading]) if each.figures[heading] else "–" for heading in one.told),
                *([money(each.vat) if each.vat else "–"] if vat else []),
                money(each.closing),
            ]
        )
        for each in one.told_months
    ]
    return Table([Column(_("Month")), *(Column(name, Align.END) for name in columns)], rows, title=_("Month by month"))
