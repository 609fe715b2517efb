"""The same key twice is the same request twice: it happens once, and the second call gets the first one's answer."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from standins.payments.errors import ApiError
from standins.payments.store import Transaction

LONGEST = 255
KEPT_SECONDS = {"v1": 24 * 3600, "v2": 30 * 24 * 3600}
"""After this the key is forgotten, and a request under it is a new one."""


@dataclass(frozen=True)
class Key:
    """A key, and the request that uses it."""

    account: str
    version: str
    key: str
    request: str
    """Method and path."""
    fingerprint: str


@dataclass(frozen=True)
class Answer:
    """What is said to a request."""

    status: int
    body: dict[str, Any]
    request_id: str
    replays: bool = False


class InFlight:
    """Keys of requests that are being answered at this moment; a crash forgets them, as it must."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._keys: set[tuple[str, str, str]] = set()

    @contextmanager
    def alone(self, key: Key | None) -> Iterator[None]:
        """Nobody else works under this key meanwhile. Raises ApiError 409."""
        if key is None:
            yield
            return
        name = (key.account, key.version, key.key)
        with self._lock:
            if name in self._keys:
                raise ApiError(
                    409,
                    "There is currently another in-progress request using this Idempotent Key (that probably means "
                    f"you submitted twice, and the other request is still going through): {key.key}. "
                    "Please try again later.",
                    code="idempotency_key_in_use",
                    keep=False,
                )
            self._keys.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(name)
                self._lock.notify_all()

    def wait_until_done(self, seconds: float) -> bool:
        """Whether every request under a key has been answered within so many real seconds."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._keys, seconds)


def fingerprint(params: Any) -> str:
    """A short name for a set of parameters, whatever their order."""
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()


def stored_answer(tx: Transaction, key: Key) -> Answer | None:
    """The answer given before under this key. Raises ApiError when it belongs to another request."""
    tx.run(
        "DELETE FROM idempotency_keys WHERE version = ? AND kept_at <= ?",
        key.version,
        tx.now - KEPT_SECONDS[key.version],
    )
    rows = tx.run(
        "SELECT * FROM idempotency_keys WHERE account = ? AND version = ? AND key = ?",
        key.account,
        key.version,
        key.key,
    )
    if not rows:
        return None
    row = rows[0]
    if row["request"] != key.request:
        wrong = f"for the same endpoint they were first used for ('{key.request}' vs '{row['request']}')"
    elif row["fingerprint"] != key.fingerprint:
        wrong = "with the same parameters they were first used with"
    else:
        return Answer(row["status"], json.loads(row["body"]), row["request_id"], replays=True)
    raise ApiError(
        400,
        f"Keys for idempotent requests can only be used {wrong}. Try using a key other than '{key.key}' if you meant "
        "to execute a different request.",
        type="idempotency_error",
        keep=False,
    )


def keep(tx: Transaction, key: Key, answer: Answer) -> None:
    """Store an answer under its key."""
    tx.run(
        "INSERT INTO idempotency_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(key.account, key.version, key.key, key.request, key.fingerprint),
        *(answer.status, json.dumps(answer.body), answer.request_id, tx.now),
    )
