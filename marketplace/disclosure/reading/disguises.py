"""Latin words that are written so that a search does not see them: c4ncer, c.u.r.e.s, d*abetes."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from marketplace.disclosure.reading.rereading import Rereading

_LETTER_OF = str.maketrans("01345$@!", "oieassai")
_LEET = re.compile(r"(?<![\w$@!])(?=[a-z$@])(?=[a-z0-9$@!]*[01345$@!][a-z])[a-z0-9$@!]{4,}(?![\w$@])")
_SPACED = re.compile(r"(?<![a-z])(?:[a-z]([ .\-_*·•|/~+]))(?:[a-z]\1){2,}[a-z](?![a-z])(?:\.(?= [a-z]))?")
_BROKEN = re.compile(r"(?<=[a-z])[._|·•~^](?=[a-z])")
_STARRED = re.compile(r"(?<=[a-z])\*(?=[a-z])")
_VOWELS = "aeiou"


@lru_cache(16)
def undisguised(text: str) -> tuple[Rereading, ...]:
    """The readings of a folded text that differ from what is written; none for the usual text."""
    letters = list(text)
    for word in _LEET.finditer(text):
        stop = word.start() + len(word.group().rstrip("!"))
        if sum(each.isdigit() for each in word.group()) * 2 <= len(word.group()):
            letters[word.start() : stop] = text[word.start() : stop].translate(_LETTER_OF)
    plain = "".join(letters)
    dropped = {at for word in _SPACED.finditer(plain) for at in range(word.start() + 1, word.end(), 2)}
    dropped |= {mark.start() for mark in _BROKEN.finditer(plain)}
    found = {each.text: each for vowel in _variants(plain) for each in [_without(vowel, dropped)]}
    return tuple(each for each in found.values() if each.text != text)


def _variants(plain: str) -> Iterator[str]:
    """The text with a vowel for each star: of the first two every pair, of more the same for all."""
    stars = [star.start() for star in _STARRED.finditer(plain)]
    chosen = product(_VOWELS, repeat=len(stars)) if len(stars) <= 2 else ((vowel,) * len(stars) for vowel in _VOWELS)
    for vowels in chosen:
        letters = list(plain)
        for at, vowel in zip(stars, vowels, strict=True):
            letters[at] = vowel
        yield "".join(letters)


def _without(text: str, dropped: set[int]) -> Rereading:
    places = tuple(at for at in range(len(text)) if at not in dropped)
    return Rereading("".join(text[at] for at in places), places, tuple(at + 1 for at in places))
