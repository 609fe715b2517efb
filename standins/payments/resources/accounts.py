"""Connected accounts (second version of the API): people who are paid, and whether they can be."""

from __future__ import annotations

from typing import Any

from standins.payments.call import Call
from standins.payments.errors import ApiError, invalid_parameter, no_such
from standins.payments.events import Cause, tell_thin
from standins.payments.identifiers import instant, new_id
from standins.payments.reading import CURRENCY, Fields, Flag, ListOf, Metadata, Text, Whole
from standins.payments.showing import after_page, page_v2
from standins.payments.store import Document, Transaction

INCLUDABLE = (
    "configuration.customer",
    "configuration.merchant",
    "configuration.recipient",
    "defaults",
    "future_requirements",
    "identity",
    "requirements",
)
STATUSES = ("active", "pending", "rejected", "restricted", "unsupported")

_REASONS: dict[str, list[Document]] = {
    "active": [],
    "pending": [{"code": "requirements_pending_verification", "resolution": "no_resolution"}],
    "rejected": [{"code": "rejected_other", "resolution": "no_resolution"}],
    "restricted": [{"code": "requirements_past_due", "resolution": "provide_info"}],
    "unsupported": [{"code": "unsupported_country", "resolution": "no_resolution"}],
}
_STATUS_UPDATED = "v2.core.account[configuration.recipient].capability_status_updated"

_INCLUDE = ListOf(Text(choices=INCLUDABLE), most=len(INCLUDABLE))
_WANTED = Fields({"requested": Flag(required=True)})
_NAME = Text(longest=200)
_ABOUT: dict[str, Any] = {
    "contact_email": Text(longest=320, pattern=r"[^@\s]+@[^@\s]+"),
    "contact_phone": Text(longest=30),
    "display_name": _NAME,
    "identity": Fields(
        {
            "country": Text(pattern=r"[A-Za-z]{2}"),
            "entity_type": Text(choices=("company", "government_entity", "individual", "non_profit")),
            "individual": Fields({"given_name": _NAME, "surname": _NAME, "email": _NAME}),
        }
    ),
    "metadata": Metadata(),
    "include": _INCLUDE,
}
CREATE = Fields(
    {
        **_ABOUT,
        "dashboard": Text(choices=("express", "full", "none")),
        "configuration": Fields(
            {"recipient": Fields({"capabilities": Fields({"stripe_balance": Fields({"stripe_transfers": _WANTED})})})}
        ),
        "defaults": Fields(
            {
                "currency": CURRENCY,
                "locales": ListOf(Text()),
                "responsibilities": Fields(
                    {
                        "fees_collector": Text(
                            required=True,
                            choices=("application", "application_custom", "application_express", "stripe"),
                        ),
                        "losses_collector": Text(required=True, choices=("application", "stripe")),
                    }
                ),
            }
        ),
    }
)
RETRIEVE = Fields({"include": _INCLUDE})
UPDATE = Fields(_ABOUT)
LIST = Fields(
    {
        "applied_configurations": ListOf(Text(choices=("customer", "merchant", "recipient"))),
        "closed": Flag(),
        "limit": Whole(least=1, most=100),
        "page": Text(),
    }
)


def create(call: Call) -> Document:
    """A new account; a recipient can be paid once somebody has gone through onboarding."""
    tx, params = call.tx, call.params
    recipient = params.get("configuration", {}).get("recipient")
    identity, defaults = params.get("identity", {}), params.get("defaults", {})
    duties = defaults.get("responsibilities", {})
    if recipient is not None and "country" not in identity:
        raise invalid_parameter("identity.country", "A recipient needs identity.country.", "account_country_missing")
    if params.get("dashboard") == "express" and duties.get("losses_collector") == "stripe":
        raise invalid_parameter(
            "defaults.responsibilities.losses_collector",
            "Accounts with the express dashboard need losses_collector `application`.",
            "account_controller_invalid",
        )
    wanted = (recipient or {}).get("capabilities", {}).get("stripe_balance", {}).get("stripe_transfers", {})
    individual = identity.get("individual")
    account = tx.add(
        {
            "id": new_id("acct_1", 15),
            "object": "v2.core.account",
            "applied_configurations": ["recipient"] if recipient is not None else [],
            "closed": False,
            "configuration": {
                "customer": None,
                "merchant": None,
                "recipient": None
                if recipient is None
                else _recipient("restricted" if wanted.get("requested") else None),
            },
            "contact_email": params.get("contact_email"),
            "contact_phone": params.get("contact_phone"),
            "created": instant(tx.now),
            "dashboard": params.get("dashboard"),
            "defaults": {
                "currency": defaults.get("currency"),
                "locales": defaults.get("locales"),
                "profile": None,
                "responsibilities": {
                    "fees_collector": duties.get("fees_collector"),
                    "losses_collector": duties.get("losses_collector"),
                    "requirements_collector": "stripe",
                },
            },
            "display_name": params.get("display_name"),
            "future_requirements": None,
            "identity": {
                "attestations": None,
                "business_details": None,
                "country": identity["country"].lower() if "country" in identity else None,
                "entity_type": identity.get("entity_type"),
                "individual": None if individual is None else {"account": "", **individual},
            },
            "livemode": False,
            "metadata": params.get("metadata", {}),
            "requirements": _requirements("restricted" if wanted.get("requested") else "active"),
        }
    )
    if individual is not None:
        account["identity"]["individual"] |= {"account": account["id"], "created": account["created"]}
        account["identity"]["individual"] |= {
            "id": new_id("person_"),
            "object": "v2.core.account_person",
            "updated": account["created"],
        }
        tx.save(account)
    tell_thin(tx, "v2.core.account.created", account, call.cause)
    return _included(account, params.get("include", []))


