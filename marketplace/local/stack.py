"""The whole of Meadow on one machine: services, stand-ins, web, worker and scheduler under one supervisor."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from marketplace.local.place import (
    ROOT,
    LocalTrouble,
    Place,
    free_port,
    only_one,
    port_is_free,
    read_json,
    state_folder,
    write_json,
)
from marketplace.local.postgres import Postgres
from marketplace.local.processes import Program
from marketplace.local.services import DATABASE, stop_services
from marketplace.local.supervisor import Supervisor
from marketplace.local.valkey import Valkey

SITE_PORT = 8000
STANDINS = ("payments", "platforms", "mail")
OURS = ("worker", "slow-worker", "scheduler", "web")

_BIN = Path(sys.executable).parent
_MARKETPLACE = str(_BIN / "marketplace")
MIGRATE = (_MARKETPLACE, "database", "upgrade")
_KEPT_FROM_OUTSIDE = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "SSL_CERT_FILE",
                      "STANDIN_PAYMENTS_RECORD")  # fmt: skip
"""What children see of our environment: a setting that happens to be there must not leak into the local world."""


@dataclass
class Stack:
    """A running stack: its addresses, and the accidents that can befall it."""

    place: Place
    supervisor: Supervisor
    valkey: Valkey
    postgres: Postgres
    ports: Mapping[str, int]
    environment: Mapping[str, str]
    """What every program of it sees; enough to run a command in the same world."""
    _held: ExitStack

    @property
    def site(self) -> str:
        """The address to open in a browser."""
        return self.environment["PUBLIC_URL"] + "/"

    @property
    def database_url(self) -> str:
        """The address of its database."""
        return self.environment["DATABASE_URL"]

    @property
    def redis_url(self) -> str:
        """The address of its Valkey."""
        return self.environment["REDIS_URL"]

    def address(self, name: str) -> str:
        """The address of a program that speaks HTTP: web, payments, platforms or mail."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def kill(self, name: str) -> None:
        """kill -9 a program; it comes back by itself."""
        self.supervisor.kill(name)

    def wipe_valkey(self) -> None:
        """kill -9 Valkey and delete all it kept; it comes back empty."""
        self.supervisor.kill("valkey", meanwhile=self.valkey.wipe)

    def wait_ready(self, *names: str, seconds: float = 60.0) -> None:
        """Wait until these programs (all, when none is named) do their work again."""
        self.supervisor.wait_ready(names, seconds)

    def run(self, *command: str) -> str:
        """Run a `marketplace` command in this world; what it prints. Raises LocalTrouble when it fails."""
        return _run((_MARKETPLACE, *command), self.environment)

    def stop(self) -> None:
        """End everything that this stack has started."""
        self.supervisor.stop()
        self._held.close()


def start_stack(
    folder: Path,
    database: str = DATABASE,
    *,
    without: Collection[str] = (),
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
    durable: bool = True,
    before_work: Callable[[Stack], None] = lambda stack: None,
    say: Callable[[str], None] = lambda words: None,
) -> Stack:
    """Start everything, wait until the site is ready, and keep it running until `stop`.

    `without` names programs to leave out; `port` insists on a port for the site; `environment` adds to what
    programs see; `before_work` runs when the tables and the stand-ins are there but no worker is. One stack per folder.
    """
    place = Place(folder).prepared()
    held = ExitStack()
    held.enter_context(only_one(place.stack_lock, taken=_already_running(place)))
    try:
        ports = _choose_ports(place, port)
    except BaseException:
        held.close()
        raise
    postgres, valkey = Postgres(place, durable), Valkey(place)
    seen = _environment(place, ports, postgres.url(database), valkey.url) | dict(environment or {})
    supervisor = Supervisor(place.logs, place.status_file, say)
    stack = Stack(place, supervisor, valkey, postgres, ports, seen, held)
    try:
        say("Starting PostgreSQL and Valkey …")
        supervisor.add(postgres.program(), valkey.program())
        supervisor.wait_ready(("postgres", "valkey"))
        postgres.ensure_database(database)
        write_json(place.environment_file, seen)
        say("Bringing the tables up to date …")
        _run(MIGRATE, seen)
        say("Starting the stand-ins for payments, platforms and mail …")
        programs = _programs(place, ports, seen)
        supervisor.add(*(programs[name] for name in STANDINS if name not in without))
        supervisor.wait_ready()
        before_work(stack)
        say("Starting worker, scheduler and web …")
        supervisor.add(*(programs[name] for name in OURS if name not in without))
        supervisor.wait_ready()
    except BaseException:
        stack.stop()
        raise
    return stack


@contextmanager
def stack_for_a_while(purpose: str, *, without: Collection[str] = (), durable: bool = True) -> Iterator[Stack]:
    """A stack from nothing, in a folder of its own beside the usual one; nothing of it is left to run afterwards."""
    home = state_folder()
    folder = home.with_name(f"{home.name}-{purpose}")
    stop_services(folder)
    shutil.rmtree(folder, ignore_errors=True)
    running = start_stack(folder, without=without, durable=durable)
    try:
        yield running
    finally:
        running.stop()
        stop_services(folder)


