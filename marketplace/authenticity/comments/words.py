"""The words of a comment as they are compared: without markup, disguises, width and case."""

from __future__ import annotations

import html
import re
import unicodedata

from marketplace.disclosure.reading.scripts import simplified

LINK = re.compile(
    r"https?\S+|www\.\S+|\b[\w-]+\.(?:com|net|org|info|ly|be|me|co|tv|ru|cn|in|de|uk|pro|biz|top|xyz|shop)\b\S*"
    r"|watch\?v=\S+"
)
_MARK_IN_TIME = re.compile(r"<a [^>]*>(\d+:\d\d)</a>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^>]{0,200}>", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0f\ufeff]")
_WORDS = re.compile(r"[a-z']+|\d+|[!?$@#]+")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
_ANY_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_LONGEST = 4000


def plain(text: str) -> str:
    """A text in small, simplified, half-wide letters; a mark in the video's time is no link."""
    shown = _BREAK.sub(" ", _MARK_IN_TIME.sub(r" \1 ", text[:_LONGEST]))
    addresses = " ".join(re.findall(r'href="([^"]{1,300})"', shown))
    shown = html.unescape(_TAG.sub(" ", shown) + " " + addresses)
    return simplified(_UNSEEN.sub("", unicodedata.normalize("NFKC", shown).lower())).strip()


def key_of(text: str) -> str:
    """What two texts share that differ only in marks, emoji and spaces. Takes a plain text."""
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", text).strip()


def length_of(text: str) -> int:
    """How many words a plain text has; a Chinese character counts as one."""
    return len(_ANY_WORD.findall(text))


def grams_of(text: str) -> dict[str, float]:
    """Latin words, pairs of neighbours and their letters in threes to fives, with how often each occurs."""
    words = _WORDS.findall(LINK.sub(" url ", text))
    found: dict[str, float] = {}
    for word in words:
        _count(found, "w" + word, 1)
        inside = f"<{word[:40]}>"
        for size in (3, 4, 5):
            for start in range(len(inside) - size + 1):
                _count(found, "c" + inside[start : start + size], 0.5)
    for one, other in zip(words, words[1:], strict=False):
        _count(found, f"b{one} {other}", 1)
    return found


def _count(found: dict[str, float], gram: str, much: float) -> None:
    found[gram] = found.get(gram, 0) + much
