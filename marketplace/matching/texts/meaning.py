"""Texts by meaning: vectors, freed from what all texts in one script have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from marketplace.matching.texts.passages import Script, passages, script_of, width_of
from marketplace.matching.vectors import BANK_WEIGHT, Vector, centred


class Model(Protocol):
    """What makes vectors of length 1."""

    def embed_documents(self, texts: Sequence[str]) -> Vector:
        """One row a text, for what is to be found."""

    def embed_queries(self, texts: Sequence[str]) -> Vector:
        """One row a text, for what is looked for."""


@dataclass(frozen=True)
class Read:
    """Texts with their vectors as the model gives them; a row of zeros for a blank text."""

    vectors: Vector
    scripts: tuple[Script, ...]
    widths: tuple[int, ...]  # in Latin letters
    blank: tuple[bool, ...]


def read_documents(model: Model, texts: Sequence[str]) -> Read:
    """What is to be found. A long text is the mean of its passages; equal passages are embedded once."""
    return _read(model.embed_documents, texts)


def read_queries(model: Model, texts: Sequence[str]) -> Read:
    """What is looked for."""
    return _read(model.embed_queries, texts)


def own_means(read: Read, bank: Mapping[Script, Vector]) -> Mapping[Script, Vector]:
    """What documents of each script have in common; the bank counts as twenty documents of each."""
    means: dict[Script, Vector] = {}
    for script, mean in bank.items():
        chosen = [place for place, each in enumerate(read.scripts) if each is script and not read.blank[place]]
        total = read.vectors[chosen].sum(axis=0) if chosen else np.zeros_like(mean)
        means[script] = ((total + BANK_WEIGHT * mean) / (len(chosen) + BANK_WEIGHT)).astype(np.float32)
    return means


def freed(read: Read, common: Sequence[Vector]) -> Vector:
    """Rows of length 1 without what each has in `common` with its like; zeros for blank texts."""
    if all(read.blank):
        return np.zeros((len(read.blank), 0), dtype=np.float32)
    rows = centred(read.vectors, np.stack(common))
    rows[np.array(read.blank)] = 0
    return rows


def _read(embed: Callable[[Sequence[str]], Vector], texts: Sequence[str]) -> Read:
    cut = [passages(text) for text in texts]
    single = list(dict.fromkeys(passage for each in cut for passage in each))
    rows = embed(single) if single else np.zeros((0, 0), dtype=np.float32)
    place_of = {passage: place for place, passage in enumerate(single)}
    vectors = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
    for place, each in enumerate(cut):
        if each:
            vectors[place] = rows[[place_of[passage] for passage in each]].mean(axis=0)
    blank = tuple(not each for each in cut)
    return Read(vectors, tuple(map(script_of, texts)), tuple(map(width_of, texts)), blank)
