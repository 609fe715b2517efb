"""The embedded Valkey: it carries jobs, keeps them in an append-only file, and may be lost at any time."""

from __future__ import annotations

import re
import shutil
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from marketplace.local import wheels
from marketplace.local.place import Place
from marketplace.local.processes import Program, runs_with

_FAILURES_BEFORE_STARTING_EMPTY = 2


@dataclass(frozen=True)
class Valkey:
    """The Valkey of one place. It listens on a private socket alone."""

    place: Place

    @property
    def folder(self) -> Path:
        """Its data folder."""
        return self.place.folder / "valkey"

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.place.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """Its address, as redis-py wants it."""
        return f"unix://{quote(str(self.socket))}?db=0"

    def program(self) -> Program:
        """How to run it."""
        options = {
            "dir": str(self.folder),
            "pidfile": str(self._pid_file),
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "port": "0",
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "set-proc-title": "no",  # so that the command line still tells whose it is
        }
        arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
        return Program(
            name="valkey",
            command=(str(wheels.programs(self.place)[1]), *arguments),
            environment={"LC_ALL": "C"},
            answers=self.answers,
            prepare=self.prepare,
            running=self.running,
            user=wheels.service_user(),
        )

    def prepare(self, failures: int = 0) -> None:
        """Make its folder; after repeated failures set its file aside and start empty."""
        user = wheels.service_user()
        wheels.give(self.place.sockets, user)
        wheels.give(self.folder, user)
        self._pid_file.unlink(missing_ok=True)
        kept = self.folder / "appendonlydir"
        if failures >= _FAILURES_BEFORE_STARTING_EMPTY and kept.exists():
            kept.rename(self.folder / f"unreadable-{time.time_ns()}")

    def running(self) -> int | None:
        """The process id of the server, when it runs."""
        try:
            pid = int(self._pid_file.read_text())
        except (OSError, ValueError):  # the file may be lost while it runs: then it says so itself
            told = re.search(rb"process_id:(\d+)", self._ask(b"INFO server"))
            return int(told.group(1)) if told else None
        return pid if runs_with(pid, ("valkey-server", str(self.folder))) else None

    def answers(self) -> bool:
        """Whether it answers a ping."""
        return self._ask(b"PING").startswith(b"+PONG")

    def wipe(self) -> None:
        """Delete all it has kept; call it while Valkey is dead."""
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @property
    def _pid_file(self) -> Path:
        return self.folder / "valkey.pid"

    def _ask(self, words: bytes) -> bytes:
        """The beginning of what it answers; nothing when it does not."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(words + b"\r\n")
                return line.recv(4096)
        except OSError:
            return b""
