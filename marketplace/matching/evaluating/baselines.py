"""What the fit is compared with: each computed in the same run, on the same texts, with the same vectors and words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from marketplace.matching.evaluating.measures import Scores
from marketplace.matching.texts.corpus import Corpus
from marketplace.matching.texts.meaning import Model, Read, read_queries
from marketplace.matching.texts.niche_head import Head
from marketplace.matching.texts.passages import clean
from marketplace.matching.texts.words import words_of
from marketplace.matching.vectors import centred

NAMES = ("bm25", "tfidf", "raw", "centred")


class Baselines:
    """BM25, TF-IDF, and the embedding alone: as it comes, and centred with one mean a side as is usual."""

    def __init__(self, model: Model, head: Head, corpus: Corpus, read: Read, documents: Sequence[str]) -> None:
        """Shares words and vectors with ours."""
        self._model, self._corpus = model, corpus
        self._tfidf = TfIdf([clean(document) for document in documents])
        vectors = read.vectors
        self._raw = vectors  # as they are: on these sets better than brought to length 1
        self._centred = centred(vectors, vectors.mean(axis=0))
        self._query_mean = np.mean([np.asarray(mean) for mean in head.queries.values()], axis=0)

    def fits(self, briefs: Sequence[str]) -> dict[str, list[Scores]]:
        """For each way the scores of all documents, brief by brief."""
        asked = read_queries(self._model, briefs).vectors
        moved = centred(asked, self._query_mean)
        return {
            "bm25": [self._corpus.words.bm25(clean(brief)) for brief in briefs],
            "tfidf": [self._tfidf.cosines(clean(brief)) for brief in briefs],
            "raw": [(self._raw @ row).astype(np.float64) for row in asked],
            "centred": [(self._centred @ row).astype(np.float64) for row in moved],
        }


class TfIdf:
    """Cosines of documents and queries as weighted words: 1 + log of the count, times 1 + log of the rarity."""

    def __init__(self, documents: Sequence[str]) -> None:
        """Reads the documents."""
        counted = [Counter(words_of(document)) for document in documents]
        self._count = len(counted)
        self._holding = Counter(word for words in counted for word in words)
        self._rows = [self._weighted(words) for words in counted]

    def cosines(self, query: str) -> Scores:
        """The cosine of every document."""
        asked = self._weighted(Counter(words_of(query)))
        return np.array([sum(weight * row.get(word, 0.0) for word, weight in asked.items()) for row in self._rows])

    def _weighted(self, words: Counter[str]) -> dict[str, float]:
        weights = {
            word: (1 + math.log(times)) * (1 + math.log((1 + self._count) / (1 + self._holding[word])))
            for word, times in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}
