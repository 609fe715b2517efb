"""Account links: an address that takes one person through onboarding once."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import missing_parameter
from standins.payments.identifiers import instant, new_id
from standins.payments.reading import NEEDED_URL, URL, Fields, Shape, Text
from standins.payments.resources.accounts import account_for_link
from standins.payments.store import Document

_VALID_SECONDS = 10 * 60

_OPTIONS = Fields(
    {
        "fields": Text(choices=("currently_due", "eventually_due")),
        "future_requirements": Text(choices=("include", "omit")),
    }
)
_FLOW: dict[str, Shape] = {"refresh_url": NEEDED_URL, "return_url": URL, "collection_options": _OPTIONS}
CREATE = Fields(
    {
        "account": Text(required=True),
        "use_case": Fields(
            {
                "type": Text(required=True, choices=("account_onboarding", "account_update")),
                "account_onboarding": Fields(_FLOW),
                "account_update": Fields(_FLOW),
            },
            required=True,
        ),
    }
)


def create(call: Call) -> Document:
    """A new link; it can be opened once, within some minutes."""
    tx, case = call.tx, call.params["use_case"]
    if case["type"] not in case:
        raise missing_parameter(f"use_case[{case['type']}]")
    account = account_for_link(tx, call.params["account"])
    token = new_id("", 32)
    expires = tx.now + _VALID_SECONDS
    link = {
        "object": "v2.core.account_link",
        "account": account["id"],
        "created": instant(tx.now),
        "expires_at": instant(expires),
        "livemode": False,
        "url": f"{call.site}/onboard/{token}",
        "use_case": case,
    }
    tx.add({**link, "id": token}, hidden={"expires": expires, "used": False})
    return link
