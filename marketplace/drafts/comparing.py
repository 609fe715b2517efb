"""What changed from one version to the next."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

_WORDS = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]|\w+|\s+|[^\w\s]")
_SENTENCES = re.compile(r"[^。！？.!?\n]*(?:[。！？.!?\n]+|$)")

MOST_COMPARED = 600
"""Between so many units the time that a comparison takes stays small, whatever was written."""


def changes_between(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of text as (`same` | `del` | `add`, words), which read together give both versions.

    Words are compared; in long texts that differ in more than one place sentences are; beyond that the whole differs.
    """
    for units in (_WORDS, _SENTENCES):
        old, new = units.findall(before), units.findall(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        middle = old[start : len(old) - end], new[start : len(new) - end]
        if max(map(len, middle)) <= MOST_COMPARED:
            break
    else:
        return [("del", before), ("add", after)]
    runs = [("same", "".join(old[:start])), *_compared(*middle), ("same", "".join(old[len(old) - end :]))]
    return [(kind, words) for kind, words in runs if words]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many units at the start are the same."""
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )


def _compared(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(old[i1:i2])))
            continue
        runs += [("del", "".join(old[i1:i2])), ("add", "".join(new[j1:j2]))]
    return runs
