"""Documents as briefs are compared with them: read once, then asked as often as wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from marketplace.matching.texts.fusion import Readings, Scores, agreement, weighed
from marketplace.matching.texts.meaning import Model, Read, freed, own_means, read_documents, read_queries
from marketplace.matching.texts.niche_head import Head
from marketplace.matching.texts.passages import Script, clean
from marketplace.matching.texts.words import Index, said
from marketplace.matching.vectors import Vector

BLANK = -1.0
"""The fit of a text, or for a brief, that says nothing."""


@dataclass(frozen=True)
class Asked:
    """A brief as it is compared: its texts, of whose words the mean counts, its meaning and its niches."""

    texts: tuple[str, ...]
    row: Vector
    niches: Vector  # probabilities
    script: Script
    blank: bool = False


@dataclass(frozen=True)
class Corpus:
    """Documents with their words, meanings and niches. Nothing in it comes from a brief."""

    said: tuple[str, ...]
    rows: Vector
    niches: Vector
    scripts: NDArray[np.str_]
    blank: NDArray[np.bool_]

    @cached_property
    def words(self) -> Index:
        """The documents by their words."""
        return Index(self.said)

    def part(self, places: Sequence[int]) -> Corpus:
        """Some of the documents. How rare words are, is counted among these."""
        chosen = list(places)
        said = tuple(self.said[place] for place in chosen)
        return Corpus(said, self.rows[chosen], self.niches[chosen], self.scripts[chosen], self.blank[chosen])

    def readings(self, asked: Asked) -> Readings:
        """The three readings of every document for a brief; neither of the two may say nothing."""
        return weighed(
            np.mean([self.words.shares(text) for text in asked.texts], axis=0),
            (self.rows @ asked.row).astype(np.float64),
            agreement(asked.niches[None, :], self.niches)[0],
            (self.scripts == str(asked.script)) & ~self.blank,
        )

    def fits(self, asked: Asked) -> Scores:
        """The fit of every document for a brief."""
        if asked.blank or self.blank.all():
            return np.full(len(self.said), BLANK)
        made = self.readings(asked).fit
        made[self.blank] = BLANK
        return made


def corpus_of(head: Head, said: Sequence[str], read: Read, means: Mapping[Script, Vector]) -> Corpus:
    """Documents made ready: words as an `Index` takes them, vectors freed from the means of their script."""
    rows = freed(read, [means[script] for script in read.scripts])
    scripts = np.array([str(script) for script in read.scripts], dtype=np.str_)
    return Corpus(tuple(said), rows, head.likely(rows), scripts, np.array(read.blank, dtype=bool))


def read_corpus(model: Model, head: Head, documents: Sequence[str], read: Read | None = None) -> Corpus:
    """Documents that are texts; `read` when they have been embedded before."""
    known = read or read_documents(model, documents)
    words = [said(clean(document)) for document in documents]
    return corpus_of(head, words, known, own_means(known, head.documents))


def asked_of(head: Head, texts: Sequence[str], read: Read) -> list[Asked]:
    """Briefs made ready; each by itself, for a sum over many rows is rounded otherwise than one over few."""
    rows = freed(read, head.common_to_queries(read))
    return [
        Asked((clean(text),), row, head.likely(row[None, :])[0], script, blank)
        for text, row, script, blank in zip(texts, rows, read.scripts, read.blank, strict=True)
    ]


def ask(model: Model, head: Head, briefs: Sequence[str]) -> list[Asked]:
    """Briefs that are texts."""
    return asked_of(head, briefs, read_queries(model, briefs))
