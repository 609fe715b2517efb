"""Starts the platforms stand-in and says where it is once it answers."""

import argparse
import logging
import os
import signal
import threading
from pathlib import Path

from werkzeug.serving import make_server

from standins.platforms.app import create_app
from standins.platforms.store import Store

DEFAULT_KEY = "platforms_test_standin"


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m standins.platforms", description=__doc__)
    options.add_argument("--port", type=int, required=True, help="0 takes a free one")
    options.add_argument("--data", type=Path, required=True, help="a folder of its own; made when missing")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--public-url", help="the address people and the marketplace use, when it is another")
    chosen = options.parse_args()

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    chosen.data.mkdir(parents=True, exist_ok=True)
    app = create_app(
        Store(chosen.data / "platforms.sqlite3"),
        key=os.environ.get("STANDIN_PLATFORMS_KEY", DEFAULT_KEY),
        public_url=chosen.public_url,
    )
    server = make_server(chosen.host, chosen.port, app, threaded=True)
    app.config["PUBLIC_URL"] = (chosen.public_url or f"http://{chosen.host}:{server.server_port}").rstrip("/")

    for sent in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the loop that this handler interrupts, so it needs a thread of its own.
        signal.signal(sent, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"platforms stand-in on {app.config['PUBLIC_URL']}", flush=True)
    server.serve_forever()
    server.server_close()


main()
