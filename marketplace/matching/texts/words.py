"""Exact words: BM25 over words and pairs of Chinese characters, as a share of what a brief's own words could give.

The share is its own gate. A word that no document has still counts among the brief's words, so a brief whose words
do not occur (a topic in general terms, another language) gets small shares and meaning decides; a search query
whose words do occur gets shares near one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

_RUN = re.compile(
    r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff\uf900-\ufaff]+|[\u3040-\u30ff]+|[\u0e00-\u0e7f]+|[\uac00-\ud7af]+|[^\W_]+"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\uac00-\ud7af]")
_SHOWN = re.compile(rf"{_UNSPACED.pattern}+|[^\W_{_UNSPACED.pattern[1:-1]}]+")
_STOP = frozenset({
    "a", "about", "all", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from", "has",
    "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "more", "most", "my", "not", "of", "on", "or",
    "our", "so", "than", "that", "the", "their", "them", "then", "they", "this", "to", "was", "we", "what", "when",
    "where", "which", "who", "will", "with", "you", "your",
})  # fmt: skip
_K1, _B = 1.2, 0.75
_LOOKED_FOR = 400
"""So many words are looked for one by one; who asks for more has every document read once."""


def words_of(text: str) -> list[str]:
    """The words of a text: Latin ones in the singular and without the commonest, others as pairs of characters."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _UNSPACED.match(run):
            found += [run[place : place + 2] for place in range(len(run) - 1)] or [run]
        elif run not in _STOP:
            found.append(_singular(run))
    return found


def shared_words(query: str, text: str) -> list[str]:
    """The words of a query that a text has too, as the query says them; Chinese ones as long as they go on alike."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    held = set(words_of(text))
    found: list[str] = []
    for run in _SHOWN.findall(unicodedata.normalize("NFKC", query).casefold()):
        if _UNSPACED.match(run):
            found += _longest_in(run, plain)
        elif (parts := words_of(run)) and held.issuperset(parts):
            found.append(run)
    return list(dict.fromkeys(found))


def said(text: str) -> str:
    """The words of a text as an `Index` looks for them: each between bars, so that none is found inside another."""
    return "".join(f"|{word}|" for word in words_of(text))


class Index:
    """Documents by their words. How rare a word is, is counted in the documents alone, never in briefs."""

    def __init__(self, documents: Sequence[str]) -> None:
        """Takes the documents as `said` gives them."""
        self._said = documents
        self.count = len(documents)
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._all_read = False
        lengths = np.array([document.count("|") // 2 for document in documents], dtype=np.float64)
        self._norm = _K1 * (1 - _B + _B * lengths / max(1.0, float(lengths.mean()) if self.count else 1.0))

    def bm25(self, query: str) -> Scores:
        """The usual BM25 of every document."""
        return self._sums(Counter(words_of(query)))

    def shares(self, query: str) -> Scores:
        """BM25 as a share of the weight of all the query's words, 0 to about 1; 0 for a query without words."""
        asked = Counter(words_of(query))
        whole = sum(times * self._rarity(word) for word, times in asked.items())
        return self._sums(asked) / whole if whole else np.zeros(self.count)

    def _holding(self, word: str) -> list[tuple[int, int]]:
        """The places of the documents that hold a word, and how often each does."""
        if word not in self._found and not self._all_read:
            if len(self._found) < _LOOKED_FOR:
                mark = f"|{word}|"
                counts = ((place, document.count(mark)) for place, document in enumerate(self._said))
                self._found[word] = [(place, times) for place, times in counts if times]
            else:
                self._read_all()
        return self._found.get(word, [])

    def _read_all(self) -> None:
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, document in enumerate(self._said):
            for word, times in Counter(document[1:-1].split("||") if document else ()).items():
                found[word].append((place, times))
        self._found, self._all_read = dict(found), True

    def _rarity(self, word: str) -> float:
        holding = len(self._holding(word))
        return math.log(1 + (self.count - holding + 0.5) / (holding + 0.5))

    def _sums(self, asked: Counter[str]) -> Scores:
        total = np.zeros(self.count)
        for word, asked_times in asked.items():
            weight = asked_times * self._rarity(word) * (_K1 + 1)
            for place, times in self._holding(word):
                total[place] += weight * times / (times + self._norm[place])
        return total


def _longest_in(run: str, text: str) -> list[str]:
    """The pieces of an unspaced run, two characters or more, that a text has, each as long as it can be."""
    found, start = [], 0
    while start < len(run) - 1:
        end = start + 2
        while end <= len(run) and run[start:end] in text:
            end += 1
        if end - 1 - start >= 2:
            found.append(run[start : end - 1])
            start = end - 1
        else:
            start += 1
    return found


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
