"""A folder of its own for local services, which the system user who runs them as root may reach."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.local.services import stop_services


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="meadow-", dir="/tmp"))
    made.chmod(0o711)
    yield made
    stop_services(made)
    shutil.rmtree(made)
