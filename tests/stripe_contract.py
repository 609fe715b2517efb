"""Every request that leaves the gateway in a run of tests, and every answer, held against Stripe's schemas.

The payment stand-ins of a run write down one of each shape of exchange; when the run is over, whatever was written is
checked here, wherever it came from: a test, a storm in ten processes, or a story in a browser.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.standins.payments.schemas import check_answer, check_request

FOLDER = "STANDIN_PAYMENTS_RECORD"
FEWEST_OPERATIONS = 30
"""So many of Stripe's operations a whole run has to touch."""


@dataclass
class Contract:
    """What a run has used of Stripe's API, and where it broke Stripe's description of it."""

    operations: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    shapes: int = 0
    violations: list[str] = field(default_factory=list)

    @property
    def says(self) -> str:
        return (
            f"Stripe contract: {len(self.operations)} operations, {len(self.events)} types of events, "
            f"{self.shapes} shapes, {len(self.violations)} violations"
        )


def checked(folder: Path) -> Contract:
    """Holds everything that was recorded against Stripe's schemas."""
    found = Contract()
    for said in _recorded(folder):
        found.shapes += 1
        if "event" in said:
            found.events.add(said["event"]["type"])
            _check(found, f"event {said['event']['type']}", lambda said=said: check_answer(said["event"]))
            continue
        found.operations.add(said["operation"])
        about = f"{said['operation']} ({said['method']} {said['url'].partition('?')[0]})"
        _check(found, about, lambda said=said: check_request(said["method"].lower(), said["url"], said["body"]))
        if said["status"] == 200:
            _check(found, f"the answer to {about}", lambda said=said: check_answer(said["answer"]))
    return found


def _recorded(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue  # the last line of a stand-in that was killed while it wrote


def _check(found: Contract, about: str, check: Any) -> None:
    try:
        check()
    except AssertionError as wrong:
        found.violations.append(f"{about}: {str(wrong).splitlines()[0][:400]}")


def is_whole_run() -> bool:
    """Whether everything of a tier is run, and not a part that somebody has chosen."""
    return os.environ.get("MEADOW_WHOLE_RUN") == "1"
