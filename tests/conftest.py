"""What every test stands on: a real PostgreSQL with a savepoint per test, a fixed noon, and the cast signed in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.local.place import state_folder
from marketplace.local.services import Services, ensure_services
from marketplace.work.unit import Work
from tests.side_by_side import pytest_collection_finish, pytest_collection_modifyitems, pytest_xdist_make_scheduler
from tests.standing import SCENES, Standing
from tests.stripe_contract import FEWEST_OPERATIONS, FOLDER, Contract, checked, is_whole_run

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if settings.get_current_profile_name() == "default":
    settings.load_profile("untimed")  # machines are shared and noisy: no example fails for being slow

__all__ = ["pytest_collection_finish", "pytest_collection_modifyitems", "pytest_xdist_make_scheduler"]

CONTRACT = pytest.StashKey[Contract]()

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

ENVIRONMENT = {
    "SECRET_KEY": "a key for tests, long enough to be one",
    "ENCRYPTION_KEYS": "what the columns of the tests are sealed with",
    "PUBLIC_URL": "http://localhost",
    "STRIPE_API_KEY": "sk_test_standin",
    "STRIPE_BASE_URL": "http://127.0.0.1:1",
    "STRIPE_WEBHOOK_SECRET": "whsec_platform",
    "STRIPE_THIN_WEBHOOK_SECRET": "whsec_thin",
    "STRIPE_CONNECTED_WEBHOOK_SECRET": "whsec_connected",
    "PLATFORMS_BASE_URL": "http://127.0.0.1:1",
    "PLATFORMS_API_KEY": "platforms_test_standin",
    "SMTP_URL": "smtp://127.0.0.1:1",
    "PASSWORD_MEMORY_KIB": "7168",
}


def pytest_configure(config: pytest.Config) -> None:
    """Has every payment stand-in of this run write down what passes."""
    if not hasattr(config, "workerinput") and FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="meadow-stripe-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Holds what has passed between us and Stripe, in all processes of the run, against Stripe's schemas."""
    if hasattr(session.config, "workerinput"):
        return
    found = checked(Path(os.environ[FOLDER]))
    session.config.stash[CONTRACT] = found
    too_few = is_whole_run() and len(found.operations) < FEWEST_OPERATIONS
    if (found.violations or too_few) and session.exitstatus in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    found = config.stash.get(CONTRACT, None)
    if found is None or not found.shapes:
        return
    terminalreporter.section("contract")
    for violation in found.violations[:50]:
        terminalreporter.write_line(f"VIOLATION {violation}", red=True)
    if is_whole_run() and len(found.operations) < FEWEST_OPERATIONS:
        terminalreporter.write_line(f"a whole run has to touch {FEWEST_OPERATIONS} operations", red=True)
    terminalreporter.write_line(found.says)
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


@dataclass
class TestClock:
    """A clock that stands at noon until a test moves it."""

    __test__ = False
    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> None:
        self.now += timedelta(**length)


class KeptCourier:
    """Carries nothing: tests run what waits in the outbox themselves."""

    def __init__(self) -> None:
        self.carried: list[tuple[str, UUID]] = []

    def carry(self, queue: str, delivery_id: UUID) -> None:
        self.carried.append((queue, delivery_id))


class Browser(FlaskClient):
    """A browser without JavaScript. A test looks at the database in the same application context that its requests
    run in, so what one request remembers there (who asks, in which language) is forgotten before the next, and a
    request that leaves writes without a commit is an error.
    """

    def open(self, *args: Any, **more: Any) -> Any:
        if g:
            for name in list(g):
                g.pop(name)
        from tests.uncommitted import none_left_by

        with none_left_by(f"{more.get('method', 'GET')} {args[0] if args else ''}"):
            return super().open(*args, **more)


@pytest.fixture(scope="session")
def services() -> Services:
    return services_of_tests()


def services_of_tests() -> Services:
    """PostgreSQL and Valkey of the tests: in a folder of their own, quick rather than durable."""
    home = state_folder()
    return ensure_services(home.with_name(home.name + "-tests"), durable=False)


@pytest.fixture(scope="session")
def database_url(services: Services) -> Iterator[str]:
    """A database of this run, with the whole schema."""
    name = f"test_{os.getpid()}"
    url = services.ensure_database(name)
    yield url
    services.drop_database(name)


@pytest.fixture(scope="session")
def app(services: Services, database_url: str) -> Flask:
    """The application on the tests' database. Addresses of services outside lead nowhere."""
    os.environ.update(ENVIRONMENT, DATABASE_URL=database_url, REDIS_URL=services.redis_url)
    from marketplace.app import create_app
    from marketplace.logs import configure_logs
    from tests.schema import build_schema

    configure_logs(level="WARNING")
    made = create_app(courier=KeptCourier(), testing=True)
    made.test_client_class = Browser
    with made.app_context():
        build_schema()
    return made


@pytest.fixture
def clock() -> Iterator[TestClock]:
    """The instant everything happens at: 24 November 2026, noon, until the test moves it."""
    from marketplace.work.instants import running_on

    made = TestClock()
    with running_on(made):
        yield made


@pytest.fixture(scope="module")
def standing(app: Flask) -> Iterator[Standing]:
    """The scene that the tests of a file begin with."""
    made = Standing(app, TestClock())
    yield made
    made.fall()


@pytest.fixture
def rolled_back(standing: Standing, request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing of the test is left after it but the scene that it began with."""
    with standing.for_one_test(next((name for name in request.fixturenames if name in SCENES), None)):
        yield


@pytest.fixture
def session(app: Flask, rolled_back: None, clock: TestClock) -> Iterator[Session]:
    """The session to look at the database with."""
    from marketplace.database import db

    with app.app_context():
        yield db.session()
        db.session.remove()


@pytest.fixture
def work_as(session: Session) -> Callable[[Actor], AbstractContextManager[Work]]:
    """`with work_as(actor) as work:` is one piece of work by somebody."""
    from marketplace.work.unit import unit_of_work

    return unit_of_work


@pytest.fixture
def run_jobs(session: Session) -> Callable[[], int]:
    """Does every job that waits, in this process."""
    from marketplace.work.deliveries import run_everything

    return run_everything


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    """A visitor's browser without JavaScript. Requests run in contexts of their own."""
    return app.test_client()


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[[Any], FlaskClient]:
    """Signs a person in without going through the page, and gives the browser."""

    def signed_in(person: Any) -> FlaskClient:
        with client.session_transaction() as kept:
            kept["_user_id"] = person.get_id()
            kept["_fresh"] = True
        return client

    return signed_in


@contextmanager
def a_database_of_its_own(app: Flask, services: Services, purpose: str) -> Iterator[None]:
    """The application works on a new database meanwhile, with the whole schema and commits that are real."""
    from sqlalchemy import create_engine

    from marketplace.database import db
    from tests.schema import build_schema

    name = f"test_{os.getpid()}_{purpose}"
    services.drop_database(name)
    engine = create_engine(services.ensure_database(name))
    with app.app_context():
        engines = db.engines
        before, engines[None] = engines[None], engine
        build_schema()
    try:
        yield
    finally:
        engines[None] = before
        engine.dispose()
        services.drop_database(name)


@pytest.fixture
def committed(app: Flask, services: Services) -> Iterator[Callable[[], AbstractContextManager[Session]]]:
    """A database of one test's own in which commits are real, for races between connections and threads."""
    from marketplace.database import db

    @contextmanager
    def looking() -> Iterator[Session]:
        with app.app_context():
            yield db.session()
            db.session.remove()

    with a_database_of_its_own(app, services, "committed"):
        yield looking