def retrieve(call: Call) -> Document:
    """An account; parts that `include` does not name are null."""
    return _included(_account(call), call.params.get("include", []))


def update(call: Call) -> Document:
    """Change what is known about an account."""
    account, params = _account(call), call.params
    account |= {name: params[name] for name in ("contact_email", "contact_phone", "display_name") if name in params}
    account["metadata"] |= params.get("metadata", {})
    call.tx.save(account)
    return _included(account, params.get("include", []))


def list_accounts(call: Call) -> Document:
    """Accounts, newest first."""
    params = call.params
    wanted = set(params.get("applied_configurations", []))
    where = [("json_extract(body, '$.closed') = ?", int(params.get("closed", False))), *after_page(params)]
    found = call.tx.select("v2.core.account", where)
    fitting = [_included(account, []) for account in found if wanted <= set(account["applied_configurations"])]
    return page_v2(fitting, "/v2/core/accounts", params)


def can_receive_transfers(account: Document) -> bool:
    """Whether money may be sent to an account now."""
    recipient = account["configuration"]["recipient"]
    transfers = recipient and recipient["capabilities"]["stripe_balance"]["stripe_transfers"]
    return bool(transfers and transfers["status"] == "active")


def status_of(account: Document) -> str | None:
    """How far the account is from being paid; None when it never asked to be."""
    recipient = account["configuration"]["recipient"]
    transfers = recipient and recipient["capabilities"]["stripe_balance"]["stripe_transfers"]
    return transfers["status"] if transfers else None


def set_status(tx: Transaction, account: Document, status: str, cause: Cause) -> None:
    """Let the account be paid, or no longer; says so to those who listen when it is a change."""
    if status_of(account) == status:
        return
    account["configuration"]["recipient"] = _recipient(status)
    account["requirements"] = _requirements(status)
    tx.save(account)
    tell_thin(tx, "v2.core.account[requirements].updated", account, cause)
    for capability in ("stripe_balance.stripe_transfers", "stripe_balance.payouts"):
        tell_thin(tx, _STATUS_UPDATED, account, cause, {"updated_capability": capability})


def _account(call: Call) -> Document:
    account = call.tx.find(call.path["id"], "v2.core.account")
    if account is None:
        raise no_such("v2.core.account", call.path["id"])
    return account


def _recipient(status: str | None) -> Document:
    capability = None if status is None else {"status": status, "status_details": _REASONS[status]}
    return {
        "applied": True,
        "capabilities": {
            "bank_accounts": None,
            "cards": None,
            "stripe_balance": {"payouts": capability, "stripe_transfers": capability},
        },
    }


def _requirements(status: str) -> Document:
    waits = {"restricted": "user", "pending": "stripe"}.get(status)
    if waits is None:
        return {"alternatives": [], "entries": [], "summary": None}
    restricted = [
        {"capability": capability, "configuration": "recipient", "deadline": {"status": "past_due"}}
        for capability in ("stripe_balance.stripe_transfers", "stripe_balance.payouts")
    ]
    entries = [
        {
            "awaiting_action_from": waits,
            "description": description,
            "errors": [],
            "impact": {"restricts_capabilities": restricted},
            "minimum_deadline": {"status": "past_due"},
            "reference": None,
            "requested_reasons": [{"code": "routine_onboarding"}],
        }
        for description in ("identity.individual", "defaults.payout_methods", "identity.attestations")
    ]
    deadline = {"status": "past_due", "time": None}
    return {"alternatives": [], "entries": entries, "summary": {"minimum_deadline": deadline}}


def _included(account: Document, include: list[str]) -> Document:
    configuration = account["configuration"]
    parts = {name: configuration[name] for name in configuration if f"configuration.{name}" in include}
    rest = {name: account[name] if name in include else None for name in ("defaults", "identity", "requirements")}
    return {
        **account,
        **rest,
        "configuration": {name: parts.get(name) for name in configuration} if parts else None,
    }


def account_for_link(tx: Transaction, id: str) -> Document:
    """The account a link is asked for. Raises ApiError."""
    account = tx.find(id, "v2.core.account")
    if account is None:
        raise no_such("v2.core.account", id, "account", 400)
    if account["closed"]:
        raise ApiError(400, "The account is closed.", param="account")
    return account
