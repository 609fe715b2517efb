"""Starting the whole of it: what stands in the way is said before anything starts."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from marketplace.local.codes import code_at, seconds_left
from marketplace.local.logins import as_text
from marketplace.local.place import LocalTrouble, Place, free_port, is_running, only_one, read_json, write_json
from marketplace.local.stack import start_stack


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LocalTrouble, match=f"Port {port} is taken.*--port N"):
            start_stack(tmp_path, port=port)
    assert not (tmp_path / "postgresql").exists()
    assert not is_running(Place(tmp_path))


def test_a_second_one_in_the_same_folder_is_told_where_the_first_is(tmp_path: Path) -> None:
    place = Place(tmp_path).prepared()
    write_json(place.environment_file, {"PUBLIC_URL": "http://127.0.0.1:8000"})
    with only_one(place.stack_lock):
        assert is_running(place)
        with pytest.raises(LocalTrouble, match="already runs at http://127.0.0.1:8000/"):
            start_stack(tmp_path)


def test_a_free_port_is_the_preferred_one_unless_somebody_listens_there() -> None:
    preferred = free_port()
    assert free_port(preferred) == preferred
    assert free_port(preferred, avoid=frozenset({preferred})) != preferred
    with socket.socket() as other:
        other.bind(("127.0.0.1", preferred))
        other.listen()
        assert free_port(preferred) != preferred


def test_a_torn_file_reads_as_empty(tmp_path: Path) -> None:
    (tmp_path / "torn.json").write_text('{"web": 80')
    assert read_json(tmp_path / "torn.json") == {}
    assert read_json(tmp_path / "missing.json") == {}


@pytest.mark.parametrize(
    ("unix_time", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]
)
def test_codes_are_those_of_rfc_6238(unix_time: int, code: str) -> None:
    assert code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", unix_time) == code


def test_staff_are_shown_with_a_code_and_others_without() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    logins: list[dict[str, Any]] = [
        {"role": "staff", "email": "ines@meadow.example", "password": "p", "totp_secret": secret},
        {"role": "creator", "email": "maya@meadow.example", "password": "p", "totp_secret": None},
    ]
    staff, creator, hint = as_text(logins, 59).splitlines()
    assert staff.endswith("code 287082")
    assert "code" not in creator
    assert f"next in {seconds_left(59)}" in hint
