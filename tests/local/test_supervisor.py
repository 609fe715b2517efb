"""The supervisor, over tiny programs: what dies starts again, what ends leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.local.place import ROOT, LocalTrouble
from marketplace.local.processes import Program, end, is_alive, wait_until
from marketplace.local.supervisor import Supervisor

LASTING = "import time; time.sleep(600)"
WITH_CHILD = (
    "import subprocess, sys; print(subprocess.Popen(['sleep', '600'], start_new_session=True).pid, flush=True);"
)


def program(name: str, code: str = LASTING, **more: object) -> Program:
    environment = {"PATH": os.environ["PATH"]}
    return Program(name, (sys.executable, "-S", "-c", code), environment, **more)  # type: ignore[arg-type]


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    made = Supervisor(tmp_path, tmp_path / "status.json", deaf_after_seconds=0.5)
    yield made
    made.stop()


def pid_of(supervisor: Supervisor, name: str) -> int:
    assert wait_until(lambda: supervisor.pid(name) is not None, 5)
    return supervisor.pid(name) or 0


def child_of(tmp_path: Path, name: str) -> int:
    log = tmp_path / f"{name}.log"
    assert wait_until(lambda: log.exists() and log.read_text().endswith("\n"), 5)
    return int(log.read_text().split()[-1])


def test_a_killed_program_starts_again(supervisor: Supervisor) -> None:
    supervisor.add(program("worker", answers=lambda: True))
    supervisor.wait_ready()
    first = pid_of(supervisor, "worker")
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: supervisor.starts("worker") == 2, 5)
    assert pid_of(supervisor, "worker") != first


def test_something_can_happen_between_the_end_and_the_next_start(supervisor: Supervisor, tmp_path: Path) -> None:
    code = f"import os, time; print(os.path.exists('{tmp_path}/wiped'), flush=True); time.sleep(600)"
    supervisor.add(program("queue", code))
    log = tmp_path / "queue.log"
    assert wait_until(lambda: log.exists() and log.read_text() == "False\n", 5)
    supervisor.kill("queue", meanwhile=(tmp_path / "wiped").touch)
    assert wait_until(lambda: log.read_text() == "False\nTrue\n", 5)


def test_what_a_killed_program_has_started_does_not_live_on(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.add(program("web", WITH_CHILD + LASTING))
    child = child_of(tmp_path, "web")
    supervisor.kill("web")
    assert not is_alive(child)


def test_a_program_that_cannot_start_is_told_with_its_last_words(supervisor: Supervisor) -> None:
    supervisor.add(program("broken", "raise SystemExit('no such setting')", answers=lambda: False))
    with pytest.raises(LocalTrouble, match="(?s)broken does not start.*no such setting"):
        supervisor.wait_ready(seconds=10)


def test_a_program_that_is_not_there_is_told_by_its_name(supervisor: Supervisor) -> None:
    supervisor.add(Program("ghost", ("/no/such/program",)))
    with pytest.raises(LocalTrouble, match="/no/such/program cannot be started"):
        supervisor.wait_ready(seconds=10)


def test_a_program_that_answers_no_more_is_started_again(supervisor: Supervisor) -> None:
    healthy = [True]
    supervisor.add(program("hung", answers=lambda: healthy[0]))
    supervisor.wait_ready()
    healthy[0] = False
    assert wait_until(lambda: supervisor.starts("hung") == 2, 5)


def test_all_end_in_reverse_order_and_leave_nothing_behind(tmp_path: Path) -> None:
    note = f"open('{tmp_path}/order', 'a').write"
    code = WITH_CHILD + "import signal, time; signal.signal(15, lambda *_: ({}('{}'), sys.exit())); time.sleep(600)"
    supervisor = Supervisor(tmp_path, tmp_path / "status.json")
    supervisor.add(*(program(name, code.format(note, name)) for name in ("a", "b", "c")))
    children = [child_of(tmp_path, name) for name in ("a", "b", "c")]
    pids = [pid_of(supervisor, name) for name in ("a", "b", "c")]
    wait_until(lambda: False, 0.3)  # until each has said what it does when it is asked to end
    supervisor.stop()
    assert (tmp_path / "order").read_text() == "cba"
    assert not [pid for pid in (*children, *pids) if is_alive(pid)]
    assert not (tmp_path / "status.json").exists()


def test_a_program_that_will_not_end_is_made_to(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, tmp_path / "status.json")
    code = "import signal; signal.signal(15, signal.SIG_IGN); print(0, flush=True);" + LASTING
    supervisor.add(program("stubborn", code, grace_seconds=0.3))
    child_of(tmp_path, "stubborn")
    pid = pid_of(supervisor, "stubborn")
    supervisor.stop()
    assert not is_alive(pid)


def test_the_status_file_tells_process_ids_and_ports(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.add(program("web", answers=lambda: True, port=8123))
    supervisor.wait_ready()
    pid = pid_of(supervisor, "web")

    def told() -> dict[str, object]:
        content = json.loads((tmp_path / "status.json").read_text())
        return {"supervisor": content["supervisor"], **content["programs"]["web"]}

    expected = {"supervisor": os.getpid(), "pid": pid, "port": 8123, "ready": True, "starts": 1}
    assert wait_until(lambda: expected.items() <= told().items(), 5)


def test_a_program_that_somebody_else_started_is_used_and_left_alone(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-S", "-c", LASTING])
    supervisor = Supervisor(tmp_path, tmp_path / "status.json")
    supervisor.add(program("postgres", running=lambda: other.pid, answers=lambda: True))
    supervisor.wait_ready()
    assert pid_of(supervisor, "postgres") == other.pid
    supervisor.stop()
    assert is_alive(other.pid)
    end(other.pid, signal.SIGKILL, 1, other.poll)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_programs_end_when_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tests.local.test_supervisor import program; "
        "from marketplace.local.supervisor import Supervisor; here = Path(sys.argv[1]); "
        "s = Supervisor(here, here / 'status.json'); s.add(program('a'), program('b')); time.sleep(600)"
    )
    owner = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT)

    def pids() -> list[int]:
        status = tmp_path / "status.json"
        programs = json.loads(status.read_text())["programs"] if status.exists() else {}
        return [row["pid"] for row in programs.values() if row["pid"]]

    assert wait_until(lambda: len(pids()) == 2, 10)
    both = pids()
    owner.kill()
    owner.wait()
    assert wait_until(lambda: not [pid for pid in both if is_alive(pid)], 5)
