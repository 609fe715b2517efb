"""Documents as briefs are compared with them: read once, then asked as often as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marketplace.matching.texts.fusion import Scores, agreement, fused
from marketplace.matching.texts.meaning import Model, Read, freed, own_means, read_documents, read_queries
from marketplace.matching.texts.niche_head import Head
from marketplace.matching.texts.passages import Script, clean
from marketplace.matching.texts.words import Index
from marketplace.matching.vectors import Vector

BLANK = -1.0
"""The fit of a text, or for a brief, that says nothing."""


@dataclass(frozen=True)
class Asked:
    """Briefs as they are compared."""

    texts: tuple[str, ...]
    rows: Vector
    niches: Vector
    scripts: tuple[Script, ...]
    blank: tuple[bool, ...]


class Corpus:
    """Documents with their words, meanings and niches. Nothing in it comes from a brief."""

    def __init__(self, model: Model, head: Head, documents: Sequence[str], read: Read | None = None) -> None:
        """Reads the documents; `read` when they have been embedded before."""
        self._model, self._head = model, head
        self.read = read or read_documents(model, documents)
        means = own_means(self.read, head.documents)
        self.rows = freed(self.read, [means[script] for script in self.read.scripts])
        self.niches = head.likely(self.rows)
        self.words = Index([clean(document) for document in documents])
        self._scripts = np.array([str(script) for script in self.read.scripts])
        self._blank = np.array(self.read.blank, dtype=bool)

    def asked(self, briefs: Sequence[str]) -> Asked:
        """Briefs made ready; each by itself, for a sum over many rows is rounded otherwise than one over few."""
        read = read_queries(self._model, briefs)
        rows = freed(read, self._head.common_to_queries(read))
        texts = tuple(clean(brief) for brief in briefs)
        likely = [self._head.likely(rows[place : place + 1]) for place in range(len(rows))]
        return Asked(texts, rows, np.vstack(likely) if likely else rows, read.scripts, read.blank)

    def fits(self, asked: Asked, place: int) -> Scores:
        """The fit of every document for one of the briefs."""
        if asked.blank[place] or self._blank.all():
            return np.full(len(self.rows), BLANK)
        made = fused(
            self.words.shares(asked.texts[place]),
            (self.rows @ asked.rows[place]).astype(np.float64),
            agreement(asked.niches[place : place + 1], self.niches)[0],
            self._scripts == str(asked.scripts[place]),
        )
        made[self._blank] = BLANK
        return made
