from collections.abc import Iterator

import httpx
import pytest

from tests.programs import Program, running_mail


@pytest.fixture(scope="session")
def mail_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from running_mail(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def outbox(mail_program: Program) -> Iterator[httpx.Client]:
    """The mail program with nothing in it and no trouble ordered."""
    with httpx.Client(base_url=mail_program.url, trust_env=False) as client:
        client.delete("/api/messages").raise_for_status()
        client.delete("/_standin/faults").raise_for_status()
        yield client
