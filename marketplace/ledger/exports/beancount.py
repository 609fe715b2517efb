"""The book as a beancount file, which `bean-check` accepts and whose closing balances it proves.

Debits are positive there too, so amounts keep their signs. Names follow beancount's rules: the class of the account
first, then the parts of our code, each beginning with a capital or a digit: `held:brief:019a…` becomes
`Liabilities:Held:Brief:019A…`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from marketplace.base.money import Money, exponent_of
from marketplace.ledger.chart import AccountClass, AccountCode, family_of
from marketplace.ledger.exports.rows import Booked, Opened
from marketplace.ledger.kinds import LABELS, JournalKind

_ROOTS = {
    AccountClass.ASSET: "Assets",
    AccountClass.LIABILITY: "Liabilities",
    AccountClass.REVENUE: "Income",
    AccountClass.EXPENSE: "Expenses",
}


def account_name(code: AccountCode) -> str:
    """The name of an account there."""
    family = family_of(code)
    parts = ["-".join(word.capitalize() for word in part.split("_")) for part in family.prefix.split(":")]
    owner = code.removeprefix(family.prefix).removeprefix(":")
    return ":".join([_ROOTS[family.account_class], *parts, *([owner.upper()] if owner else [])])


def as_beancount(accounts: Sequence[Opened], journals: Iterable[Booked], title: str) -> Iterator[str]:
    """The lines of the file: options, currencies, accounts, journals by time, and what every account holds then."""
    currencies = sorted({account.holds.currency for account in accounts})
    yield f'option "title" {_quoted(title)}'
    yield from (f'option "operating_currency" "{currency}"' for currency in currencies)
    yield ""
    if not accounts:
        return
    first = min(account.since for account in accounts)
    for currency in currencies:
        yield f"{first} commodity {currency}"
        yield f"  precision: {exponent_of(currency)}"
    yield ""
    yield from _opened(accounts)
    last = first
    for journal in journals:
        last = max(last, journal.posted_at.date())
        yield ""
        yield from _transaction(journal)
    yield ""
    for account in accounts:  # a balance is what an account holds as the day begins
        yield f"{last + timedelta(days=1)} balance {account_name(account.code)}  {_amount(account.holds)}"


def _opened(accounts: Sequence[Opened]) -> Iterator[str]:
    by_code: dict[str, list[Opened]] = defaultdict(list)
    for account in accounts:
        by_code[account.code].append(account)
    for code, same in by_code.items():
        since: date = min(account.since for account in same)
        yield f"{since} open {account_name(code)}  {','.join(sorted(account.holds.currency for account in same))}"


def _transaction(journal: Booked) -> Iterator[str]:
    yield f"{journal.posted_at.date()} * {_quoted(LABELS[JournalKind(journal.kind)])}"
    yield f"  kind: {_quoted(journal.kind)}"
    yield f"  key: {_quoted(journal.key)}"
    yield f"  posted-at: {_quoted(journal.posted_at.isoformat())}"
    yield f"  fingerprint: {_quoted(journal.fingerprint)}"
    if journal.reverses:
        yield f"  reverses: {_quoted(journal.reverses)}"
    if journal.link:
        yield f"  link: {journal.link}"
    for line in journal.lines:
        yield f"  {account_name(line.account)}  {_amount(line.amount)}"


def _amount(amount: Money) -> str:
    return f"{amount.decimal:.{exponent_of(amount.currency)}f} {amount.currency}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
