"""Processes of this machine: start one, see whether it lives, end it with all it has started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

Popen = subprocess.Popen[bytes]
_LAUNCHER = Path(__file__).with_name("tethered.py")
_MARK = "MEADOW_PROCESS"
_LOG_TURNS_AT_BYTES = 8 * 1024 * 1024

_outliving: list[Popen] = []
"""Programs meant to outlive this process; kept, so that nobody warns about them and they are reaped."""


@dataclass(frozen=True)
class Program:
    """A program to run: its command, and how to tell that it is there."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    answers: Callable[[], bool] | None = None
    """Whether it does its work; None: nobody can ask it."""
    prepare: Callable[[int], None] | None = None
    """Called before each start with the number of failures in a row."""
    running: Callable[[], int | None] = lambda: None
    """The process id of one that somebody else has started already."""
    user: str | None = None
    port: int | None = None
    stop_with: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0
    directory: Path = Path("/")


def start(program: Program, log: Path, *, mark: str, tied: bool) -> Popen:
    """Start a program in a session of its own, writing to a log; `tied`: it ends when this thread's process ends."""
    if log.exists() and log.stat().st_size > _LOG_TURNS_AT_BYTES:
        log.replace(log.with_suffix(".old.log"))
    parent = str(os.getpid()) if tied else "0"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_LAUNCHER), parent, program.user or "-", *program.command],
            env={**program.environment, _MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=program.directory,
            start_new_session=True,
        )
    if not tied:
        _outliving.append(process)
    return process


def is_alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended and only waits to be noticed does not."""
    for process in _outliving:
        process.poll()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _state_of(pid) != "Z"


def runs_with(pid: int, words: Sequence[str]) -> bool:
    """Whether a process lives and its command line has all these words; process ids are used again by others."""
    if not is_alive(pid):
        return False
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        asked = ["ps", "-o", "command=", "-p", str(pid)]
        line = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return all(word in line for word in words)


def living_in(folder: Path) -> list[int]:
    """Processes whose working folder this is; none where /proc does not tell."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if entry.readlink() == folder and is_alive(int(entry.parent.name)):
                found.append(int(entry.parent.name))
    return found


def wait_until(claim: Callable[[], bool], seconds: float, step: float = 0.05) -> bool:
    """Whether a claim came true within the time."""
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def end(pid: int, with_signal: signal.Signals, grace_seconds: float, reap: Callable[[], object] = lambda: None) -> None:
    """Ask a process to end; make it end when it has not done so in time."""

    def is_gone() -> bool:
        reap()
        return not is_alive(pid)

    for this_signal, seconds in ((with_signal, grace_seconds), (signal.SIGKILL, 5.0)):
        _signal(pid, this_signal)
        if wait_until(is_gone, seconds):
            return


def sweep(mark: str, leader: int | None = None) -> None:
    """End at once whatever a program has left behind: processes with its mark or in its session."""

    def is_clean() -> bool:
        left = _left_behind(mark, leader)
        for pid in left:
            _signal(pid, signal.SIGKILL)
        return not left

    wait_until(is_clean, 5.0)


def _left_behind(mark: str, leader: int | None) -> list[int]:
    if not Path("/proc/self/stat").exists():
        asked = ["ps", "-axo", "pid=,pgid="]
        rows = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
        pairs = zip(map(int, rows[::2]), map(int, rows[1::2]), strict=False)
        return [pid for pid, group in pairs if group == leader and _state_of(pid) != "Z"]
    sought = f"{_MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            belongs = sought in environment or (leader is not None and os.getsid(int(entry.name)) == leader)
        except OSError:
            continue
        if belongs and _state_of(int(entry.name)) != "Z":
            found.append(int(entry.name))
    return found


def _state_of(pid: int) -> str:
    """The letter of its state (Z: ended, but not yet noticed by its parent); empty when unknown."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        if Path("/proc/self/stat").exists():
            return ""
    asked = ["ps", "-o", "state=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()[:1]


def _signal(pid: int, this_signal: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, this_signal)
