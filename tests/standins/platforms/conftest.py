from collections.abc import Iterator

import httpx
import pytest

from tests.programs import Program, partner_api, running_platforms


@pytest.fixture(scope="session")
def platforms_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from running_platforms(tmp_path_factory.mktemp("platforms"))


@pytest.fixture
def partner(platforms_program: Program) -> Iterator[httpx.Client]:
    """The partner API with no trouble ordered and the clock set right."""
    with partner_api(platforms_program) as client:
        client.delete("/_standin/faults").raise_for_status()
        client.post("/_standin/clock", json={"ahead_seconds": 0}).raise_for_status()
        yield client
