"""A worker that dies between any two lines leaves a look that is made once, and one chain of what was seen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.database import db
from marketplace.drafts.actions import judging, watching
from marketplace.drafts.errands import looks
from marketplace.drafts.invariants import verify
from tests.builders import orders as make
from tests.conftest import TestClock
from tests.drafts.watching.conftest import Watched, findings_of, later_by_the_machine, looks_of, sightings_of, told

WATCHED_FILES = {str(Path(str(module.__file__))) for module in (looks, watching, judging)}


class Died(BaseException):
    """The process is gone: nobody catches this, and its open transaction is rolled back."""


@contextmanager
def dying_at(line: int) -> Iterator[list[int]]:
    """Dies when the code of looks is about to go through its n-th line; gives how many lines it went through."""
    passed = [0]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in WATCHED_FILES:
            return None
        if event == "line":
            passed[0] += 1
            if passed[0] == line:
                raise Died
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield passed
    finally:
        sys.settrace(before)


@contextmanager
def undone_afterwards(session: Session) -> Iterator[None]:
    """Whatever happens inside, the database is then as it was."""
    session.rollback()
    engine: Any = db.engines[None]
    savepoint = engine.begin_nested()
    try:
        yield
    finally:
        session.rollback()
        session.expire_all()
        savepoint.rollback()


EVERY = 9
"""In the usual run one line of so many, in the long one each."""


@pytest.mark.parametrize("step", [EVERY, pytest.param(1, marks=pytest.mark.long)])
def test_wherever_a_worker_dies_the_look_is_made_once(
    session: Session, kept: Watched, clock: TestClock, look: Callable[[], None], step: int
) -> None:
    kept.change(body=make.BAD_BODY)
    clock.advance(hours=1)
    with undone_afterwards(session), dying_at(0) as passed:
        look()
    lines = passed[0]
    assert lines > 50
    places = range(1, lines + 1, step)
    died = 0
    for line in places:
        with undone_afterwards(session):
            try:
                with dying_at(line):
                    look()
            except Died:
                died += 1
            session.rollback()
            with later_by_the_machine(minutes=3):
                look()
                look()
            assert [each.content["look"] for each in sightings_of(session)] == ["first", "hour"], line
            assert looks_of(session)["hour"].done_at is not None
            assert told(session) == [("LabelRemoved", ["label"]), ("PostChanged", ["words"])], line
            assert findings_of(session) == {"words": False, "label": False}
            assert all(verify(session).values()), line
    assert died == len(places)
