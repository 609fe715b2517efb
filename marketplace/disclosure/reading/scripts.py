"""Simplified characters for Chinese that people type themselves: a brand and a creator may write in either script."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """The text in simplified characters, sign by sign, so that it keeps its length."""
    return text if text.isascii() else "".join(_simplified_sign(sign) for sign in text)


@lru_cache(maxsize=20_000)
def _simplified_sign(sign: str) -> str:
    if not "\u3400" <= sign <= "\u9fff":
        return sign
    found = str(_converter().convert(sign))
    return found if len(found) == 1 else sign


@lru_cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
