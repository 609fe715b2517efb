"""The payment stand-in as the program it is, seen as the marketplace, a payer and an operator see it."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import stripe

from tests.standins.payments.schemas import check_answer, check_request

ROOT = Path(__file__).resolve().parents[3]
KEY, PLATFORM_SECRET, THIN_SECRET = "sk_test_of_this_run", "whsec_of_the_platform", "whsec_of_thin_events"

DAY = 86_400
ASKS_FOR_TRANSFERS: Any = {
    "identity": {"country": "US", "entity_type": "individual"},
    "contact_email": "maya@example.com",
    "display_name": "Maya",
    "dashboard": "express",
    "configuration": {"recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}},
    "defaults": {"responsibilities": {"fees_collector": "application", "losses_collector": "application"}},
    "include": ["configuration.recipient", "identity", "requirements", "defaults"],
}


class CheckedClient(stripe.RequestsClient):
    """The SDK's own HTTP client; every request and every resource that passes is held against Stripe's schemas."""

    def request(self, method: str, url: str, headers: Any, post_data: Any = None) -> tuple[Any, int, Any]:
        check_request(method, url, post_data)
        body, status, answer_headers = super().request(method, url, headers, post_data)
        if status == 200:
            check_answer(json.loads(body))
        return body, status, answer_headers


@dataclass
class Delivery:
    path: str
    signature: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Listener:
    """Somebody to whom events are delivered; `refusals` are answered before it begins to take them."""

    taken: list[Delivery] = field(default_factory=list)
    refused: list[Delivery] = field(default_factory=list)
    refusals: int = 0
    port: int = 0

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                delivery = Delivery(self.path, self.headers["Stripe-Signature"], body)
                refuses = listener.refusals > 0
                listener.refusals -= refuses
                (listener.refused if refuses else listener.taken).append(delivery)
                self.send_response(500 if refuses else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def types_about(self, id: str) -> list[str]:
        """What was told about a thing, in the order of arrival."""
        about = [(event.json, json.dumps(event.json)) for event in list(self.taken)]
        return [event["type"] for event, words in about if id in words]


@dataclass
class Standin:
    """The running program."""

    url: str
    process: subprocess.Popen[str]
    listener: Listener

    def client(self, *, checked: bool = True, retries: int = 0, key: str = KEY, **options: Any) -> stripe.StripeClient:
        http = CheckedClient(timeout=20) if checked else stripe.RequestsClient(timeout=20)
        return stripe.StripeClient(
            key, base_addresses={"api": self.url}, http_client=http, max_network_retries=retries, **options
        )

    def http(self, **options: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, trust_env=False, timeout=20, **options)

    def control(self, path: str, body: Any = None, method: str = "POST") -> Any:
        with self.http() as http:
            answer = http.request(method, f"/_standin/{path}", json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def look(self, what: str) -> Any:
        return self.control(what, method="GET")

    def advance(self, *, days: float) -> Any:
        return self.control("clock/advance", {"seconds": days * DAY})

    def fail(self, match: str, kind: str, **more: Any) -> None:
        self.control("faults", [{"match": match, "kind": kind, **more}])

    def session(self, amount: int = 10_000, currency: str = "usd", **more: Any) -> Any:
        price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Wallet top-up"}}
        return self.client().v1.checkout.sessions.create(
            {
                "mode": "payment",
                "line_items": [{"price_data": price, "quantity": 1}],
                "success_url": "https://brand.example/back?session={CHECKOUT_SESSION_ID}",
                "cancel_url": "https://brand.example/cancelled",
                **more,
            }
        )

    def pay(self, session: Any, outcome: str = "card") -> httpx.Response:
        with self.http() as http:
            return http.post(f"/pay/{session.id}", data={"outcome": outcome})

    def paid_charge(self, amount: int = 10_000, currency: str = "usd", **more: Any) -> Any:
        session = self.session(amount, currency, **more)
        assert self.pay(session).status_code == 303
        paid = self.client().v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
        return paid.payment_intent.latest_charge

    def account(self, **more: Any) -> Any:
        return self.client().v2.core.accounts.create({**ASKS_FOR_TRANSFERS, **more})

    def ready_account(self) -> str:
        account = self.account()
        self.control(f"accounts/{account.id}/status", {"status": "active"})
        return str(account.id)

    def onboarding_link(self, account: str) -> str:
        flow = {"refresh_url": "https://brand.example/again", "return_url": "https://brand.example/earnings"}
        link = self.client().v2.core.account_links.create(
            {"account": account, "use_case": {"type": "account_onboarding", "account_onboarding": flow}}
        )
        return str(link.url)

    def held(self, account: str = "platform", currency: str = "usd") -> tuple[int, int]:
        """What an account holds: available, pending."""
        held = self.look("state")["balances"][account].get(currency, {"available": 0, "pending": 0})
        return held["available"], held["pending"]

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait(10)


@contextmanager
def running(data: Path, listener: Listener, *options: str, port: int = 0) -> Iterator[Standin]:
    """The program, from the moment it says that it answers."""
    hooks = (
        *("--platform-webhook", f"http://127.0.0.1:{listener.port}/platform"),
        *("--thin-webhook", f"http://127.0.0.1:{listener.port}/thin"),
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "standins.payments", "--port", str(port), "--data", str(data), *hooks, *options],
        cwd=ROOT,
        env=os.environ
        | {
            "STANDIN_API_KEY": KEY,
            "STANDIN_PAYMENTS_RECORD": "",  # what is asked here is meant to be wrong now and then, and checked at once
            "STANDIN_WEBHOOK_SECRET": PLATFORM_SECRET,
            "STANDIN_THIN_WEBHOOK_SECRET": THIN_SECRET,
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], 20)
        said = process.stdout.readline() if ready else ""
        found = re.fullmatch(r"payments stand-in on (http://127\.0\.0\.1:\d+)\n", said)
        assert found, f"it did not start: {said!r}"
        yield Standin(found[1], process, listener)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        process.stdout.close()


def eventually(claim: Callable[[], Any], seconds: float = 10) -> Any:
    """The first true thing a claim says."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if said := claim():
            return said
        time.sleep(0.05)
    raise AssertionError("it did not come true in time")
