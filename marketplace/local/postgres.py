"""The embedded PostgreSQL: its cluster, its command, its databases. It listens on a private socket alone."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from marketplace.local import wheels
from marketplace.local.place import LocalTrouble, Place
from marketplace.local.processes import Program, end, living_in, runs_with, wait_until

_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")
_ALWAYS = ("listen_addresses=", "max_connections=200", "jit=off", "timezone=UTC", "log_timezone=UTC")
_ANOTHER_WAS_FASTER = ("already exists", "pg_database_datname_index")
_HASTY = ("fsync=off", "full_page_writes=off")
"""For data nobody will miss: it survives the death of any process, but not of the machine."""


@dataclass(frozen=True)
class Postgres:
    """The PostgreSQL of one place. `durable=False` is for tests: faster, and lost with the machine's power."""

    place: Place
    durable: bool = True

    @property
    def cluster(self) -> Path:
        """Its data folder."""
        return self.place.folder / "postgresql"

    def program(self) -> Program:
        """How to run it."""
        server = str(wheels.programs(self.place)[0] / "postgres")
        options = [f"-c{option}" for option in (*_ALWAYS, *(() if self.durable else _HASTY))]
        return Program(
            name="postgres",
            command=(server, "-D", str(self.cluster), "-k", str(self.place.sockets), *options),
            environment={"LC_ALL": "C", "TZ": "UTC"},
            answers=self.answers,
            prepare=self.prepare,
            running=self.running,
            user=wheels.service_user(),
            stop_with=signal.SIGINT,  # "fast": open transactions are rolled back
            grace_seconds=20,
        )

    def prepare(self, failures: int = 0) -> None:
        """Make the cluster when there is none; forget a process id that belongs to somebody else by now."""
        user = wheels.service_user()
        wheels.give(self.place.sockets, user)
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster(user)
        if self.running() is None:
            self._clear_after_a_crash()

    def _clear_after_a_crash(self) -> None:
        """PostgreSQL takes any process with the noted id for itself, even one that ended and was not yet reaped."""
        wait_until(lambda: not living_in(self.cluster), 5.0)  # sessions end by themselves when their server is gone
        for left in living_in(self.cluster):
            end(left, signal.SIGKILL, 1.0)
        for note in (self.cluster / "postmaster.pid", self.place.sockets / ".s.PGSQL.5432.lock"):
            note.unlink(missing_ok=True)

    def running(self) -> int | None:
        """The process id of the server, when it runs."""
        pid = self._noted_pid()
        return pid if pid is not None and runs_with(pid, ("postgres", str(self.cluster))) else None

    def answers(self) -> bool:
        """Whether it takes connections."""
        return self._client("pg_isready", "-q", "-t", "2").returncode == 0

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy wants it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self.place.sockets), safe='')}"

    def ensure_database(self, name: str) -> str:
        """Make a database unless it is there; its address."""
        if not self._ask(f"SELECT 1 FROM pg_database WHERE datname = '{_checked(name)}'"):
            try:
                self._ask(f'CREATE DATABASE "{name}"')
            except LocalTrouble as trouble:
                if not any(words in str(trouble) for words in _ANOTHER_WAS_FASTER):
                    raise
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Delete a database and whoever is connected to it."""
        self._ask(f'DROP DATABASE IF EXISTS "{_checked(name)}" WITH (FORCE)')

    def _ask(self, sentence: str) -> str:
        """What psql answers, without frills."""
        answer = self._client("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-c", sentence)
        if answer.returncode != 0:
            raise LocalTrouble(f"PostgreSQL refused: {answer.stderr.strip()}")
        return answer.stdout.strip()

    def _client(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(wheels.programs(self.place)[0] / program), "-h", str(self.place.sockets), "-U", "postgres"]
        return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, env={"LC_ALL": "C"})

    def _noted_pid(self) -> int | None:
        try:
            return int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _make_cluster(self, user: str | None) -> None:
        making = self.place.folder / "postgresql-making"
        shutil.rmtree(making, ignore_errors=True)
        shutil.rmtree(self.cluster, ignore_errors=True)  # without PG_VERSION it never was a cluster
        wheels.give(making, user)
        tool = str(wheels.programs(self.place)[0] / "initdb")
        shape = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync")
        access = ("--username=postgres", "--auth-local=trust", "--auth-host=reject", "--no-instructions")
        made = subprocess.run(
            [tool, "-D", str(making), *shape, *access],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={"LC_ALL": "C", "TZ": "UTC"},
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        if made.returncode != 0:
            raise LocalTrouble(
                f"PostgreSQL could not make its data folder {making}:\n{(made.stderr or made.stdout).strip()}\n"
                "Set MEADOW_HOME to a folder on a Linux or macOS file system, or DATABASE_URL to your own PostgreSQL."
            )
        making.rename(self.cluster)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"a database's name is small letters, digits and underscores, not {name!r}")
    return name
