"""Starts the payment stand-in and says where it is once it answers."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
from pathlib import Path

from werkzeug.serving import make_server

from standins.payments.app import create_app
from standins.payments.delivery import Destination, keep_delivering
from standins.payments.due import keep_looking, let_happen
from standins.payments.money import Rules
from standins.payments.recording import Recorder
from standins.payments.store import Store


def main() -> None:
    """Run until asked to stop."""
    chosen = _options().parse_args()
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    chosen.data.mkdir(parents=True, exist_ok=True)
    amounts, waits = (chosen.fee_bp, chosen.fee_fixed), (chosen.available_after, chosen.debit_after)
    rules = Rules(*amounts, *waits, chosen.payout_after, chosen.automatic_payout_after)
    store = Store(chosen.data / "payments.sqlite3")
    destinations = _destinations(chosen)
    with store.change() as tx:
        tx.set("destinations", [destination.name for destination in destinations])
    let_happen(store, rules)

    recorder = Recorder(chosen.record) if chosen.record else None
    app = create_app(store, api_key=_secret("API_KEY", "sk_test_standin"), rules=rules, recorder=recorder)
    server = make_server(chosen.host, chosen.port, app, threaded=True)
    app.config["SITE"] = (chosen.public_url or f"http://{chosen.host}:{server.server_port}").rstrip("/")

    stopped = threading.Event()
    threads = [threading.Thread(target=keep_looking, args=(store, rules, stopped), daemon=True)]
    threads += [
        threading.Thread(target=keep_delivering, args=(store, destination, stopped, recorder), daemon=True)
        for destination in destinations
    ]
    for thread in threads:
        thread.start()
    for sent in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the loop that this handler interrupts, so it needs a thread of its own.
        signal.signal(sent, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"payments stand-in on http://{chosen.host}:{server.server_port}", flush=True)
    server.serve_forever()
    stopped.set()
    with store.changed:
        store.changed.notify_all()
    for thread in threads:
        thread.join(timeout=2)
    server.server_close()


def _options() -> argparse.ArgumentParser:
    usual = Rules()
    options = argparse.ArgumentParser(prog="python -m standins.payments", description=__doc__)
    options.add_argument("--port", type=int, required=True, help="0 takes a free one")
    options.add_argument("--data", type=Path, required=True, help="a folder of its own; made when missing")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--public-url", help="the address people and the marketplace use, when it is another")
    options.add_argument(
        "--record",
        type=Path,
        metavar="FOLDER",
        default=os.environ.get("STANDIN_PAYMENTS_RECORD") or None,
        help="keeps one of each shape of request, answer and event there, to be held against the real description",
    )
    options.add_argument("--platform-webhook", metavar="URL", help="gets events of the platform's own account")
    options.add_argument("--connected-webhook", metavar="URL", help="gets events of connected accounts")
    options.add_argument("--thin-webhook", metavar="URL", help="gets thin events about accounts (v2)")
    options.add_argument(
        "--fee-bp", type=int, default=usual.fee_basis_points, help="what a payment costs: 1/10 000 of it"
    )
    options.add_argument("--fee-fixed", type=int, default=usual.fee_fixed, help="and this, in the smallest unit")
    options.add_argument("--available-after", type=int, default=usual.available_after_seconds, metavar="SECONDS")
    options.add_argument("--debit-after", type=int, default=usual.debit_settles_after_seconds, metavar="SECONDS")
    options.add_argument("--payout-after", type=int, default=usual.payout_arrives_after_seconds, metavar="SECONDS")
    options.add_argument(
        "--automatic-payout-after", type=int, default=usual.automatic_payout_after_seconds, metavar="SECONDS"
    )
    return options


def _destinations(chosen: argparse.Namespace) -> list[Destination]:
    secret = _secret("WEBHOOK_SECRET", "whsec_standin")
    rows = (
        ("platform", chosen.platform_webhook, secret),
        ("connected", chosen.connected_webhook, _secret("CONNECTED_WEBHOOK_SECRET", secret)),
        ("thin", chosen.thin_webhook, _secret("THIN_WEBHOOK_SECRET", "whsec_standin_thin")),
    )
    return [Destination(name, url, secret) for name, url, secret in rows if url]


def _secret(name: str, usual: str) -> str:
    """A secret of its own, or the one that the caller's environment holds for the other side."""
    return os.environ.get(f"STANDIN_{name}") or os.environ.get(f"STRIPE_{name}") or usual


main()
