"""How kept things look to a caller: figures that change with time, pages of a list, and ids opened up on request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from standins.payments.errors import ApiError, invalid_parameter, no_such
from standins.payments.events import pending_deliveries
from standins.payments.store import Document, Transaction

_DEEPEST = 4
_USUAL_LIMIT, _USUAL_LIMIT_V2 = 10, 20

EXPANDABLE: Mapping[str, frozenset[str]] = {
    "checkout.session": frozenset({"customer", "payment_intent", "setup_intent", "line_items"}),
    "payment_intent": frozenset({"customer", "latest_charge", "payment_method"}),
    "setup_intent": frozenset({"customer", "payment_method"}),
    "charge": frozenset({"balance_transaction", "customer", "payment_intent"}),
    "balance_transaction": frozenset({"source"}),
    "transfer": frozenset({"balance_transaction", "destination_payment", "source_transaction"}),
    "transfer_reversal": frozenset({"balance_transaction", "transfer", "destination_payment_refund"}),
    "refund": frozenset({"balance_transaction", "failure_balance_transaction", "charge", "payment_intent"}),
    "dispute": frozenset({"charge", "payment_intent"}),
    "payout": frozenset({"balance_transaction", "failure_balance_transaction"}),
}


def shown(tx: Transaction, body: Document) -> Document:
    """A thing as a caller sees it now."""
    dress = _DRESSES.get(body["object"])
    return dress(tx, body) if dress else body


def page(
    tx: Transaction, object: str, url: str, params: Mapping[str, Any], filters: Mapping[str, Any], account: str
) -> Document:
    """One page of a list, newest first. `filters` maps fields to what they must be; None lets all through."""
    where: list[tuple[str, Any]] = [("account = ?", account)]
    for name, value in filters.items():
        if value is not None:
            where.append((f"json_extract(body, '$.{name}') = ?", value))
    return page_where(tx, object, url, params, where)


def page_where(
    tx: Transaction, object: str, url: str, params: Mapping[str, Any], where: list[tuple[str, Any]]
) -> Document:
    """One page of a list under conditions in SQL."""
    within = params.get("created")
    bounds = within if isinstance(within, dict) else {"eq": within} if within is not None else {}
    where = [*where, *((f"created {_SIGNS[bound]} ?", value) for bound, value in bounds.items())]
    limit = params.get("limit", _USUAL_LIMIT)
    backwards = "ending_before" in params
    for name, sign in (("starting_after", "<"), ("ending_before", ">")):
        if name in params:
            if tx.find(params[name], object) is None:
                raise no_such(object.replace("_", " "), params[name], name, 400)
            where.append((f"seq {sign} (SELECT seq FROM documents WHERE id = ?)", params[name]))
    found = tx.select(object, where, most=limit + 1, oldest_first=backwards)
    data = [shown(tx, body) for body in found[:limit]]
    return {
        "object": "list",
        "data": data[::-1] if backwards else data,
        "has_more": len(found) > limit,
        "url": url,
    }


def page_v2(found: list[Document], url: str, params: Mapping[str, Any]) -> Document:
    """One page of a list of the second version, out of all that is left; the next address carries the same filters."""
    limit = params.get("limit", _USUAL_LIMIT_V2)
    more = None
    if len(found) > limit:
        more = f"{url}?{urlencode(_flat({**params, 'page': found[limit - 1]['id']}))}"
    return {"data": found[:limit], "next_page_url": more, "previous_page_url": None}


def after_page(params: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The condition in SQL that leaves out the pages before."""
    return [("seq < (SELECT seq FROM documents WHERE id = ?)", params["page"])] if "page" in params else []


def expanded(tx: Transaction, answer: Document, wanted: list[str]) -> Document:
    """An answer in which the ids asked for are the things themselves."""
    for path in wanted:
        steps = path.split(".")
        if len(steps) > _DEEPEST:
            raise invalid_parameter("expand", f"You cannot expand more than {_DEEPEST} levels of a property ({path}).")
        _expand(tx, answer, steps, path)
    return answer


def _expand(tx: Transaction, body: Document, steps: list[str], path: str) -> None:
    if body.get("object") == "list" and steps[0] == "data":
        for item in body["data"]:
            _expand(tx, item, steps[1:], path)
        return
    if not steps:
        return
    name = steps[0]
    if name not in EXPANDABLE.get(body.get("object", ""), ()):
        raise ApiError(400, f"This property cannot be expanded ({path}).", param="expand", keep=False)
    if name == "line_items":
        body[name] = tx.hidden(body["id"])["line_items"]
    elif isinstance(body.get(name), str):
        found = tx.find(body[name])
        body[name] = shown(tx, found) if found else body[name]
    if isinstance(body.get(name), dict) and len(steps) > 1:
        _expand(tx, body[name], steps[1:], path)


def _flat(params: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in params.items():
        inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}[{key}]": each for key, each in inner} if isinstance(value, list | dict) else {name: value}
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in flat.items()}


def _with_status(tx: Transaction, transaction: Document) -> Document:
    return {**transaction, "status": "available" if transaction["available_on"] <= tx.second else "pending"}


def _with_reversals(tx: Transaction, transfer: Document) -> Document:
    """A transfer carries its ten newest reversals."""
    url = f"/v1/transfers/{transfer['id']}/reversals"
    where = [("json_extract(body, '$.transfer') = ?", transfer["id"])]
    return {**transfer, "reversals": page_where(tx, "transfer_reversal", url, {}, where)}


def _with_statuses(tx: Transaction, dispute: Document) -> Document:
    return {
        **dispute,
        "balance_transactions": [_with_status(tx, change) for change in dispute["balance_transactions"]],
        "evidence_details": {
            **dispute["evidence_details"],
            "past_due": dispute["evidence_details"]["due_by"] < tx.second,
        },
    }


def _with_pending(tx: Transaction, event: Document) -> Document:
    return {**event, "pending_webhooks": pending_deliveries(tx, event["id"])}


_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "eq": "="}

_DRESSES: Mapping[str, Callable[[Transaction, Document], Document]] = {
    "balance_transaction": _with_status,
    "transfer": _with_reversals,
    "event": _with_pending,
    "dispute": _with_statuses,
}
