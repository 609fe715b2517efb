"""The tests notice mistakes in the code that moves money."""

import subprocess
import sys

import pytest

from tests.mutation.rooms import ROOMS, ROOT, TESTS

MINUTES = 55


@pytest.mark.night
def test_the_tests_notice_most_mistakes() -> None:
    command = (sys.executable, "-m", "tests.mutation", "--minutes", str(MINUTES))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_names_files_that_are_there(room) -> None:
    assert len(room.paths) >= len(room.files)


def test_the_tests_that_may_notice_are_there() -> None:
    assert [name for name in TESTS if not (ROOT / name).exists()] == []
