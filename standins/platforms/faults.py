"""Trouble on request, so that callers can be tried against a platform that is slow, broken or busy."""

import threading
import time
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, redirect

KINDS = ("slow", "500", "429", "garbled", "redirect", "huge")


@dataclass
class Faults:
    """The trouble in store for the next calls of the API."""

    kind: str = ""
    left: int = 0
    seconds: float = 5.0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def order(self, raw: Any) -> None:
        """Sets what happens to the next calls. Raises ValueError."""
        if not isinstance(raw, dict) or raw.get("fault") not in KINDS:
            raise ValueError(f"Give a fault: one of {', '.join(KINDS)}.")
        times, seconds = raw.get("next", 1), raw.get("seconds", 5.0)
        whole = type(times) is int and 0 <= times <= 1000
        if not whole or type(seconds) not in (int, float) or not 0 <= seconds <= 60:
            raise ValueError("Give next as a whole number up to 1000 and seconds as a number up to 60.")
        with self._lock:
            self.kind, self.left, self.seconds = raw["fault"], times, float(seconds)

    def clear(self) -> None:
        with self._lock:
            self.left = 0

    def answer(self) -> Response | None:
        """The trouble this call meets instead of its answer, or None."""
        with self._lock:
            if not self.left:
                return None
            self.left -= 1
            kind, seconds = self.kind, self.seconds
        return getattr(self, f"_{kind}")(seconds)

    def _slow(self, seconds: float) -> None:
        time.sleep(seconds)

    def _500(self, seconds: float) -> Response:
        return _error(500, "broken", "Something broke on our side.")

    def _429(self, seconds: float) -> Response:
        answer = _error(429, "too_many", "Too many calls. Wait before the next.")
        answer.headers["Retry-After"] = str(int(seconds))
        return answer

    def _garbled(self, seconds: float) -> Response:
        return Response("<html>Maintenance</html>", mimetype="text/html")

    def _redirect(self, seconds: float) -> Response:
        return redirect("/healthz")  # type: ignore[return-value]

    def _huge(self, seconds: float) -> Response:
        return Response(b" " * 5_000_000, mimetype="application/json")


def _error(status: int, code: str, message: str) -> Response:
    answer = jsonify(error={"code": code, "message": message})
    answer.status_code = status
    return answer
