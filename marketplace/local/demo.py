"""The demo: the whole marketplace on this machine with a small world in it. `python3 dev.py demo` runs this."""

from __future__ import annotations

import argparse
import select
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from marketplace.local.logins import as_text, read_logins
from marketplace.local.place import LocalTrouble, Place, is_running, only_one, state_folder
from marketplace.local.services import stop_services
from marketplace.local.stack import Stack, start_stack

_SURVIVES_A_RESET = ("services.lock", "stack.lock", "secrets.lock")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo until Ctrl-C. 0: ended on request; 1: something was in the way."""
    parser = argparse.ArgumentParser(prog="dev.py demo", description="Run Meadow on this machine with a small world.")
    parser.add_argument("--reset", action="store_true", help="delete the local data first and start over")
    parser.add_argument("--port", type=_port, help="the port of the site (else 8000, or a free one)")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    signal.signal(signal.SIGHUP, _as_ctrl_c)
    folder = state_folder()
    try:
        return _run(folder, chosen.port, reset=chosen.reset)
    except LocalTrouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _run(folder: Path, port: int | None, *, reset: bool) -> int:
    if reset:
        _start_over(folder)
    stack = start_stack(folder, port=port, before_work=_seed_when_empty, say=_say)
    try:
        _welcome(stack)
        _until_ctrl_c(stack)
    except KeyboardInterrupt:
        pass
    finally:
        for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
        _say("\nStopping everything …")
        stack.stop()
        stop_services(folder)
    _say("Stopped. The data is kept; `python3 dev.py demo` goes on from here, `--reset` starts over.")
    return 0


def _start_over(folder: Path) -> None:
    place = Place(folder)
    if not folder.exists():
        return
    if is_running(place):
        raise LocalTrouble("The demo is running. End it first: Ctrl-C there, or python3 dev.py stop")
    with only_one(place.stack_lock):
        stop_services(folder)
        for path in folder.iterdir():
            if path.name not in _SURVIVES_A_RESET and not path.name.startswith("programs-"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _seed_when_empty(stack: Stack) -> None:
    if not read_logins(stack.environment):
        _say("Making a small world (once) …")
        stack.run("world", "seed", "--size", "small")


def _welcome(stack: Stack) -> None:
    print(f"\nMeadow is ready: {stack.site}\n", flush=True)
    _show_logins(stack)
    print(f"\n  Mail it sent      {stack.address('mail')}/")
    print(f"  Payment stand-in  {stack.address('payments')}/")
    print(f"  Platforms         {stack.address('platforms')}/")
    print(f"  Data and logs     {stack.place.folder}")
    print("\nCtrl-C stops everything." + (" Enter shows fresh codes." if sys.stdin.isatty() else ""), flush=True)


def _show_logins(stack: Stack) -> None:
    print(as_text(read_logins(stack.environment), time.time()), flush=True)


def _until_ctrl_c(stack: Stack) -> None:
    while True:
        if not sys.stdin.isatty():
            time.sleep(1)
        elif select.select([sys.stdin], [], [], 1)[0]:
            if not sys.stdin.readline():
                raise KeyboardInterrupt  # Ctrl-D
            _show_logins(stack)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def _as_ctrl_c(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
