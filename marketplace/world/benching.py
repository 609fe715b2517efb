"""How fast pages answer on the large world, as ratios to a bare page of the same server in the same run."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from marketplace.base.errors import Refusal
from marketplace.base.text import N_
from marketplace.briefs.models import Brief
from marketplace.briefs.states import BriefState
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.local.place import free_port
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.settings import ROOT
from marketplace.world.cast import PASSWORD
from marketplace.world.large import MANY, add_many_creators
from marketplace.world.logins import logins
from marketplace.world.scratch import scratch_database
from marketplace.world.seeding import make_small_world
from marketplace.world.visiting import sign_in

AT_ONCE = 4
"""Visitors who ask at the same time, each for the next page as soon as they have the last."""

WORKERS, THREADS = 1, 4
STARTS_WITHIN_SECONDS = 60.0
BRAND, CREATOR = "owner@acme.example", "maya@creators.example"


class ServerDidNotStart(Refusal):
    """The web server that is to be measured does not answer."""

    says = N_("The web server did not answer within %(seconds)s seconds. Its last words: %(words)s")


@dataclass
class Measured:
    """What was seen of one page: how long answers took, in milliseconds, and how many were no page."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def requests_per_second(self) -> float:
        """Answers in a second, all visitors together."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    @property
    def p95_ms(self) -> float:
        """The time within which 95 of 100 answers came."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


def measure_web(seconds: float, *, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures on the database of the application if it holds a large world, else on one made for it and dropped.

    Raises ServerDidNotStart.
    """
    with ExitStack() as held:
        creators = _creators()
        if creators < MANY or not logins(db.session()):
            say("Making a large world in a database of its own (some minutes) …")
            held.enter_context(scratch_database("bench"))
            make_small_world(1)
            add_many_creators(1)
            creators = _creators()
        port = held.enter_context(_server())
        pages = _pages(port)
        measured: dict[str, Measured] = {}
        for name, (path, cookie) in pages.items():
            say(f"Asking for {name} …")
            measured[name] = _ask_for(port, path, cookie, seconds / len(pages))
    return {"creators": creators, "at_once": AT_ONCE, "seconds": seconds, "pages": _as_ratios(measured)}


def _pages(port: int) -> Mapping[str, tuple[str, str]]:
    """Pages and the session of who looks at them; the bare page first, which the others are compared with."""
    session = db.session()
    of_acme = sa.select(Brief.id).where(Brief.state == BriefState.OPEN, Brief.brand.has(name="Acme"))
    brief_id = session.scalar(of_acme.order_by(Brief.created_at).limit(1))
    in_review = sa.select(Order.id).where(Order.state == OrderState.BRAND_REVIEW, Order.brand.has(name="Acme"))
    order_id = session.scalar(in_review.order_by(Order.offered_at).limit(1))
    session.rollback()
    brand, creator = (sign_in(port, email, PASSWORD) for email in (BRAND, CREATOR))
    return {
        "bare": ("/healthz", ""),
        "board": ("/board", creator),
        "matches": (f"/briefs/{brief_id}/matches", brand),
        "order": (f"/orders/{order_id}", brand),
    }


@contextmanager
def _server() -> Iterator[int]:
    """The web server on a free port, as production runs it, on the database of the moment."""
    port = free_port()
    url = db.engine.url.render_as_string(hide_password=False)
    environment = os.environ | {"DATABASE_URL": url, "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    command = [
        str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning",
        "wsgi:application",
    ]  # fmt: skip
    # Into a file: a pipe that nobody reads would stop the server once it is full.
    with tempfile.TemporaryFile() as words:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=words, stderr=subprocess.STDOUT)
        try:
            _wait_for(server, port, words)
            yield port
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(server: subprocess.Popen[bytes], port: int, said: IO[bytes]) -> None:
    ends = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    server.terminate()
    server.wait(10)
    said.seek(0)
    words = said.read().decode(errors="replace").strip()[-500:]
    raise ServerDidNotStart(seconds=int(STARTS_WITHIN_SECONDS), words=words or "–")


def _ask_for(port: int, path: str, cookie: str, seconds: float) -> Measured:
    """Several visitors ask for one page again and again; the first answer of each warms up and does not count."""
    measured, lock = Measured(), threading.Lock()

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        _one_answer(connection, path, cookie)
        took, errors = [], 0
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            began = time.perf_counter()
            errors += _one_answer(connection, path, cookie) != 200
            took.append((time.perf_counter() - began) * 1000)
        with lock:
            measured.milliseconds += took
            measured.errors += errors

    began = time.monotonic()
    visitors = [threading.Thread(target=visit) for _ in range(AT_ONCE)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    measured.seconds = time.monotonic() - began
    return measured


def _one_answer(connection: http.client.HTTPConnection, path: str, cookie: str) -> int:
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _as_ratios(measured: Mapping[str, Measured]) -> dict[str, dict[str, float]]:
    bare = measured["bare"]
    return {
        name: {
            "requests": len(page.milliseconds),
            "errors": page.errors,
            "requests_per_second": round(page.requests_per_second, 2),
            "p95_ms": round(page.p95_ms, 2),
            "requests_ratio": round(page.requests_per_second / bare.requests_per_second, 4),
            "p95_ratio": round(page.p95_ms / bare.p95_ms, 2),
        }
        for name, page in measured.items()
    }


def _creators() -> int:
    """How many there are; none where the tables have not been made yet."""
    try:
        return db.session().scalar(sa.select(sa.func.count()).select_from(Creator)) or 0
    except sa.exc.ProgrammingError:
        return 0
    finally:
        db.session().rollback()
