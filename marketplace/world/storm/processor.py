"""The payment stand-in as a program of its own, and the people and accidents at its side of the wire."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from marketplace.gateways import current
from marketplace.settings import ROOT

KEY = "sk_test_standin"
SECRETS = {
    "STRIPE_WEBHOOK_SECRET": "whsec_platform",
    "STRIPE_THIN_WEBHOOK_SECRET": "whsec_thin",
    "STRIPE_CONNECTED_WEBHOOK_SECRET": "whsec_connected",
}
ANSWERS_WITHIN_SECONDS = 0.2
MANNERS = {
    "STRIPE_RETRIES": "0",
    "STRIPE_ANSWERS_WITHIN_SECONDS": str(ANSWERS_WITHIN_SECONDS),
    "STRIPE_CALLS_PER_SECOND": "1000000",  # nobody else calls this one
}
STARTS_WITHIN_SECONDS = 30
LOOKS_AGAIN = 20


class ProcessorTrouble(RuntimeError):
    """The stand-in did not start, or refused what a simulation asked of it."""


@dataclass(frozen=True)
class Message:
    """An event as the processor would post it to us."""

    id: str
    payload: bytes


class Processor:
    """The stand-in's pages and its control panel, as people and accidents use them."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60, headers={"Authorization": f"Bearer {KEY}"})
        self._last_event = ""

    def plan(self, faults: Sequence[Mapping[str, Any]]) -> None:
        """Which calls will meet what."""
        self._ask("POST", "/_standin/faults", json=list(faults))

    def clear_up(self) -> int:
        """No more trouble; gives how many calls have met some."""
        met: int = sum(int(row["met"]) for row in self._ask("GET", "/_standin/faults").json()["faults"])
        self._ask("DELETE", "/_standin/faults")
        return met

    def keep_silent(self, silent: bool) -> None:
        """Tells nobody of anything for now, or again."""
        self._ask("POST", "/_standin/webhooks", json={"paused": silent})

    def advance(self, seconds: float) -> None:
        """Lets time pass there."""
        self._ask("POST", "/_standin/clock/advance", json={"seconds": seconds})

    def pay(self, address: str, outcome: str = "card") -> bool:
        """Somebody pays on a hosted page; False when it is closed or paid already."""
        answer = self._http.post(urlsplit(address).path, data={"outcome": outcome})
        return answer.status_code < 400

    def onboard(self, link: str) -> None:
        """A creator says who they are."""
        visit = self._http.get(urlsplit(link).path)
        self._went_well(visit)
        self._went_well(self._http.post(urlsplit(visit.headers["Location"]).path, data={"outcome": "finish"}))

    def set_status(self, account: str, status: str) -> None:
        """The processor asks for papers, or has seen them."""
        self._ask("POST", f"/_standin/accounts/{account}/status", json={"status": status})

    def reverse(self, transfer_id: str) -> None:
        """Somebody takes a transfer back in the processor's dashboard."""
        self._ask("POST", f"/v1/transfers/{transfer_id}/reversals")

    def dispute(self, payment: str, amount: int) -> None:
        """A payer's bank wants back a part of a payment, if there is so much of it left to dispute."""
        self._http.post(f"/_standin/charges/{payment}/dispute", json={"amount": amount})

    def disputes(self) -> set[str]:
        """Every dispute there ever was."""
        return {str(row["id"]) for row in self._ask("GET", "/_standin/state").json()["disputes"]}

    def open_disputes(self) -> list[str]:
        """Those that no bank has decided."""
        rows = self._ask("GET", "/_standin/state").json()["disputes"]
        return sorted(str(row["id"]) for row in rows if row["status"] not in ("won", "lost"))

    def decide(self, dispute_id: str, *, won: bool) -> None:
        """A bank decides."""
        self._ask("POST", f"/_standin/disputes/{dispute_id}/close", json={"status": "won" if won else "lost"})

    def fail_refund(self, refund_id: str) -> None:
        """A payer's bank does not take a refund, unless it has refused it before."""
        self._http.post(f"/_standin/refunds/{refund_id}/fail")

    def given_back(self) -> dict[str, int]:
        """What was given back and taken by the payers' banks, in minor units by our id of the refund."""
        found: dict[str, int] = {}
        for row in self._ask("GET", "/_standin/state").json()["refunds"]:
            if row["status"] in ("succeeded", "pending"):
                ours = str(row["metadata"].get("refund", ""))
                found[ours] = found.get(ours, 0) + int(row["amount"])
        return found

    def received_by(self, account: str) -> dict[str, int]:
        """What an account has been sent and was not taken back, in minor units by currency."""
        rows = self._ask("GET", "/v1/transfers", params={"destination": account, "limit": 100}).json()["data"]
        found: dict[str, int] = {}
        for row in rows:
            currency = str(row["currency"]).upper()
            found[currency] = found.get(currency, 0) + int(row["amount"]) - int(row["amount_reversed"])
        return found

    def new_messages(self) -> list[Message]:
        """The platform's events since the last time, oldest first."""
        found: list[Message] = []
        more = True
        while more:
            since = {"ending_before": self._last_event} if self._last_event else {}
            page = self._ask("GET", "/v1/events", params={"limit": 100, **since}).json()
            found += [Message(row["id"], json.dumps(row).encode()) for row in reversed(page["data"])]
            self._last_event = found[-1].id if found else self._last_event
            more = bool(page["has_more"] and since)
        return found

    def is_sound(self) -> bool:
        """Whether its own money adds up."""
        return bool(self._ask("GET", "/_standin/invariants").json()["ok"])

    def _ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        for _ in range(LOOKS_AGAIN if method == "GET" else 0):  # the trouble is meant for others
            try:
                answer = self._http.request(method, path, **more)
            except httpx.TransportError:
                continue
            if not answer.is_error:
                return answer
        answer = self._http.request(method, path, **more)
        self._went_well(answer)
        return answer

    def _went_well(self, answer: httpx.Response) -> None:
        if answer.is_error:
            raise ProcessorTrouble(
                f"{answer.request.method} {answer.request.url} answered {answer.status_code}: {answer.text[:300]}"
            )


def signature(payload: bytes, secret: str, at: float | None = None) -> str:
    """The header with which the processor signs a message, by the real time unless another is given."""
    stamp = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


@contextmanager
def own_processor(*options: str) -> Iterator[Processor]:
    """A stand-in of our own that the application talks to meanwhile. Raises ProcessorTrouble."""
    with tempfile.TemporaryDirectory(prefix="meadow-storm-") as folder:
        command = [sys.executable, "-m", "standins.payments", "--port", "0", "--data", folder, *options]
        program = subprocess.Popen(  # noqa: S603 our own program
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"STANDIN_API_KEY": KEY}
        )
        assert program.stdout is not None
        try:
            ready, _, _ = select.select([program.stdout], [], [], STARTS_WITHIN_SECONDS)
            said = re.search(r"stand-in on (http://\S+)", program.stdout.readline() if ready else "")
            if said is None:
                raise ProcessorTrouble("the payment stand-in did not start")
            chosen = {"STRIPE_API_KEY": KEY, "STRIPE_BASE_URL": said[1], **MANNERS, **SECRETS}
            with current.other_settings(**chosen):
                yield Processor(said[1])
        finally:
            program.terminate()
            program.wait(10)
            program.stdout.close()
