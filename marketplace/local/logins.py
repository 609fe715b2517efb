"""Shows who can sign in to the running demo, with codes that are good now. `python3 dev.py logins` runs this."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marketplace.local.codes import code_at, seconds_left
from marketplace.local.place import ROOT, LocalTrouble, Place, is_running, read_json, state_folder

_COLUMNS = ("role", "email", "password")


def main() -> int:
    """Print them. 1: the demo does not run."""
    place = Place(state_folder())
    if not is_running(place):
        print("The demo is not running. Start it: python3 dev.py demo", file=sys.stderr)
        return 1
    print(as_text(read_logins(read_json(place.environment_file)), time.time()))
    return 0


def read_logins(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """One login per role (role, email, password, totp_secret or None); none before there is a world."""
    command = [str(Path(sys.executable).parent / "marketplace"), "world", "logins", "--json"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(environment), cwd=ROOT)
    if asked.returncode != 0:
        raise LocalTrouble(f"The logins cannot be read:\n{(asked.stderr or asked.stdout).strip()[-2000:]}")
    return list(json.loads(asked.stdout.strip().splitlines()[-1]))


def as_text(logins: list[dict[str, Any]], unix_time: float) -> str:
    """A line per login, staff with the code of this moment."""
    widths = {column: max((len(str(login[column])) for login in logins), default=0) for column in _COLUMNS}
    lines = []
    for login in logins:
        code = f"  code {code_at(login['totp_secret'], unix_time)}" if login.get("totp_secret") else ""
        lines.append("  " + "  ".join(str(login[column]).ljust(width) for column, width in widths.items()) + code)
    if any(login.get("totp_secret") for login in logins):
        lines.append(f"  (codes change every 30 seconds, next in {seconds_left(unix_time)}: python3 dev.py logins)")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
