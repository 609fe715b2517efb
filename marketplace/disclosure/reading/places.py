"""Where something stands for the eye: how many visible characters and lines come before it."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_ZWJ = "\u200d"


def graphemes(text: str) -> Iterator[int]:
    """Where each character a reader would count begins; emoji sequences, flags and marks count once."""
    at = 0
    while at < len(text):
        yield at
        flag = _is_flag_half(text[at])
        at += 1
        if flag and at < len(text) and _is_flag_half(text[at]):
            at += 1
        while at < len(text):
            if not _extends(text[at]) and not _is_joined(text[at - 1], text[at]):
                break
            at += 1


def visible_before(text: str, offset: int, most: int) -> tuple[int, int]:
    """How many characters (counted up to one more than `most`) and line breaks stand before an offset."""
    return bisect_left(_first_graphemes(text, most + 1), offset), text.count("\n", 0, offset)


@lru_cache(16)
def _first_graphemes(text: str, most: int) -> tuple[int, ...]:
    """Where the first characters begin; kept, since every label of a post is measured on the same text."""
    return tuple(islice(graphemes(text), most))


def visible_end(text: str, characters: int, lines: int) -> int:
    """The offset behind the last character that shows within so many characters and lines."""
    breaks = 0
    for count, at in enumerate(graphemes(text)):
        if count >= characters:
            return at
        if text[at] == "\n":
            breaks += 1
            if breaks >= lines:
                return at
    return len(text)


def _is_joined(before: str, character: str) -> bool:
    return before == _ZWJ and unicodedata.category(character) in ("So", "Sk", "Sm", "Po")


def _is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _extends(character: str) -> bool:
    code = ord(character)
    if code < 0x300:
        return False
    return (
        code == 0x200D
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or unicodedata.category(character) in ("Mn", "Mc", "Me")
    )
