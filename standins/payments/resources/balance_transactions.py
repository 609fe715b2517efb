"""Balance transactions: every change of a balance, with what it cost."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import no_such
from standins.payments.reading import CURRENCY, Text, lists, takes
from standins.payments.showing import page, shown
from standins.payments.store import Document

RETRIEVE = takes()
LIST = lists(currency=CURRENCY, source=Text(), type=Text())


def retrieve(call: Call) -> Document:
    """A balance transaction as it is now."""
    found = call.tx.find(call.path["id"], "balance_transaction", call.account)
    if found is None:
        raise no_such("balance transaction", call.path["id"], "id")
    return shown(call.tx, found)


def list_balance_transactions(call: Call) -> Document:
    """Balance transactions, newest first."""
    filters = {name: call.params.get(name) for name in ("source", "type")}
    filters["currency"] = call.params["currency"].lower() if "currency" in call.params else None
    return page(call.tx, "balance_transaction", "/v1/balance_transactions", call.params, filters, call.account)
