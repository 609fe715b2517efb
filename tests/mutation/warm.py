"""A run of the tests that stands still before the first one: copies of it do a few tests each, in no time.

A copy has the application, its database and all tests. A mistake inside a function is made by giving the function
other code; nothing is read again, and no file is changed.
"""

from __future__ import annotations

import functools
import gc
import inspect
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.copies import Unfinished, be_quiet_and_steady, result_in_a_copy
from tests.mutation.marks import SAY, marked
from tests.mutation.places import changed_functions, program
from tests.mutation.rooms import ROOMS, ROOT, TESTS
from tests.mutation.tries import TOO_LONG, Lines, Look, Ready, Seen, Tried, Try

ARGUMENTS = ("-n0", "-q", "-p", "no:cacheprovider", "-m", "not long and not night and not journey")


def stand_still(asked: Connection) -> None:
    """Be such a run: say Ready, then answer, until None is asked."""
    be_quiet_and_steady()
    pytest.main([*ARGUMENTS, *TESTS], plugins=[_Still(asked)])


class _Still:
    """What pytest calls on its way."""

    def __init__(self, asked: Connection) -> None:
        self._asked = asked
        self._files = frozenset(str(path) for room in ROOMS for path in room.paths)
        self._sources = {path: Path(path).read_text(encoding="utf-8") for path in self._files}
        self._called: dict[str, Lines] = {}
        self._functions: dict[str, list[FunctionType]] = {path: [] for path in self._files}
        self._shared: dict[str, Any] = {}

    def pytest_sessionstart(self) -> None:
        sys.settrace(self._called_while_reading)

    def pytest_collection_finish(self) -> None:
        sys.settrace(None)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        made = yield
        self._shared[fixturedef.argname] = made
        return made

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests."""
        self._prepare(session.items)
        items = {item.nodeid: item for item in session.items}
        self._asked.send(Ready(list(items), self._called))
        for asked in iter(self._asked.recv, None):
            work = functools.partial(
                self._look if isinstance(asked, Look) else self._try, asked, [items[name] for name in asked.tests]
            )
            try:
                answer = result_in_a_copy(work, asked.seconds)
            except Unfinished as ended:
                self._shared["services"].drop_database(f"test_{ended.process}_committed")
                answer = Tried(TOO_LONG)
            self._asked.send(answer)
        return True

    def _prepare(self, items: list[pytest.Item]) -> None:
        """Makes what all tests share, once; a connection that copies would share is not left."""
        list(_run([next(item for item in items if "session" in _fixtures(item) and "standin" not in _fixtures(item))]))
        from marketplace.database import db

        with self._shared["app"].app_context():
            db.engines[None].dispose()
        known = gc.get_objects()
        self._caches = [one for one in known if isinstance(one, functools._lru_cache_wrapper)]
        for one in known:
            if isinstance(one, FunctionType) and one.__code__.co_filename in self._files:
                self._functions[one.__code__.co_filename].append(one)

    def _called_while_reading(self, frame: FrameType, _event: str, _value: Any) -> None:
        """Notes every function of ours that is called because a file is read, and the files of tests that want it."""
        code, above = frame.f_code, frame
        if code.co_filename not in self._files or not code.co_flags & inspect.CO_OPTIMIZED:
            return
        readers = {""}
        while above := above.f_back:  # type: ignore[assignment]
            if above.f_code.co_filename.startswith(f"{ROOT}/tests/"):
                readers.add(str(Path(above.f_code.co_filename).relative_to(ROOT)))
        for reader in readers:
            lines = self._called.setdefault(reader, {}).setdefault(code.co_filename, set())
            lines.update(line for _, _, line in code.co_lines() if line)

    def _look(self, asked: Look, items: Sequence[pytest.Item]) -> list[Seen]:
        executed: Lines = {path: set() for path in self._files}
        for path, lines in executed.items():
            source = self._sources[path]
            changed = self._put_in(path, program(source, path), program(marked(source), path))
            for function in self._functions[path]:
                assert function.__name__ == "<lambda>" or function.__code__ in changed, function
                function.__globals__[SAY] = lines.add
        self._forget()
        found, begun = [], time.monotonic()
        for item, passed in _run(items):
            took, begun = time.monotonic() - begun, time.monotonic()
            found.append(Seen(item.nodeid, took, passed, {path: set(lines) for path, lines in executed.items()}))
            self._forget()
            for lines in executed.values():
                lines.clear()
        return found

    def _try(self, asked: Try, items: Sequence[pytest.Item]) -> Tried:
        path = str(asked.path)
        self._put_in(path, program(asked.before, path), program(asked.source, path))
        self._forget()
        return Tried(next((item.nodeid for item, passed in _run(items) if not passed), "") if items else "")

    def _put_in(self, path: str, before: CodeType, after: CodeType) -> Collection[CodeType]:
        """Gives the functions of a file other code; all that was given."""
        changed = changed_functions(before, after)
        assert changed is not None, path
        for function in self._functions[path]:
            function.__code__ = changed.get(function.__code__, function.__code__)
        return changed.values()

    def _forget(self) -> None:
        """What functions remember of earlier calls."""
        for one in self._caches:
            one.cache_clear()


def _run(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, bool]]:
    """Each test and whether it passes; what the next one shares with it stays set up, and what all share in the end."""
    some_other = next(one for one in items[0].session.items if one is not items[-1])
    for item, following in zip(items, (*items[1:], some_other), strict=True):
        yield item, not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _fixtures(item: pytest.Item) -> Sequence[str]:
    return getattr(item, "fixturenames", ())
