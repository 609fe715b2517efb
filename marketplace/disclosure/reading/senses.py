"""In which sense a word stands: as a label, in a sentence that declares, denied, asked, quoted, or as another word."""

import re
from enum import StrEnum
from functools import lru_cache

from marketplace.disclosure.reading.lexicon import Languages, pattern_in

_REACH = 60
_KEPT = 1024
"""Answers kept: words of several countries and languages stand in the same places."""
_CLAUSE_END = re.compile(r"[,.!?;:()\[\]{}\n，。！？；：、（）【】…~～|]")
_SENTENCE_END = re.compile(r"[.!?\n。！？…]")
_CLOSERS = set(".!?;:,|/·•–—-()[]{}【】〔〕「」『』《》<>…、，。！？；：～~*_=+»«→|\n#\"'“”‘’")
_QUOTES = {"„": "“", "“": "”", "‘": "’", '"': '"', "「": "」", "『": "』", "«": "»"}


class Sense(StrEnum):
    """How a word that could be a label is used."""

    TAG = "tag"
    LABEL = "label"
    LOOSE = "loose"
    DECLARED = "declared"
    EMBEDDED = "embedded"
    DENIED = "denied"
    LACKING = "lacking"
    DOUBTED = "doubted"
    ASKED = "asked"
    QUOTED = "quoted"
    OTHER = "other"


@lru_cache(_KEPT)
def clause_before(text: str, start: int) -> str:
    """What stands before a word in its own clause, at most sixty characters."""
    window = text[max(0, start - _REACH) : start]
    stops = list(_CLAUSE_END.finditer(window))
    return window[stops[-1].end() :] if stops else window


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause a span stands in, with the punctuation and the space behind it."""
    low = start
    while low > 0 and start - low < 200 and not _CLAUSE_END.match(text[low - 1]):
        low -= 1
    high = end
    while high < len(text) and high - end < 200 and not _CLAUSE_END.match(text[high]):
        high += 1
    while high < len(text) and (_CLAUSE_END.match(text[high]) or text[high] == " ") and text[high] not in "\n([（【":
        high += 1
    while low < start and text[low] == " ":
        low += 1
    return low, high


def sense_of(text: str, raw_word: str, start: int, end: int, languages: Languages, *, unspaced: bool) -> Sense:
    """The sense of the words at a span of folded text that is no hashtag.

    `raw_word` is the word as written (its capitals tell a label from a sentence); `unspaced` is true for words of a
    language that puts no spaces between words; `languages` are those listened to.
    """
    before = clause_before(text, start)
    after = text[end : end + _REACH]
    if _is_other_sense(text, start, end, languages):
        return Sense.OTHER
    if is_denied(text, start, end, languages):
        return Sense.DENIED
    if pattern_in(text, "lacking_before", languages, "before").search(before):
        return Sense.LACKING
    if pattern_in(text, "lacking_after", languages).match(after):
        return Sense.LACKING
    if after.lstrip(" ")[:1] in ("?", "？"):
        return Sense.ASKED
    if is_quoted(text, start, end) and not _is_boxed(text, start, end):
        return Sense.QUOTED
    if is_doubted(text, start, end, languages):
        return Sense.DOUBTED
    free_left = _is_free(text, start, -1, spaces=unspaced)
    if free_left and _is_free(text, end, +1, spaces=unspaced):
        return Sense.LABEL
    if pattern_in(text, "declares", languages, "before").search(before) and not _runs_on(
        text, end, languages, unspaced=unspaced
    ):
        return Sense.DECLARED
    if free_left and pattern_in(text, "label_says", languages).match(after):
        return Sense.DECLARED
    if free_left and not unspaced:
        return Sense.LABEL if len(raw_word) > 1 and raw_word.isupper() else Sense.LOOSE
    return Sense.EMBEDDED


@lru_cache(_KEPT)
def is_denied(text: str, start: int, end: int, languages: Languages) -> bool:
    """Whether a statement is denied by what stands around it."""
    if pattern_in(text, "denied_before", languages, "before").search(clause_before(text, start)):
        return True
    return pattern_in(text, "denied_after", languages).match(text[end : end + _REACH]) is not None


@lru_cache(_KEPT)
def is_doubted(text: str, start: int, end: int, languages: Languages) -> bool:
    """Whether a statement is only said to be possible."""
    if pattern_in(text, "doubted_before", languages, "before").search(clause_before(text, start)):
        return True
    return pattern_in(text, "doubted_after", languages).match(text[end : end + _REACH]) is not None


@lru_cache(_KEPT)
def is_asked(text: str, end: int) -> bool:
    """Whether the sentence a statement stands in is a question."""
    stop = _SENTENCE_END.search(text, end, end + 160)
    return stop is not None and stop.group() in "?？"


@lru_cache(_KEPT)
def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a span stands inside quotation marks that open and close in the same line."""
    line = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
    for opening, closing in _QUOTES.items():
        left = text[line:start]
        inside = left.count(opening) % 2 == 1 if opening == closing else left.rfind(opening) > left.rfind(closing)
        if inside and closing in text[end : end + 80].split("\n")[0]:
            return True
    return False


def _is_boxed(text: str, start: int, end: int) -> bool:
    """Whether corner brackets hold this word alone at the start of a line, as a box and not as a quotation."""
    line = text.rfind("\n", 0, start) + 1
    boxed = text[start - 1 : start] + text[end : end + 1] in ("「」", "『』")
    return boxed and not any(character.isalnum() for character in text[line:start])


@lru_cache(_KEPT)
def negation_span(text: str, start: int, end: int, languages: Languages) -> tuple[int, int]:
    """The denial around a denied word: the negation, the word and what denies it afterwards."""
    before = clause_before(text, start)
    for kind in ("denied_before", "lacking_before"):
        found = pattern_in(text, kind, languages, "before").search(before)
        if found:
            return start - len(before) + found.start(), end
    for kind in ("denied_after", "lacking_after"):
        found = pattern_in(text, kind, languages).match(text[end : end + _REACH])
        if found:
            return start, end + found.end()
    return start, end


def _is_other_sense(text: str, start: int, end: int, languages: Languages) -> bool:
    low = max(0, start - 40)
    phrases = pattern_in(text, "other_senses", languages).finditer(text[low : end + 40])
    return any(low + found.start() <= start and end <= low + found.end() for found in phrases)


def _is_free(text: str, at: int, step: int, *, spaces: bool) -> bool:
    """Whether nothing but marks, emoji or the edge of the text touches a word on one side."""
    look = at if step > 0 else at - 1
    spaced = False
    while 0 <= look < len(text) and text[look] in " \t\u3000":
        spaced = True
        look += step
    if not 0 <= look < len(text):
        return True
    character = text[look]
    if character in _CLOSERS:
        beyond = text[look + step : look + step + 1] if look + step >= 0 else ""
        joins = not spaces and not spaced and character in "-._'’/" and beyond.isalnum() and beyond.isascii()
        return not joins
    if character.isalnum():
        return spaced and spaces
    return True


def _runs_on(text: str, end: int, languages: Languages, *, unspaced: bool) -> bool:
    """Whether the word goes on into a longer one, as 广告 does in 广告牌."""
    return (
        unspaced and text[end : end + 1].isalpha() and not pattern_in(text, "label_goes_on", languages).match(text, end)
    )
