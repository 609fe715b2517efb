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
_STOP = frozenset({
    "a", "about", "all", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from", "has",
    "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "more", "most", "my", "not", "of", "on", "or",
    "our", "so", "than", "that", "the", "their", "them", "then", "they", "this", "to", "was", "we", "what", "when",
    "where", "which", "who", "will", "with", "you", "your",
})  # fmt: skip
_K1, _B = 1.2, 0.75


def words_of(text: str) -> list[str]:
    """The words of a text: Latin ones in the singular and without the commonest, others as pairs of characters."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _UNSPACED.match(run):
            found += [run[place : place + 2] for place in range(len(run) - 1)] or [run]
        elif run not in _STOP:
            found.append(_singular(run))
    return found


class Index:
    """Documents by their words. How rare a word is, is counted in the documents alone, never in briefs."""

    def __init__(self, documents: Sequence[str]) -> None:
        """Reads the documents."""
        counted = [Counter(words_of(document)) for document in documents]
        self.count = len(counted)
        self._found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, words in enumerate(counted):
            for word, times in words.items():
                self._found[word].append((place, times))
        lengths = np.array([words.total() for words in counted], dtype=np.float64)
        self._norm = _K1 * (1 - _B + _B * lengths / max(1.0, float(lengths.mean()) if self.count else 1.0))

    def bm25(self, query: str) -> Scores:
        """The usual BM25 of every document."""
        return self._sums(Counter(words_of(query)))

    def shares(self, query: str) -> Scores:
        """BM25 as a share of the weight of all the query's words, 0 to about 1; 0 for a query without words."""
        asked = Counter(words_of(query))
        whole = sum(times * self._rarity(word) for word, times in asked.items())
        return self._sums(asked) / whole if whole else np.zeros(self.count)

    def _rarity(self, word: str) -> float:
        holding = len(self._found.get(word, ()))
        return math.log(1 + (self.count - holding + 0.5) / (holding + 0.5))

    def _sums(self, asked: Counter[str]) -> Scores:
        total = np.zeros(self.count)
        for word, asked_times in asked.items():
            weight = asked_times * self._rarity(word) * (_K1 + 1)
            for place, times in self._found.get(word, ()):
                total[place] += weight * times / (times + self._norm[place])
        return total


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
