"""A process that has loaded everything but our own code: copies of it read our files anew, one of them from a text.

That takes seconds, and is for mistakes in what is run as soon as a file is read: tables, constants, defaults.
"""

from __future__ import annotations

import functools
import importlib
import subprocess
import sys
from contextlib import suppress
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.util import spec_from_loader
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.mutation.copies import Unfinished, be_quiet_and_steady, result_in_a_copy
from tests.mutation.rooms import ROOT
from tests.mutation.tries import TOO_LONG, Tried, Try
from tests.mutation.warm import ARGUMENTS

OURS = ("marketplace", "standins", "tests")


def load_others() -> None:
    """Load what the application and the tests load of others; not our own code, which gets the mistakes."""
    ask = "import sys, pytest, jsonschema, marketplace.app; print(*sys.modules)"
    found = subprocess.run((sys.executable, "-c", ask), cwd=ROOT, capture_output=True, text=True, check=True)
    for name in found.stdout.split():
        if name.split(".")[0] not in (*OURS, "__main__", "antigravity", "this"):
            with suppress(ImportError):
                importlib.import_module(name)


def read_anew(asked: Connection) -> None:
    """Answer what is to be tried, until None is asked."""
    be_quiet_and_steady()
    for one in iter(asked.recv, None):
        try:
            answer = result_in_a_copy(functools.partial(_try, one), one.seconds)
        except Unfinished as ended:
            answer = Tried(TOO_LONG)
            result_in_a_copy(functools.partial(_drop_database_of, ended.process), 60)
        asked.send(answer)


def _try(asked: Try) -> Tried:
    import pytest

    if not asked.tests:
        return Tried()
    name = ".".join(asked.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    sys.meta_path.insert(0, _Instead(name, asked.path, asked.source))
    failed = _Failed()
    code = pytest.main([*ARGUMENTS, "-x", *asked.tests], plugins=[failed])
    return Tried(failed.first or ("the run" if code else ""))


def _drop_database_of(process: int) -> None:
    from tests.conftest import services_of_tests

    services_of_tests().drop_database(f"test_{process}")


class _Failed:
    """Remembers which test failed."""

    first = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.first = self.first or report.nodeid


class _Instead(MetaPathFinder, SourceLoader):
    """One module, read from a text instead of its file."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self._name, self._path, self._source = name, path, source

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if fullname != self._name:
            return None
        is_package = self._path.name == "__init__.py"
        return spec_from_loader(fullname, self, origin=str(self._path), is_package=is_package)

    def get_filename(self, fullname: str) -> str:
        return str(self._path)

    def get_data(self, path: str | bytes) -> bytes:
        return self._source.encode()
