"""The folder in which a checkout keeps its local data, and the few files that processes share there."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
"""The checkout."""

_LONGEST_SOCKET_PATH = 100
"""Bytes; Linux allows 107, macOS 103."""


class LocalTrouble(RuntimeError):
    """Something on this machine is in the way; the message says what to do about it."""


def state_folder(environment: Mapping[str, str] | None = None, *, root: Path = ROOT, uid: int | None = None) -> Path:
    """Where this checkout keeps its local data.

    `MEADOW_HOME` when set. As root a folder of its own below /var/lib, because PostgreSQL then runs as another user,
    who must be able to walk there without any private home being opened. Else `.meadow` in the checkout.
    """
    chosen = (os.environ if environment is None else environment).get("MEADOW_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if (os.geteuid() if uid is None else uid) == 0:
        return Path("/var/lib") / f"meadow-{_short_hash(root)}"
    return root / ".meadow"


@dataclass(frozen=True)
class Place:
    """A folder of local data, with a name for everything in it."""

    folder: Path

    @property
    def logs(self) -> Path:
        """One file per program."""
        return self.folder / "logs"

    @property
    def stack_lock(self) -> Path:
        """Held while a stack runs."""
        return self.folder / "stack.lock"

    @property
    def status_file(self) -> Path:
        """Process ids and ports while a stack runs."""
        return self.folder / "stack.json"

    @property
    def environment_file(self) -> Path:
        """What the programs of the last stack saw."""
        return self.folder / "environment.json"

    @property
    def sockets(self) -> Path:
        """The private folder of the sockets; elsewhere when the folder's own path is too long for a socket."""
        near = self.folder / "sockets"
        if len(os.fsencode(near / ".s.PGSQL.5432.lock")) <= _LONGEST_SOCKET_PATH:
            return near
        return Path("/tmp") / f"meadow-{os.geteuid()}-{_short_hash(self.folder)}"

    def prepared(self) -> Place:
        """The same place, with its folder made: closed to others, but as root passable for the services' own user."""
        try:
            self.folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
            self.logs.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise LocalTrouble(
                f"Local data cannot be kept in {self.folder}: {error.strerror}. "
                "Set MEADOW_HOME to a folder you may write."
            ) from error
        return self

    def secret(self, name: str) -> str:
        """A secret of this machine, made once and kept (64 hexadecimal digits)."""
        with only_one(self.folder / "secrets.lock"):
            kept = read_json(self.folder / "secrets.json")
            if name not in kept:
                kept[name] = secrets.token_hex(32)
                write_json(self.folder / "secrets.json", kept)
        return str(kept[name])


@contextmanager
def only_one(path: Path, *, taken: str | None = None) -> Iterator[None]:
    """Hold a lock file. Waits for its turn, or raises LocalTrouble with the words `taken` when another holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (fcntl.LOCK_NB if taken else 0))
        except BlockingIOError as error:
            raise LocalTrouble(taken or str(error)) from error
        yield
    finally:
        os.close(descriptor)


def is_running(place: Place) -> bool:
    """Whether a stack runs in this place."""
    if not place.folder.exists():
        return False
    try:
        with only_one(place.stack_lock, taken="it runs"):
            return False
    except LocalTrouble:
        return True


def read_json(path: Path) -> dict[str, Any]:
    """The table in a file; empty when the file is missing or was torn."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a table for this user alone, whole or not at all."""
    descriptor, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
    os.replace(name, path)


def free_port(preferred: int | None = None, avoid: frozenset[int] = frozenset()) -> int:
    """A port on this machine that nobody listens on: the preferred one when it is free."""
    if preferred is not None and preferred not in avoid and port_is_free(preferred):
        return preferred
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in avoid:
            return port


def port_is_free(port: int) -> bool:
    """Whether a program could listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]
