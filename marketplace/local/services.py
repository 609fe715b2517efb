"""PostgreSQL and Valkey for a machine that has none configured: found when they run, started when they do not.

They are left running for the next command, cost little when idle, and end with `python3 dev.py stop` or with the demo.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from marketplace.local import processes
from marketplace.local.place import LocalTrouble, Place, is_running, only_one, read_json, state_folder
from marketplace.local.postgres import Postgres
from marketplace.local.valkey import Valkey
from marketplace.local.wheels import are_installed

DATABASE = "meadow"
"""The database of the demo and of commands without a configured one."""

_START_SECONDS = 60.0


@dataclass(frozen=True)
class Services:
    """The running services of one place, and their addresses."""

    postgres: Postgres
    valkey: Valkey
    started: tuple[str, ...]
    """Names of those that this call has started."""

    @property
    def redis_url(self) -> str:
        """The address of Valkey."""
        return self.valkey.url

    def database_url(self, name: str = DATABASE) -> str:
        """The address of a database; it must be there."""
        return self.postgres.url(name)

    def ensure_database(self, name: str = DATABASE) -> str:
        """Make a database unless it is there; its address."""
        return self.postgres.ensure_database(name)

    def drop_database(self, name: str) -> None:
        """Delete a database and whoever is connected to it."""
        self.postgres.drop_database(name)


def ensure_services(folder: Path | None = None, *, durable: bool = True) -> Services:
    """PostgreSQL and Valkey of this folder, running; called twice it finds the same ones.

    They outlive the caller. Raises LocalTrouble with the last words of the log when one does not start.
    """
    place = Place(folder or state_folder()).prepared()
    postgres, valkey = Postgres(place, durable), Valkey(place)
    with only_one(place.folder / "services.lock"):
        started = tuple(program.name for program in (postgres.program(), valkey.program()) if _ensure(program, place))
    return Services(postgres, valkey, started)


def stop_services(folder: Path | None = None) -> tuple[str, ...]:
    """End the services of this folder; the names of those that were running."""
    place = Place(folder or state_folder())
    if not place.folder.exists():
        return ()
    stopped = []
    with only_one(place.folder / "services.lock"):
        for service, how in ((Valkey(place), signal.SIGTERM), (Postgres(place), signal.SIGINT)):
            pid = service.running()
            if pid is not None:
                processes.end(pid, how, 20.0)
                stopped.append(type(service).__name__)
    return tuple(stopped)


@contextmanager
def services_for_a_while(folder: Path | None = None, *, durable: bool = True) -> Iterator[Services]:
    """The services for the length of a block; ended after it when this call has started them."""
    services = ensure_services(folder, durable=durable)
    try:
        yield services
    finally:
        if services.started:
            stop_services(folder)


NOBODY_OUTSIDE = {
    "STRIPE_API_KEY": "sk_test_standin",
    "STRIPE_BASE_URL": "http://127.0.0.1:9",
    "STRIPE_WEBHOOK_SECRET": "whsec_nobody",
    "STRIPE_THIN_WEBHOOK_SECRET": "whsec_nobody",
    "STRIPE_CONNECTED_WEBHOOK_SECRET": "whsec_nobody",
    "PLATFORMS_BASE_URL": "http://127.0.0.1:9",
    "PLATFORMS_API_KEY": "platforms_nobody",
    "SMTP_URL": "smtp://127.0.0.1:9",
}
"""For a command on a machine where nothing is configured: nobody answers at these addresses, and no money is real."""


def provide(
    environment: MutableMapping[str, str],
    env_file: Path | None = None,
    *,
    wanted: Collection[str] = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEYS"),
    folder: Path | None = None,
    say: Callable[[str], None] = lambda words: print(words, file=sys.stderr),
) -> tuple[str, ...]:
    """Fill in what is configured neither in the environment nor in the file: the names that were filled in.

    While the demo runs, a command gets the demo's own addresses. Else the services are started and left running.
    """
    configured = set(environment) | _names_in(env_file)
    missing = [name for name in wanted if name not in configured]
    if not missing:
        return ()
    place = Place(folder or state_folder())
    found = _of_running_stack(place)
    if not found:
        if not are_installed():
            raise LocalTrouble(f"{missing[0]} is not set. Set it in the environment or in .env (see .env.example).")
        services = ensure_services(place.folder)
        if services.started:
            say(f"Started {' and '.join(services.started)} in {place.folder} (to end them: python3 dev.py stop).")
        found = {"DATABASE_URL": services.ensure_database(), "REDIS_URL": services.redis_url}
        found |= {name: place.secret(name) for name in ("SECRET_KEY", "ENCRYPTION_KEYS")}
        if not configured & {*wanted, *NOBODY_OUTSIDE}:
            found |= NOBODY_OUTSIDE
    if "DATABASE_URL" in configured:  # the addresses of another world than the one that is configured would mislead
        found = {name: value for name, value in found.items() if name in missing}
    filled = tuple(name for name in found if name not in configured)
    environment.update({name: found[name] for name in filled})
    return filled


def _of_running_stack(place: Place) -> dict[str, str]:
    if not is_running(place):
        return {}
    return {str(name): str(value) for name, value in read_json(place.environment_file).items()}


def _ensure(program: processes.Program, place: Place) -> bool:
    """Whether it had to be started."""
    assert program.prepare is not None
    answers = program.answers or (lambda: True)
    processes.wait_until(lambda: program.running() is None or answers(), _START_SECONDS)  # it may be starting, or dying
    if program.running() is not None and answers():
        return False
    log = place.logs / f"{program.name}.log"
    for failures in range(4):
        program.prepare(failures)
        process = processes.start(program, log, mark=f"{os.getpid()}:{program.name}", tied=False)
        if processes.wait_until(partial(_is_decided, process, answers), _START_SECONDS) and process.poll() is None:
            return True
        processes.end(process.pid, signal.SIGKILL, 1.0, process.poll)
    last = log.read_text(errors="replace").splitlines()[-12:]
    raise LocalTrouble(f"{program.name} does not start. The end of {log}:\n  " + "\n  ".join(last))


def _is_decided(process: processes.Popen, answers: Callable[[], bool]) -> bool:
    return process.poll() is not None or answers()


def _names_in(env_file: Path | None) -> set[str]:
    if env_file is None or not env_file.exists():
        return set()
    lines = (line.strip().removeprefix("export ") for line in env_file.read_text(encoding="utf-8").splitlines())
    return {line.partition("=")[0].strip() for line in lines if "=" in line and not line.startswith("#")}
