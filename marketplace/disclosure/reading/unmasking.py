"""Reads Chinese words that are hidden by marks, gaps, pinyin or sound-alikes as the words they stand for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.reading.needles import Sought
from marketplace.disclosure.reading.rereading import Rereading

_DISGUISES = Path(__file__).parent.parent / "expressions" / "zh-disguises.yaml"
_CHINESE = "\u4e00-\u9fff"
_MARK = r"—*·•.\-_/~^|+\u2190-\u21ff\u2600-\u27bf\U0001f000-\U0001faff"
_GAP = rf"[{_MARK} ]{{0,3}}"
_TIGHT_GAP = rf"[{_MARK}]{{0,3}}"
_LONE_MARK = re.compile(rf"(?<=[{_CHINESE}])[*·•＊\-_~^](?=[{_CHINESE}])")


@lru_cache(16)
def unmasked(text: str) -> Rereading:
    """The text as a reader says it aloud to himself. The last few are kept: every pack in Chinese asks for it."""
    hidden, words = _hidden_words()
    changes = [
        (found.start(), found.end(), words[found.lastindex - 1])
        for found in hidden.finditer(text)
        if found.lastindex is not None and found.group() != words[found.lastindex - 1]
    ]
    changes += [(found.start(), found.end(), "") for found in _LONE_MARK.finditer(text)]
    if not changes:
        return Rereading(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for low, high, word in sorted(changes):
        if low < at:
            continue
        letters += text[at:low] + word
        starts += [*range(at, low), *(low for _ in word)]
        ends += [*range(at + 1, low + 1), *(high for _ in word)]
        at = high
    letters += text[at:]
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return Rereading("".join(letters), tuple(starts), tuple(ends))


@cache
def _hidden_words() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One expression with a group for each word that people hide, and those words in the order of the groups."""
    told = read_yaml(_DISGUISES)
    forms = {character: str(given).split() for character, given in told["characters"].items()}
    parts: list[str] = []
    words: list[str] = []
    for gap, kind in ((_GAP, "words"), (_TIGHT_GAP, "tight")):
        by_first: dict[str, list[str]] = {}
        for word in sorted(told[kind].split(), key=len, reverse=True):
            by_first.setdefault(word[0], []).append(word)
        for first, given in by_first.items():
            rests = (f"({''.join(gap + _form(each, forms) for each in word[1:])})" for word in given)
            parts.append(f"{_form(first, forms)}(?:{'|'.join(rests)})")
            words += given
    parts.append(rf"(最)[{_MARK} ]{{1,3}}(?=[{_CHINESE}])")
    words.append("最")
    for word, given in told["whole"].items():
        parts.append("(" + "|".join(_bounded(re.escape(each)) for each in str(given).split()) + ")")
        words.append(word)
    return Sought("|".join(parts)).pattern, tuple(words)


def _form(character: str, forms: dict[str, list[str]]) -> str:
    return "(?:" + "|".join([character, *(_bounded(re.escape(each)) for each in forms.get(character, ()))]) + ")"


def _bounded(form: str) -> str:
    """Letters that stand for a character are a word of their own; a digit is no part of a number."""
    if form.isascii() and form.isalpha():
        return rf"(?<![a-z]){' ?'.join(form)}(?![a-z])"
    return rf"(?<!\d){form}(?!\d)" if form.isdigit() else form
