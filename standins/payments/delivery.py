"""Carries events to those who listen: signed, again and again until they are taken, over restarts too."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from standins.payments.events import REORDERED_WITHIN_SECONDS
from standins.payments.recording import Recorder
from standins.payments.store import Store

_TIMEOUT_SECONDS = 10
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 15.0
_LOOKS_EVERY_SECONDS = 0.5
_AT_ONCE = 50


@dataclass(frozen=True)
class Destination:
    """One listener: which events it gets, where, and the secret that signs them."""

    name: str
    """platform, connected or thin."""
    url: str
    secret: str


def signature(payload: str, secret: str, at: int) -> str:
    """The header Stripe-Signature of a payload."""
    signed = hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def keep_delivering(
    store: Store, destination: Destination, stopped: threading.Event, recorder: Recorder | None = None
) -> None:
    """Deliver what waits for one destination, until told to stop."""
    while not stopped.is_set():
        waiting = _waiting(store, destination)
        for row in waiting:
            if stopped.is_set():
                return
            if recorder is not None:
                recorder.event(row["payload"])
            _record(store, row, *_post(destination, row["payload"]))
        if not waiting:
            with store.changed:
                store.changed.wait(_LOOKS_EVERY_SECONDS)


def _waiting(store: Store, destination: Destination) -> list[Any]:
    with store.change() as tx:
        wishes = tx.setting("webhooks", {})
        if wishes.get("paused"):
            return []
        due = "FROM deliveries WHERE destination = ? AND delivered_at IS NULL AND due_at <= ? ORDER BY seq"
        now = time.time()
        if not wishes.get("reordered"):
            return tx.run(f"SELECT * {due} LIMIT {_AT_ONCE}", destination.name, now)
        # Events of one moment fall due within a moment: the last of them is waited for, to be the first.
        if not tx.run(f"SELECT 1 {due} LIMIT 1", destination.name, now):
            return []
        return tx.run(f"SELECT * {due} DESC LIMIT {_AT_ONCE}", destination.name, now + REORDERED_WITHIN_SECONDS / 2)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


def _post(destination: Destination, payload: str) -> tuple[bool, str]:
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": signature(payload, destination.secret, int(time.time())),
        "User-Agent": "Stripe/1.0 (payments stand-in)",
    }
    request = urllib.request.Request(destination.url, payload.encode(), headers, method="POST")
    try:
        with _direct.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            return True, str(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return False, str(refused.code)
    except (OSError, http.client.HTTPException) as trouble:
        return False, type(trouble).__name__


def _record(store: Store, row: Any, taken: bool, answer: str) -> None:
    wait = min(_FIRST_WAIT_SECONDS * 2 ** min(row["attempts"], 10), _LONGEST_WAIT_SECONDS)
    with store.change() as tx:
        tx.run(
            "UPDATE deliveries SET attempts = attempts + 1, last_answer = ?, delivered_at = ?, due_at = ?"
            " WHERE seq = ?",
            *(answer, time.time() if taken else None, time.time() + wait, row["seq"]),
        )
