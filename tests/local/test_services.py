"""PostgreSQL and Valkey for a machine that has none: found when they run, started when not, healed when killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from marketplace.local import processes
from marketplace.local.place import ROOT, LocalTrouble, Place, only_one, state_folder, write_json
from marketplace.local.services import Services, ensure_services, provide, services_for_a_while, stop_services
from marketplace.settings import (
    DatabaseSettings,
    MailSettings,
    PaymentSettings,
    PlatformSettings,
    QueueSettings,
    SealingSettings,
    WebSettings,
)

START = "import sys, pathlib; from marketplace.local.services import ensure_services as start; "
START += "print(start(pathlib.Path(sys.argv[1]), durable=False).started)"


@pytest.fixture
def services(folder: Path) -> Services:
    return ensure_services(folder, durable=False)


def connected(services: Services, database: str) -> psycopg.Connection[tuple[object, ...]]:
    address = services.ensure_database(database).replace("+psycopg", "")
    return psycopg.connect(address, autocommit=True)


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def starting(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", START, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_commands_at_once_start_each_service_once_and_leave_it_running(folder: Path) -> None:
    both = [starting(folder), starting(folder)]
    assert {process.communicate()[0].strip() for process in both} == {"()", "('postgres', 'valkey')"}
    assert ensure_services(folder).started == ()


def test_a_database_is_made_once_and_keeps_what_is_in_it(services: Services) -> None:
    with connected(services, "made_once") as session:
        session.execute("CREATE TABLE kept ()")
    with connected(services, "made_once") as session:
        assert session.execute("SELECT to_regclass('kept') IS NOT NULL").fetchone() == (True,)
        assert session.execute("SELECT lower('ÄÖ')").fetchone() == ("äö",)
    services.drop_database("made_once")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(services.database_url("made_once").replace("+psycopg", ""))


@pytest.mark.parametrize("name", ["", "Upper", 'quo"te', "semi;colon", "1st", "x" * 60])
def test_a_name_that_is_no_plain_word_makes_no_database(services: Services, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        services.ensure_database(name)


def test_killed_services_come_back_with_their_data(services: Services, folder: Path) -> None:
    with connected(services, "survivor") as session:
        session.execute("CREATE TABLE survived ()")
    redis.from_url(services.redis_url).set("job", "waiting")
    redis.from_url(services.redis_url).waitaof(1, 0, 5000)
    kill(services.postgres.running())
    kill(services.valkey.running())
    assert ensure_services(folder, durable=False).started == ("postgres", "valkey")
    assert redis.from_url(services.redis_url).get("job") == b"waiting"
    with connected(services, "survivor") as session:
        assert session.execute("SELECT to_regclass('survived') IS NOT NULL").fetchone() == (True,)


def test_a_process_id_that_belongs_to_somebody_else_by_now_is_in_nobodys_way(folder: Path) -> None:
    ensure_services(folder, durable=False)
    stop_services(folder)
    (folder / "postgresql/postmaster.pid").write_text(f"{os.getpid()}\n{folder}/postgresql\n1\n5432\n\n\n1 1\nready\n")
    (folder / "valkey/valkey.pid").write_text(f"{os.getpid()}\n")
    assert ensure_services(folder, durable=False).started == ("postgres", "valkey")


def test_valkey_is_found_when_the_note_of_its_process_id_is_lost(services: Services, folder: Path) -> None:
    pid = services.valkey.running()
    (folder / "valkey/valkey.pid").unlink()
    assert ensure_services(folder, durable=False).started == ()
    assert services.valkey.running() == pid


def test_valkey_starts_empty_when_what_it_kept_is_unreadable(services: Services, folder: Path) -> None:
    redis.from_url(services.redis_url).set("job", "lost")
    kill(services.valkey.running())
    for file in (folder / "valkey/appendonlydir").glob("*.aof"):
        file.write_bytes(b"not what it wrote" * 100)
    assert ensure_services(folder, durable=False).started == ("valkey",)
    assert redis.from_url(services.redis_url).get("job") is None


def test_sockets_are_closed_to_other_users(services: Services, folder: Path) -> None:
    assert (folder / "sockets").stat().st_mode & 0o077 == 0
    assert (folder / "valkey").stat().st_mode & 0o077 == 0


def test_a_command_gets_addresses_only_for_what_is_not_configured(services: Services, folder: Path) -> None:
    (folder / ".env").write_text("# mine\nexport REDIS_URL=redis://elsewhere\n", encoding="utf-8")
    environment = {"SECRET_KEY": "mine", "ENCRYPTION_KEYS": "mine too"}
    assert provide(environment, folder / ".env", folder=folder) == ("DATABASE_URL",)
    assert environment["SECRET_KEY"] == "mine"
    assert environment["DATABASE_URL"] == services.database_url("meadow")


def test_where_nothing_is_configured_a_command_has_all_it_needs_and_no_money_is_real(
    services: Services, folder: Path
) -> None:
    environment: dict[str, str] = {}
    provide(environment, folder=folder)
    groups = (
        DatabaseSettings, QueueSettings, WebSettings, SealingSettings, PaymentSettings, PlatformSettings, MailSettings,
    )  # fmt: skip
    assert {name.upper() for group in groups for name, field in group.model_fields.items() if field.is_required()} <= (
        environment.keys()
    )
    assert environment["STRIPE_API_KEY"].startswith("sk_test_")


def test_a_command_beside_the_demo_gets_the_demos_own_world(services: Services, folder: Path) -> None:
    place = Place(folder)
    write_json(place.environment_file, {"DATABASE_URL": "the demo's", "STRIPE_BASE_URL": "its stand-in"})
    environment: dict[str, str] = {}
    with only_one(place.stack_lock):
        provide(environment, folder=folder)
    assert environment == {"DATABASE_URL": "the demo's", "STRIPE_BASE_URL": "its stand-in"}


def test_a_configured_machine_starts_nothing(tmp_path: Path) -> None:
    environment = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEYS"), "mine")
    assert provide(environment, folder=tmp_path / "untouched") == ()
    assert not (tmp_path / "untouched").exists()


def test_a_block_ends_only_what_it_started_itself(folder: Path) -> None:
    stop_services(folder)
    with services_for_a_while(folder, durable=False) as outer:
        pid = outer.postgres.running()
        assert pid is not None
        with services_for_a_while(folder, durable=False) as inner:
            assert inner.started == ()
        assert outer.postgres.running() == pid
    assert not processes.is_alive(pid)


def test_local_data_lies_in_the_checkout_but_for_root_below_var_lib(tmp_path: Path) -> None:
    assert state_folder({}, root=tmp_path, uid=1000) == tmp_path / ".meadow"
    assert state_folder({}, root=tmp_path, uid=0).parent == Path("/var/lib")
    assert state_folder({"MEADOW_HOME": "/srv/meadow"}, root=tmp_path, uid=0) == Path("/srv/meadow")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the services as another user")
def test_root_is_told_of_a_folder_that_the_services_cannot_reach(folder: Path) -> None:
    (folder / "private").mkdir(mode=0o700)
    with pytest.raises(LocalTrouble, match="only its owner may enter.*Set MEADOW_HOME"):
        ensure_services(folder / "private" / "state")
    assert (folder / "private").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes the user who runs the services")
def test_several_processes_can_be_the_first_to_need_the_user_who_runs_the_services() -> None:
    name = f"meadow-test-{os.getpid()}"
    at_once = f"""
import time
from marketplace.local.wheels import service_user
while time.time() < {time.time() + 2}:
    pass
print(service_user("{name}"))
"""
    try:
        racers = [
            subprocess.Popen([sys.executable, "-c", at_once], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        answers = [racer.communicate(timeout=240) for racer in racers]
    finally:
        subprocess.run(["userdel", name], check=False, capture_output=True)
    assert [said.strip() for said, _ in answers] == [name] * 4, answers


def test_a_secret_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.secret("SECRET_KEY") == place.secret("SECRET_KEY") != place.secret("OTHER")
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
