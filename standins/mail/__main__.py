"""Starts the mail stand-in and says where it is once it answers."""

import argparse
import logging
import signal
import ssl
import threading
import warnings
from pathlib import Path

from werkzeug.serving import make_server

from standins.mail.app import create_app
from standins.mail.faults import Faults
from standins.mail.receiving import Login, start_receiving
from standins.mail.store import Store


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m standins.mail", description=__doc__)
    options.add_argument("--smtp-port", type=int, required=True, help="0 takes a free one")
    options.add_argument("--port", type=int, required=True, help="of the outbox; 0 takes a free one")
    options.add_argument("--data", type=Path, required=True, help="a folder of its own; made when missing")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--login", help="user:password that senders must give; anybody may send without it")
    options.add_argument("--certificate", type=Path, help="PEM with key and certificate: offer encryption")
    options.add_argument("--implicit-tls", action="store_true", help="encrypt from the first byte (smtps)")
    chosen = options.parse_args()

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
    chosen.data.mkdir(parents=True, exist_ok=True)
    store, faults = Store(chosen.data / "mail.sqlite3"), Faults()
    try:
        receiving = start_receiving(
            store,
            faults,
            host=chosen.host,
            port=chosen.smtp_port,
            login=Login(*chosen.login.split(":", 1)) if chosen.login else None,
            tls=_tls(chosen.certificate) if chosen.certificate else None,
            implicit=chosen.implicit_tls,
        )
    except OSError as why:
        raise SystemExit(f"Port {chosen.smtp_port} cannot be used for SMTP ({why}). Choose another.") from why
    outbox = make_server(chosen.host, chosen.port, create_app(store, faults), threaded=True)

    for sent in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the loop that this handler interrupts, so it needs a thread of its own.
        signal.signal(sent, lambda *_: threading.Thread(target=outbox.shutdown).start())
    print(
        f"mail stand-in on http://{chosen.host}:{outbox.server_port} (SMTP on {chosen.host}:{receiving.port})",
        flush=True,
    )
    outbox.serve_forever()
    outbox.server_close()
    receiving.stop()


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


main()
