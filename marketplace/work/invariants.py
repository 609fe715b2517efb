"""What must always be true, told by every package that keeps money or counts: one list for job, command and page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session

Verify = Callable[[Session], Mapping[str, bool]]


@dataclass(frozen=True)
class Invariants:
    """The invariants of one package: how they are asked for, and how people read them.

    Some ask the outside world, and hold only while nothing is on its way; some read very much. Those are asked on
    request alone.
    """

    verify: Verify
    says: Mapping[str, str]
    on_request: Verify | None = None


def all_invariants() -> Sequence[Invariants]:
    """Those of every package of this application."""
    return cast(Sequence[Invariants], current_app.extensions["invariants"])


def verify_all(session: Session, *, everything: bool = False) -> dict[str, bool]:
    """Whether each invariant holds, derived from the rows; with `everything`, those asked on request too."""
    found: dict[str, bool] = {}
    for one in all_invariants():
        found |= one.verify(session)
    for one in all_invariants() if everything else ():
        found |= one.on_request(session) if one.on_request else {}
    return found


def sentences() -> dict[str, str]:
    """Every invariant's name with its sentence."""
    return {name: says for one in all_invariants() for name, says in one.says.items()}
