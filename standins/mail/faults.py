"""Trouble on request: refusals for good, refusals for now, and slowness, for the next messages."""

import threading
from dataclasses import dataclass
from typing import Any

ANSWERS = {
    "refuse": "550 5.1.1 No such mailbox here",
    "busy": "451 4.3.2 Busy, try again later",
    "slow": "",
}


@dataclass(frozen=True)
class Fault:
    kind: str
    seconds: float

    @property
    def answer(self) -> str:
        return ANSWERS[self.kind]


class Faults:
    """What the next recipients meet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fault = Fault("slow", 0)
        self._left = 0

    def order(self, raw: Any) -> None:
        """Sets what happens to the next recipients. Raises ValueError."""
        if not isinstance(raw, dict) or raw.get("fault") not in ANSWERS:
            raise ValueError(f"Give a fault: one of {', '.join(ANSWERS)}.")
        times, seconds = raw.get("next", 1), raw.get("seconds", 5.0)
        whole = type(times) is int and 0 <= times <= 1000
        if not whole or type(seconds) not in (int, float) or not 0 <= seconds <= 60:
            raise ValueError("Give next as a whole number up to 1000 and seconds as a number up to 60.")
        with self._lock:
            self._fault, self._left = Fault(raw["fault"], float(seconds)), times

    def clear(self) -> None:
        with self._lock:
            self._left = 0

    def next(self) -> Fault | None:
        with self._lock:
            if not self._left:
                return None
            self._left -= 1
            return self._fault
