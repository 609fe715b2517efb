"""What passed, for whoever wants to hold it against the real service's description: one of each shape.

A run of tests makes a hundred thousand calls of a few hundred shapes, so what looks like something that was recorded
already is not written again.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_FREE = ("metadata",)
"""Fields whose names are the caller's own."""


class Recorder:
    """Writes one line of JSON for each new shape of an exchange or an event."""

    def __init__(self, folder: Path) -> None:
        """`folder` may be shared by several programs."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{os.getpid()}.jsonl"
        self._seen: set[int] = set()
        self._lock = threading.Lock()

    def exchange(self, operation: str, *, method: str, url: str, body: str, status: int, answer: Any) -> None:
        """A request that named an operation, and what was said to it; the body is the form or the JSON as it came."""
        said = {"operation": operation, "method": method, "url": url, "body": body, "status": status, "answer": answer}
        keys = (operation, status, *sorted(_form_shape(url, body)), *_shape(answer))
        self._write(said, keys)

    def event(self, payload: str) -> None:
        """An event that was delivered."""
        event = json.loads(payload)
        self._write({"event": event}, ("event", event.get("type"), *_shape(event)))

    def _write(self, said: dict[str, Any], keys: tuple[Any, ...]) -> None:
        shape = hash(keys)
        with self._lock:
            if shape in self._seen:
                return
            self._seen.add(shape)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(said) + "\n")


def _form_shape(url: str, body: str) -> set[str]:
    """The names of what was sent; those in free fields count as one."""
    query = url.partition("?")[2]
    names = {pair.partition("=")[0] for pair in f"{query}&{body}".split("&")} if not body.startswith("{") else {body}
    return {name if not name.startswith(_FREE) else name.partition("%5B")[0].partition("[")[0] for name in names}


def _shape(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name in sorted(value):
            if name in _FREE:
                yield f"{path}.{name}"
            else:
                yield from _shape(value[name], f"{path}.{name}")
    elif isinstance(value, list):
        yield from sorted({shape for inner in value for shape in _shape(inner, f"{path}[]")})
    else:
        yield f"{path}:{type(value).__name__}"
