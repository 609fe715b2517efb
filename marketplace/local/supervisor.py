"""Keeps named programs running: starts them, restarts what dies, and ends all of them, whatever they have started."""

from __future__ import annotations

import os
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marketplace.local import processes
from marketplace.local.place import LocalTrouble, write_json
from marketplace.local.processes import Program

_TICK_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 10.0
_STEADY_AFTER_SECONDS = 10.0
"""A program that has lived this long starts again without a pause to speak of."""
_SILENT_START_SECONDS = 2.0
"""A program that answers nobody counts as ready when it has lived this long."""
_HOPELESS_AFTER_FAILURES = 5


@dataclass
class _Run:
    """A program and how it fares."""

    program: Program
    log: Path
    process: processes.Popen | None = None
    pid: int | None = None
    ready: bool = False
    began_at: float = 0.0
    heard_at: float = 0.0
    start_at: float = 0.0
    failures: int = 0
    starts: int = 0
    trouble: str = ""

    def lives(self) -> bool:
        if self.process is not None:
            return self.process.poll() is None
        return self.pid is not None and processes.is_alive(self.pid)


class Supervisor:
    """Runs programs until told to stop.

    `status_file` always tells their process ids and ports as JSON. A program that somebody else has started is watched,
    not started, and left running at the end. One that answered once and then not for `deaf_after_seconds` is ended and
    started again. All starting is done by one thread, since programs are tied to it.
    """

    def __init__(
        self,
        logs: Path,
        status_file: Path,
        say: Callable[[str], None] = lambda words: None,
        *,
        deaf_after_seconds: float = 60.0,
    ) -> None:
        self._logs, self._status_file, self._say = logs, status_file, say
        self._deaf_after_seconds = deaf_after_seconds
        self._name = secrets.token_hex(6)
        self._runs: dict[str, _Run] = {}
        self._lock = threading.RLock()
        self._ending, self._ended = threading.Event(), threading.Event()
        self._written: dict[str, Any] = {}
        self._threads = [threading.Thread(target=body, daemon=True) for body in (self._tend_all, self._listen_to_all)]
        for thread in self._threads:
            thread.start()

    def add(self, *programs: Program) -> None:
        """Start programs, in this order; they are stopped in the reverse order."""
        with self._lock:
            for program in programs:
                self._runs[program.name] = _Run(program, self._logs / f"{program.name}.log")

    def wait_ready(self, names: Iterable[str] = (), seconds: float = 60.0) -> None:
        """Wait until these programs (all, when none is named) do their work.

        Raises LocalTrouble with the end of the log when one does not get there.
        """
        wanted = [self._runs[name] for name in (names or self._runs)]

        def is_decided() -> bool:
            return all(run.ready for run in wanted) or any(run.failures >= _HOPELESS_AFTER_FAILURES for run in wanted)

        processes.wait_until(is_decided, seconds)
        for run in wanted:
            if not run.ready:
                raise LocalTrouble(f"{run.program.name} does not start. {run.trouble or _end_of(run.log)}")

    def pid(self, name: str) -> int | None:
        """The process id of a program, when it lives."""
        run = self._runs[name]
        return run.pid if run.lives() else None

    def starts(self, name: str) -> int:
        """How many times a program has been started."""
        return self._runs[name].starts

    def kill(
        self, name: str, with_signal: signal.Signals = signal.SIGKILL, *, meanwhile: Callable[[], None] | None = None
    ) -> None:
        """Kill a program, as an accident would; it is started again. `meanwhile` runs between its end and that."""
        with self._lock:
            run = self._runs[name]
            if run.pid is not None:
                processes.end(run.pid, with_signal, 10.0, run.lives)
            self._note_end(run, time.monotonic())
            if meanwhile is not None:
                meanwhile()

    def stop(self) -> None:
        """End all programs in reverse order, and whatever they have left behind."""
        with self._lock:
            self._ending.set()
            for run in reversed(self._runs.values()):
                if run.process is not None:
                    processes.end(run.process.pid, run.program.stop_with, run.program.grace_seconds, run.process.poll)
                    processes.sweep(self._mark(run), run.process.pid)
                run.process, run.pid, run.ready = None, None, False
            self._status_file.unlink(missing_ok=True)
        self._ended.set()
        for thread in self._threads:
            thread.join(15)

    def status(self) -> dict[str, Any]:
        """Process ids, ports, logs and starts by program."""
        with self._lock:
            return {
                name: {
                    "pid": run.pid,
                    "ready": run.ready,
                    "port": run.program.port,
                    "starts": run.starts,
                    "log": str(run.log),
                }
                for name, run in self._runs.items()
            }

    def _tend_all(self) -> None:
        # Not over before `stop` is: programs are tied to this thread and would all end with it, at once.
        while not self._ended.wait(_TICK_SECONDS):
            with self._lock:
                if self._ending.is_set():
                    continue
                for run in self._runs.values():
                    self._tend(run, time.monotonic())
                status = {"supervisor": os.getpid(), "programs": self.status()}
                if status != self._written:
                    write_json(self._status_file, status)
                    self._written = status

    def _tend(self, run: _Run, now: float) -> None:
        if run.pid is None:
            if now >= run.start_at:
                self._start(run, now)
        elif not run.lives():
            self._note_end(run, now)
        elif run.ready and now - run.heard_at > self._deaf_after_seconds:
            self._say(f"[{run.program.name}] has not answered for {self._deaf_after_seconds:.0f} seconds and is ended.")
            self.kill(run.program.name)

    def _start(self, run: _Run, now: float) -> None:
        run.began_at, run.trouble = now, ""
        try:
            run.pid = run.program.running()
            if run.pid is None:
                if run.program.prepare is not None:
                    run.program.prepare(run.failures)
                run.process = processes.start(run.program, run.log, mark=self._mark(run), tied=True)
                run.pid = run.process.pid
        except (LocalTrouble, OSError) as trouble:
            run.trouble = str(trouble)
            self._note_end(run, now)
        else:
            run.starts += 1

    def _note_end(self, run: _Run, now: float) -> None:
        """Clean up after a program that has ended, and say when it starts again."""
        code = None if run.process is None else run.process.poll()
        if run.process is not None:
            processes.sweep(self._mark(run), run.process.pid)
        run.failures = 1 if now - run.began_at > _STEADY_AFTER_SECONDS else run.failures + 1
        pause = min(0.1 * 2 ** (run.failures - 1), _LONGEST_PAUSE_SECONDS)
        run.process, run.pid, run.ready, run.start_at = None, None, False, now + pause
        how = f"signal {-code}" if code is not None and code < 0 else f"code {code}"
        self._say(f"[{run.program.name}] ended ({run.trouble or how}); starting again in {pause:.1f} s. Log: {run.log}")

    def _listen_to_all(self) -> None:
        """Ask each program whether it does its work: often until it does, then now and then."""
        while not self._ending.wait(_TICK_SECONDS):
            for run in list(self._runs.values()):
                pid, now = run.pid, time.monotonic()
                if pid is None or (run.ready and now - run.heard_at < self._deaf_after_seconds / 10):
                    continue
                answers = run.program.answers
                heard = answers() if answers is not None else now - run.began_at > _SILENT_START_SECONDS
                with self._lock:
                    if heard and run.pid == pid and run.lives():
                        run.ready, run.heard_at = True, now
                        run.failures = run.failures if answers is None else 0

    def _mark(self, run: _Run) -> str:
        return f"{self._name}:{run.program.name}"


def _end_of(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
    except OSError:
        lines = []
    return f"The end of {log}:\n  " + "\n  ".join(lines)
