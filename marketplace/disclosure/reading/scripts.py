"""Simplified characters for Chinese that people type themselves: a brand and a creator may write in either script."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """The text in simplified characters, sign by sign, so that it keeps its length."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)


class _Asked(dict[int, int]):
    """Characters already asked for; one that is not is asked of OpenCC, once."""

    def __missing__(self, code: int) -> int:
        found = _converter().convert(chr(code)) if 0x3400 <= code <= 0x9FFF else ""
        self[code] = ord(found) if len(found) == 1 else code
        return self[code]


_SIMPLIFIED = _Asked()


@lru_cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
