"""The routes table: what the API offers, and which function answers it."""

from __future__ import annotations

import re
from functools import cache

from standins.payments import saving
from standins.payments.call import Operation
from standins.payments.resources import (
    account_links,
    accounts,
    balance,
    charges,
    customers,
    disputes,
    events,
    payment_intents,
    payouts,
    refunds,
    reversals,
    setup_intents,
    thin_events,
    transfers,
)
from standins.payments.resources import balance_transactions as entries
from standins.payments.resources import checkout_sessions as sessions
from standins.payments.resources import payment_methods as methods

_SESSIONS, _REVERSALS = "/v1/checkout/sessions", "/v1/transfers/{id}/reversals"
_ENTRIES, _ACCOUNTS = "/v1/balance_transactions", "/v2/core/accounts"
_METHODS = "/v1/payment_methods"

_ROWS = (
    ("checkout.sessions.create", "POST", _SESSIONS, sessions.CREATE, sessions.create),
    ("checkout.sessions.list", "GET", _SESSIONS, sessions.LIST, sessions.list_sessions),
    ("checkout.sessions.retrieve", "GET", _SESSIONS + "/{id}", sessions.RETRIEVE, sessions.retrieve),
    ("checkout.sessions.expire", "POST", _SESSIONS + "/{id}/expire", sessions.EXPIRE, sessions.expire),
    ("payment_intents.list", "GET", "/v1/payment_intents", payment_intents.LIST, payment_intents.list_payment_intents),
    ("payment_intents.retrieve", "GET", "/v1/payment_intents/{id}", payment_intents.RETRIEVE, payment_intents.retrieve),
    ("payment_intents.create", "POST", "/v1/payment_intents", saving.CREATE, saving.create),
    ("charges.list", "GET", "/v1/charges", charges.LIST, charges.list_charges),
    ("charges.retrieve", "GET", "/v1/charges/{id}", charges.RETRIEVE, charges.retrieve),
    ("balance.retrieve", "GET", "/v1/balance", balance.RETRIEVE, balance.retrieve),
    ("balance_transactions.list", "GET", _ENTRIES, entries.LIST, entries.list_balance_transactions),
    ("balance_transactions.retrieve", "GET", _ENTRIES + "/{id}", entries.RETRIEVE, entries.retrieve),
    ("transfers.create", "POST", "/v1/transfers", transfers.CREATE, transfers.create),
    ("transfers.list", "GET", "/v1/transfers", transfers.LIST, transfers.list_transfers),
    ("transfers.retrieve", "GET", "/v1/transfers/{id}", transfers.RETRIEVE, transfers.retrieve),
    ("transfers.update", "POST", "/v1/transfers/{id}", transfers.UPDATE, transfers.update),
    ("transfers.reversals.create", "POST", _REVERSALS, reversals.CREATE, reversals.create),
    ("transfers.reversals.list", "GET", _REVERSALS, reversals.LIST, reversals.list_reversals),
    ("transfers.reversals.retrieve", "GET", _REVERSALS + "/{reversal}", reversals.RETRIEVE, reversals.retrieve),
    ("refunds.create", "POST", "/v1/refunds", refunds.CREATE, refunds.create),
    ("refunds.list", "GET", "/v1/refunds", refunds.LIST, refunds.list_refunds),
    ("refunds.retrieve", "GET", "/v1/refunds/{id}", refunds.RETRIEVE, refunds.retrieve),
    ("disputes.list", "GET", "/v1/disputes", disputes.LIST, disputes.list_disputes),
    ("disputes.retrieve", "GET", "/v1/disputes/{id}", disputes.RETRIEVE, disputes.retrieve),
    ("disputes.update", "POST", "/v1/disputes/{id}", disputes.UPDATE, disputes.update),
    ("disputes.close", "POST", "/v1/disputes/{id}/close", disputes.CLOSE, disputes.close),
    ("customers.create", "POST", "/v1/customers", customers.CREATE, customers.create),
    ("customers.retrieve", "GET", "/v1/customers/{id}", customers.RETRIEVE, customers.retrieve),
    ("setup_intents.retrieve", "GET", "/v1/setup_intents/{id}", setup_intents.RETRIEVE, setup_intents.retrieve),
    ("payment_methods.list", "GET", _METHODS, methods.LIST, methods.list_payment_methods),
    ("payment_methods.retrieve", "GET", _METHODS + "/{id}", methods.RETRIEVE, methods.retrieve),
    ("payment_methods.detach", "POST", _METHODS + "/{id}/detach", methods.DETACH, methods.detach),
    ("payouts.create", "POST", "/v1/payouts", payouts.CREATE, payouts.create),
    ("payouts.list", "GET", "/v1/payouts", payouts.LIST, payouts.list_payouts),
    ("payouts.retrieve", "GET", "/v1/payouts/{id}", payouts.RETRIEVE, payouts.retrieve),
    ("events.list", "GET", "/v1/events", events.LIST, events.list_events),
    ("events.retrieve", "GET", "/v1/events/{id}", events.RETRIEVE, events.retrieve),
    ("v2.core.accounts.create", "POST", _ACCOUNTS, accounts.CREATE, accounts.create),
    ("v2.core.accounts.list", "GET", _ACCOUNTS, accounts.LIST, accounts.list_accounts),
    ("v2.core.accounts.retrieve", "GET", _ACCOUNTS + "/{id}", accounts.RETRIEVE, accounts.retrieve),
    ("v2.core.accounts.update", "POST", _ACCOUNTS + "/{id}", accounts.UPDATE, accounts.update),
    ("v2.core.account_links.create", "POST", "/v2/core/account_links", account_links.CREATE, account_links.create),
    ("v2.core.events.list", "GET", "/v2/core/events", thin_events.LIST, thin_events.list_events),
    ("v2.core.events.retrieve", "GET", "/v2/core/events/{id}", thin_events.RETRIEVE, thin_events.retrieve),
)
OPERATIONS = tuple(Operation(*row) for row in _ROWS)


def operation_at(method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
    """The operation at an address, and what the address names."""
    for operation in OPERATIONS:
        matched = _pattern(operation.path).fullmatch(path)
        if matched and operation.method == method:
            return operation, matched.groupdict()
    return None


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
