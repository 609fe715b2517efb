"""What happened, told to those who listen: written with the change itself, delivered afterwards."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from standins.payments.identifiers import instant, new_id
from standins.payments.store import PLATFORM, Document, Transaction

API_VERSION = "2026-10-28.endive"

REORDERED_WITHIN_SECONDS = 1.0


@dataclass(frozen=True)
class Cause:
    """The request that made it happen; none when time or a person on a page did."""

    request_id: str | None = None
    idempotency_key: str | None = None


def tell(tx: Transaction, type: str, about: Document, cause: Cause, *, account: str = PLATFORM) -> None:
    """An event of the first version of the API: it carries the thing as it is now."""
    event = {
        "id": new_id("evt_"),
        "object": "event",
        "api_version": API_VERSION,
        "created": tx.second,
        "data": {"object": about},
        "livemode": False,
        "pending_webhooks": 0,
        "request": {"id": cause.request_id, "idempotency_key": cause.idempotency_key},
        "type": type,
    }
    if account != PLATFORM:
        event["account"] = account
    tx.add(event, account=account)
    _send(tx, event, "connected" if account != PLATFORM else "platform")


def tell_thin(tx: Transaction, type: str, about: Document, cause: Cause, data: Document | None = None) -> None:
    """An event of the second version: it carries only the name of the thing, which is then fetched."""
    event: dict[str, Any] = {
        "id": new_id("evt_test_"),
        "object": "v2.core.event",
        "type": type,
        "livemode": False,
        "created": instant(tx.now),
        "context": None,
        "related_object": {
            "id": about["id"],
            "type": about["object"],
            "url": f"/v2/core/accounts/{about['id']}",
        },
        "reason": None,
    }
    if cause.request_id:
        request = {"id": cause.request_id, "idempotency_key": cause.idempotency_key or ""}
        event["reason"] = {"type": "request", "request": request}
    tx.add({**event, "changes": None, "snapshot_event": None, "data": data or {}})
    _send(tx, event, "thin")


def pending_deliveries(tx: Transaction, event: str) -> int:
    """How many listeners have not taken an event yet."""
    rows = tx.run(
        "SELECT COUNT(DISTINCT destination) AS n FROM deliveries WHERE event = ? AND delivered_at IS NULL", event
    )
    return int(rows[0]["n"])


def _send(tx: Transaction, event: Document, destination: str) -> None:
    if destination not in tx.setting("destinations", []):
        return
    wishes = tx.setting("webhooks", {})
    payload = json.dumps({**event, "pending_webhooks": 1} if event["object"] == "event" else event)
    due_at = time.time() + float(wishes.get("late_seconds", 0))
    if wishes.get("reordered"):
        due_at += REORDERED_WITHIN_SECONDS
    for _ in range(2 if wishes.get("doubled") else 1):
        tx.run(
            "INSERT INTO deliveries (event, destination, payload, due_at) VALUES (?, ?, ?, ?)",
            *(event["id"], destination, payload, due_at),
        )