def _programs(place: Place, ports: Mapping[str, int], environment: Mapping[str, str]) -> dict[str, Program]:
    python, site = sys.executable, environment["PUBLIC_URL"]
    hooks = (
        *("--platform-webhook", f"{site}/webhooks/stripe"),
        *("--thin-webhook", f"{site}/webhooks/stripe/accounts"),
        *("--connected-webhook", f"{site}/webhooks/stripe/connected"),
    )
    served = ("--host", "127.0.0.1", "--port", str(ports["web"]), "--workers", "2", "--blocking-threads", "8")
    granian = (
        "--interface",
        "wsgi",
        *served,
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "5",
        "--no-ws",
        "wsgi:application",
    )
    commands = {
        "payments": (python, "-m", "standins.payments", "--port", str(ports["payments"]), *hooks),
        "platforms": (python, "-m", "standins.platforms", "--port", str(ports["platforms"])),
        "mail": (python, "-m", "standins.mail", "--smtp-port", str(ports["smtp"]), "--port", str(ports["mail"])),
        "worker": (_MARKETPLACE, "work", "--queue", "money", "--queue", "default", "--queue", "mail"),
        "slow-worker": (_MARKETPLACE, "work", "--queue", "slow"),
        "scheduler": (_MARKETPLACE, "schedule"),
        "web": (str(_BIN / "granian"), *granian),
    }
    programs = {}
    for name, command in commands.items():
        port, answers = ports.get(name), None
        if name in STANDINS:
            data = place.folder / "standins" / name
            data.mkdir(parents=True, exist_ok=True)
            command = (*command, "--data", str(data))
        if port is not None:
            answers = _answers(f"http://127.0.0.1:{port}/" + ("readyz" if name == "web" else ""), name == "web")
        programs[name] = Program(name, command, environment, answers, port=port, directory=ROOT)
    return programs


def _environment(place: Place, ports: Mapping[str, int], database_url: str, redis_url: str) -> dict[str, str]:
    outside = {name: os.environ[name] for name in _KEPT_FROM_OUTSIDE if name in os.environ}
    return outside | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": place.secret("SECRET_KEY"),
        "ENCRYPTION_KEYS": place.secret("ENCRYPTION_KEYS"),
        "PUBLIC_URL": f"http://127.0.0.1:{ports['web']}",
        "STRIPE_API_KEY": "sk_test_standin",
        "STRIPE_BASE_URL": f"http://127.0.0.1:{ports['payments']}",
        "STRIPE_WEBHOOK_SECRET": "whsec_" + place.secret("STRIPE_WEBHOOK_SECRET"),
        "STRIPE_THIN_WEBHOOK_SECRET": "whsec_" + place.secret("STRIPE_THIN_WEBHOOK_SECRET"),
        "STRIPE_CONNECTED_WEBHOOK_SECRET": "whsec_" + place.secret("STRIPE_CONNECTED_WEBHOOK_SECRET"),
        "PLATFORMS_BASE_URL": f"http://127.0.0.1:{ports['platforms']}",
        "PLATFORMS_API_KEY": "platforms_test_standin",
        "STANDIN_PLATFORMS_KEY": "platforms_test_standin",
        "SMTP_URL": f"smtp://127.0.0.1:{ports['smtp']}",
        "MAIL_OUTBOX_URL": f"http://127.0.0.1:{ports['mail']}",
        "DEMO_CLOCK": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _choose_ports(place: Place, wanted: int | None) -> dict[str, int]:
    """Free ports, the same ones as last time where they are still free."""
    if wanted is not None and not port_is_free(wanted):
        raise LocalTrouble(
            f"Port {wanted} is taken by another program. Choose another with --port N, or leave --port out: "
            "a free one is then found."
        )
    last = read_json(place.folder / "ports.json")
    ports = {"web": wanted or free_port(last.get("web", SITE_PORT))}
    for name in ("payments", "platforms", "mail", "smtp"):
        ports[name] = free_port(last.get(name), avoid=frozenset(ports.values()))
    write_json(place.folder / "ports.json", ports)
    return ports


def _already_running(place: Place) -> str:
    """Words for somebody who starts a second one."""
    seen, status = read_json(place.environment_file), read_json(place.status_file)
    where = f" at {seen['PUBLIC_URL']}/" if "PUBLIC_URL" in seen else ""
    who = f" (process {status['supervisor']})" if "supervisor" in status else ""
    return f"It already runs{where}{who}. Use that one, or end it with Ctrl-C there or: python3 dev.py stop"


def _answers(address: str, must_be_ready: bool) -> Callable[[], bool]:
    """A stand-in is there when it says anything at all; the site when it says that it is ready."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask() -> bool:
        try:
            with direct.open(address, timeout=5):
                return True
        except urllib.error.HTTPError:
            return not must_be_ready
        except OSError:
            return False

    return ask


def _run(command: tuple[str, ...], environment: Mapping[str, str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(environment), cwd=ROOT)
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip()[-3000:]
        raise LocalTrouble(f"`{Path(command[0]).name} {' '.join(command[1:])}` failed:\n{words}")
    return done.stdout
