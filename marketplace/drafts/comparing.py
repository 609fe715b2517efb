"""What changed from one version to the next."""

from __future__ import annotations

import difflib
import re

_WORDS = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]|\w+|\s+|[^\w\s]")


def changes_between(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of text as (`same` | `del` | `add`, words), which read together give both versions."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            runs.append(("del", "".join(old[i1:i2])))
        if j2 > j1:
            runs.append(("add", "".join(new[j1:j2])))
    return runs
