"""A model that embeds no text twice within one run, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from marketplace.matching.texts.meaning import Model
from marketplace.matching.vectors import Vector

_AT_ONCE = 256


class Remembering:
    """Wraps a model; vectors are kept in memory only."""

    def __init__(self, model: Model, progress: Callable[[str], None]) -> None:
        """Tells `progress` a line now and then."""
        self._model, self._progress = model, progress
        self._documents: dict[str, Vector] = {}
        self._queries: dict[str, Vector] = {}

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """One row a text, for what is to be found."""
        return self._embed(self._model.embed_documents, self._documents, texts)

    def embed_queries(self, texts: Sequence[str]) -> Vector:
        """One row a text, for what is looked for."""
        return self._embed(self._model.embed_queries, self._queries, texts)

    def _embed(self, embed: Callable[[Sequence[str]], Vector], kept: dict[str, Vector], texts: Sequence[str]) -> Vector:
        new = sorted({text for text in texts if text not in kept}, key=len)
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            kept.update(zip(some, embed(some), strict=True))
            if len(new) > _AT_ONCE:
                self._progress(f"embedded {min(start + _AT_ONCE, len(new))} of {len(new)} texts")
        return np.stack([kept[text] for text in texts])
