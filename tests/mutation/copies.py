"""Work in a copy of this process, which is ended with all it has started."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class Unfinished(Exception):
    """A copy took longer than it may, or died: `process` was its id."""

    def __init__(self, process: int) -> None:
        self.process = process


def result_in_a_copy(work: Callable[[], Any], seconds: float) -> Any:
    """What the work gives. Raises Unfinished, or RuntimeError with what went wrong in the work itself."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(reading)
        with os.fdopen(writing, "wb") as answer:
            answer.write(_done(work))
        os._exit(0)
    os.close(writing)
    said, end = b"", time.monotonic() + seconds
    with os.fdopen(reading, "rb", buffering=0) as answer:
        while (left := end - time.monotonic()) > 0 and select.select([answer], [], [], left)[0]:
            if not (more := answer.read(1 << 16)):
                break
            said += more
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        result, trouble = pickle.loads(said)  # our own words
    except (EOFError, pickle.UnpicklingError):
        raise Unfinished(child) from None
    if trouble:
        raise RuntimeError(trouble)
    return result


def _done(work: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps((work(), ""))
    except BaseException:
        return pickle.dumps((None, traceback.format_exc()))


def be_quiet_and_steady() -> None:
    """From here on this process says nothing, and property-based tests try the same each time."""
    from hypothesis import settings

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    settings.register_profile("mistakes", database=None, deadline=None, derandomize=True)
    settings.load_profile("mistakes")
