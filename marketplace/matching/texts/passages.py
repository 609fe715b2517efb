"""A text as it is read: cleaned of what says nothing, told apart by script, and cut into passages."""

from __future__ import annotations

import re
from enum import StrEnum

PASSAGE = 450
"""How long a passage is, in Latin letters; a wide letter (Chinese, Japanese, Korean) says as much as three of them."""

MOST_PASSAGES = 3
"""How many passages stand for a long text: its first, its last and those between at even distances."""

_NOISE = re.compile(r"https?://\S+|\[(?:topic|话题|[^\]\[]{1,10}R)\]#?", re.IGNORECASE)
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")


class Script(StrEnum):
    """What a text is mostly written in; texts in one script are compared with what they have in common."""

    LATIN = "latin"
    CHINESE = "chinese"
    OTHER = "other"


def clean(text: str) -> str:
    """The text without addresses, marks of hashtags and names of stickers, on one line."""
    return " ".join(_NOISE.sub(" ", text).replace("#", " #").split())


def script_of(text: str) -> Script:
    """The script a text is mostly written in; three Latin letters weigh as much as one Chinese character."""
    wide, kana, hangul = (len(each.findall(text)) for each in (_HAN, _KANA, _HANGUL))
    if kana + hangul > 0.2 * (wide + kana + hangul):
        return Script.OTHER
    letters = _LETTER.findall(text)
    latin = sum(letter < "\u0250" for letter in letters)
    if 3 * wide >= max(1, latin):
        return Script.CHINESE
    return Script.LATIN if 2 * latin >= len(letters) else Script.OTHER


def width_of(text: str) -> int:
    """How long a text is, in Latin letters."""
    return len(text) + 2 * len(_WIDE.findall(text))


def passages(text: str) -> list[str]:
    """Up to three passages of a cleaned text; none of a text that is blank."""
    cut: list[str] = []
    start = width = 0
    cleaned = clean(text)
    for place, letter in enumerate(cleaned, 1):
        width += 3 if _WIDE.match(letter) else 1
        if width >= PASSAGE:
            cut.append(cleaned[start:place])
            start, width = place, 0
    if width and (width > PASSAGE // 4 or not cut):
        cut.append(cleaned[start:])
    if len(cut) > MOST_PASSAGES:
        step = (len(cut) - 1) / (MOST_PASSAGES - 1)
        cut = [cut[round(place * step)] for place in range(MOST_PASSAGES)]
    return [passage for passage in cut if passage.strip()]
