"""Reads a text in a form in which equal words look equal, and finds the way back to the characters as written."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from marketplace.disclosure.reading.characters import BARS, FULL_WIDTH, INVISIBLE, LOOKALIKES, TRADITIONAL

_MOST_MARKS = 16
_MOST_KEPT = 16_384
_SPELLED_OUT = frozenset("ßẞªº")
"""Letters that fold to plain ones and are the ordinary spelling: Straße, n.º."""

_ORDINARY = re.compile("[\0-\x7fà-öø-ÿ\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u4e27\u4e29-\u9fff\uac00-\ud7a3]+")
"""Characters that fold one by one to their small letter."""
_IMITATION = re.compile(f"[{''.join(LOOKALIKES)}]")
_SIMPLE = str.maketrans(TRADITIONAL)


@dataclass(frozen=True)
class Folded:
    """A text folded for comparison: one width, one case, nothing invisible, Latin letters, simplified characters.

    `text` is the folded text; `letters` is the same length but keeps traditional characters; `starts` and `ends`
    give, for each folded character, the span of `raw` it was read from; `disguised` holds the folded positions whose
    raw character is a look-alike or follows an invisible one.
    """

    raw: str
    text: str
    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lookalike: frozenset[int]
    after_invisible: frozenset[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the raw text the folded span was read from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def folded_at(self, raw_offset: int) -> int:
        """The first folded position read from this raw offset or after it."""
        return bisect_left(self.starts, raw_offset)

    def is_disguised(self, start: int, end: int) -> bool:
        """Whether look-alike or invisible characters take part in the folded span."""
        return any(at in self.lookalike or (at > start and at in self.after_invisible) for at in range(start, end))


@lru_cache(16)
def fold(raw: str) -> Folded:
    """Folds a text; takes time in proportion to its length. The last few are kept: a fix looks at one many times."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    lookalike: set[int] = set()
    after_invisible: set[int] = set()
    hidden = False
    at = 0
    while at < len(raw):
        ordinary = _ORDINARY.match(raw, at)
        stop = ordinary.end() if ordinary else at
        if stop < len(raw) and _joins(raw[stop]):
            stop -= 1
        if stop > at:
            if hidden:
                after_invisible.add(len(letters))
                hidden = False
            letters += raw[at:stop].casefold()
            starts += range(at, stop)
            ends += range(at + 1, stop + 1)
            at = stop
            continue
        first = raw[at]
        if ord(first) in INVISIBLE:
            hidden = True
            at += 1
            continue
        stop = at + 1
        while stop < len(raw) and stop - at < _MOST_MARKS and _joins(raw[stop]):
            stop += 1
        chunk = raw[at:stop]
        plain, is_lookalike = _plain(chunk)
        if hidden and plain:
            after_invisible.add(len(letters))
            hidden = False
        if is_lookalike:
            lookalike.update(range(len(letters), len(letters) + len(plain)))
        for each in plain:
            letters.append(each)
            starts.append(at)
            ends.append(stop)
        at = stop
    if _IMITATION.search("".join(letters)):
        _unmask(letters, lookalike)
    kept = "".join(letters)
    text = kept.translate(_SIMPLE)
    return Folded(raw, text, kept, tuple(starts), tuple(ends), frozenset(lookalike), frozenset(after_invisible))


@cache
def fold_term(term: str) -> str:
    """A word of a pack as it appears in `Folded.text`."""
    return fold(term).text


def utf16_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A span of code points as the span of UTF-16 units that browsers count in."""
    before = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    within = len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
    return before, before + within


@lru_cache(_MOST_KEPT)
def _joins(character: str) -> bool:
    """Whether a character belongs to the letter before it: marks, Hangul vowels and finals, half-width voicing."""
    code = ord(character)
    if code < 0x300:
        return False
    if code in INVISIBLE:
        return False
    return 0x1161 <= code <= 0x11FF or code in (0xFF9E, 0xFF9F) or unicodedata.category(character) in ("Mn", "Mc", "Me")


@lru_cache(_MOST_KEPT)
def _plain(chunk: str) -> tuple[str, bool]:
    """A character with its marks, folded, and whether it only looks like the Latin letter it becomes."""
    if chunk.isascii():
        return chunk.casefold(), False
    plain = _compatible(chunk)
    spelt = chunk[0] in _SPELLED_OUT or ord(chunk[0]) in FULL_WIDTH
    return plain, plain.isascii() and plain.isalpha() and not spelt


def _compatible(chunk: str) -> str:
    if chunk in BARS:
        return BARS[chunk]
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", chunk).casefold())
    return "".join(each for each in folded if ord(each) not in INVISIBLE)


def _unmask(letters: list[str], lookalike: set[int]) -> None:
    """Reads words that borrow letters of another script as the Latin words they imitate."""
    at = 0
    while at < len(letters):
        if not _is_word(letters[at]):
            at += 1
            continue
        stop = at
        borrowed: list[int] = []
        imitates = True
        while stop < len(letters) and _is_word(letters[stop]):
            if letters[stop] in LOOKALIKES:
                borrowed.append(stop)
            elif not letters[stop].isascii():
                imitates = False
            stop += 1
        if imitates:
            for place in borrowed:
                letters[place] = LOOKALIKES[letters[place]]
                lookalike.add(place)
        at = stop


def _is_word(character: str) -> bool:
    return character.isalpha() and not ("\u3040" <= character <= "\u9fff")
