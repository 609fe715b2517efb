"""The balance of an account: what can be moved now, and what is still on its way."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.money import Balance, balances
from standins.payments.reading import takes
from standins.payments.store import Document

RETRIEVE = takes()
_DEFAULT_CURRENCY = "usd"


def retrieve(call: Call) -> Document:
    """What the account holds, by currency."""
    held = balances(call.tx, call.account) or {_DEFAULT_CURRENCY: Balance()}

    def parts(name: str) -> list[Document]:
        return [
            {
                "amount": (amount := getattr(balance, name)),
                "currency": currency,
                "source_types": {"card": amount},
            }
            for currency, balance in held.items()
        ]

    return {"object": "balance", "available": parts("available"), "livemode": False, "pending": parts("pending")}
