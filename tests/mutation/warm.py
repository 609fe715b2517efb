"""Runs tests in a copy of a process that has loaded everything but our own code, so that a mistake costs seconds."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.util import spec_from_loader
from pathlib import Path
from typing import Any

from tests.mutation.rooms import ROOT

OURS = ("marketplace", "standins", "tests")
QUIET = ("-n0", "-x", "-q", "-p", "no:cacheprovider", "-m", "not long and not night and not journey")


def warm_up() -> None:
    """Load what the application and the tests load of others; not our own code, which gets the mistakes."""
    ask = "import sys, pytest, jsonschema, marketplace.app; print(*sys.modules)"
    found = subprocess.run((sys.executable, "-c", ask), cwd=ROOT, capture_output=True, text=True, check=True)
    for name in found.stdout.split():
        if name.split(".")[0] not in (*OURS, "__main__", "antigravity", "this"):
            with suppress(ImportError):
                importlib.import_module(name)


def noticed(tests: tuple[str, ...], seconds: float, path: Path | None = None, source: str = "") -> bool:
    """Whether any of these tests fails, or they take longer than that, when this file reads like this."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os._exit(_run(tests, path, source))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(tests: tuple[str, ...], path: Path | None, source: str) -> int:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        import pytest

        if path:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            sys.meta_path.insert(0, _Instead(name, path, source))
        for known in [name for name in sys.modules if name.startswith("tests.mutation")]:
            del sys.modules[known]
        return int(pytest.main([*QUIET, *tests]))
    except BaseException:
        return 1


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
