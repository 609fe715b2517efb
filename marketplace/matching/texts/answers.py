"""What the open tools answer: niches of texts, scores of pairs, documents ranked for briefs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from marketplace.matching.texts.corpus import ask, read_corpus
from marketplace.matching.texts.given import Pair
from marketplace.matching.texts.meaning import Model, freed, read_documents
from marketplace.matching.texts.niche_head import Head

DIGITS = 6
"""Of a score. Ranks are those of the rounded scores, so that equal scores keep the order of the file."""

_AT_ONCE = 256


def niches_of(model: Model, head: Head, texts: Sequence[str]) -> Iterator[list[tuple[str, float]]]:
    """Every niche with its probability, the likeliest first; nothing for a blank text. A text is read by itself."""
    for start in range(0, len(texts), _AT_ONCE):
        read = read_documents(model, texts[start : start + _AT_ONCE])
        likely = head.likely(freed(read, head.common_to_documents(read)))
        for row, blank in zip(likely, read.blank, strict=True):
            order = [] if blank else np.argsort(-row, kind="stable").tolist()
            yield [(head.niches[place], float(row[place])) for place in order]


def pair_scores(model: Model, head: Head, pairs: Sequence[Pair]) -> list[float]:
    """The fit of every pair's text for its query. All texts of the file together say which words are rare."""
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    queries = list(dict.fromkeys(pair.query for pair in pairs))
    if not pairs:
        return []
    corpus = read_corpus(model, head, texts)
    place_of = {text: place for place, text in enumerate(texts)}
    fits = {query: corpus.fits(asked) for query, asked in zip(queries, ask(model, head, queries), strict=True)}
    return [round(float(fits[pair.query][place_of[pair.text]]), DIGITS) for pair in pairs]


def rankings(
    model: Model, head: Head, briefs: Sequence[str], documents: Sequence[str]
) -> Iterator[list[tuple[int, float]]]:
    """For every brief the places of all documents with their fits, best first."""
    corpus = read_corpus(model, head, documents)
    for asked in ask(model, head, briefs):
        fits = np.round(corpus.fits(asked), DIGITS)
        yield [(int(place), float(fits[place])) for place in np.argsort(-fits, kind="stable")]
