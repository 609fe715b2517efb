"""The payment stand-in as the program it is, and the people who use its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from marketplace.gateways.payments.stripe_payments import StripePayments
from tests.programs import running

KEY = "sk_test_standin"


class StandIn:
    """The stand-in from outside: its pages, its control panel, and the client the marketplace uses."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.people = httpx.Client(base_url=url, trust_env=False, timeout=20)
        self.payments = client_of(url)

    def pay(self, session_id: str, outcome: str = "card") -> httpx.Response:
        return self.people.post(f"/pay/{session_id}", data={"outcome": outcome})

    def onboard(self, link: str, outcome: str = "finish") -> str:
        """Goes through onboarding; where it leads back to."""
        page = self.people.get(link, follow_redirects=True)
        answer = self.people.post(str(page.url), data={"outcome": outcome})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def plan(self, match: str, kind: str, **more: Any) -> None:
        answer = self.people.post("/_standin/faults", json=[{"match": match, "kind": kind, **more}])
        assert answer.status_code == 200, answer.text

    def advance(self, seconds: int) -> None:
        assert self.people.post("/_standin/clock/advance", json={"seconds": seconds}).status_code == 200

    def set_status(self, account: str, status: str) -> None:
        assert self.people.post(f"/_standin/accounts/{account}/status", json={"status": status}).status_code == 200

    def dispute(self, payment: str) -> None:
        answer = self.people.post(f"/_standin/charges/{payment}/dispute", json={})
        assert answer.status_code == 200, answer.text

    def decide(self, dispute_id: str, status: str) -> None:
        """The payer's bank decides a dispute: won or lost for us."""
        answer = self.people.post(f"/_standin/disputes/{dispute_id}/close", json={"status": status})
        assert answer.status_code == 200, answer.text

    def fail_refund(self, refund_id: str) -> None:
        assert self.people.post(f"/_standin/refunds/{refund_id}/fail").status_code == 200

    def dispute_of(self, payment: str) -> str:
        """The payer's bank opens a dispute over a payment; its id."""
        self.dispute(payment)
        return next(str(one["id"]) for one in self.state()["disputes"] if one["payment_intent"] == payment)

    def break_bank(self, account: str, failure: str | None) -> None:
        """The account's bank takes no payouts any more; or again, without a failure."""
        answer = self.people.post(f"/_standin/accounts/{account}/bank", json={"failure": failure})
        assert answer.status_code == 200, answer.text

    def return_payout(self, payout_id: str, failure: str | None) -> None:
        """A bank sends a payout back for a reason; without one it was cancelled on its way."""
        answer = self.people.post(f"/_standin/payouts/{payout_id}/return", json={"failure": failure})
        assert answer.status_code == 200, answer.text

    def reverse(self, transfer_id: str) -> None:
        answer = self.people.post(f"/v1/transfers/{transfer_id}/reversals", headers={"Authorization": f"Bearer {KEY}"})
        assert answer.status_code == 200, answer.text

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.people.get("/_standin/state").json()
        return found

    def is_sound(self) -> bool:
        return bool(self.people.get("/_standin/invariants").json()["ok"])


@contextmanager
def running_payments(data: Path, *options: str) -> Iterator[StandIn]:
    with running("standins.payments", "--port", "0", "--data", str(data), *options) as program:
        yield StandIn(program.url)


def client_of(url: str) -> StripePayments:
    return StripePayments(
        api_key=KEY,
        base_url=url,
        webhook_secret="whsec_platform",
        thin_webhook_secret="whsec_thin",
        connected_webhook_secret="whsec_connected",
    )
