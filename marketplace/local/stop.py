"""Ends whatever of this checkout still runs: the demo, PostgreSQL, Valkey. `python3 dev.py stop` runs this."""

from __future__ import annotations

import signal
import sys

from marketplace.local import processes
from marketplace.local.place import Place, is_running, read_json, state_folder
from marketplace.local.services import stop_services


def main() -> int:
    """Stop it, and say what was stopped."""
    folder = state_folder()
    place, stopped = Place(folder), []
    supervisor = read_json(place.status_file).get("supervisor")
    if is_running(place) and isinstance(supervisor, int):
        processes.end(supervisor, signal.SIGTERM, 60.0)
        stopped.append("the demo")
    stopped += stop_services(folder)
    print(f"Stopped {', '.join(stopped)}." if stopped else "Nothing was running.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
