"""The niche head: how probably a text is about each of our niches, and what texts of our own bank have in common.

Fitted on made-up titles in two languages and on the niches' own descriptions; no text of anybody else is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from marketplace.base.yaml_files import read_yaml
from marketplace.creators.niches import WORDS
from marketplace.matching.taxonomy import bank, branches
from marketplace.matching.texts.meaning import Model, Read, freed, read_documents, read_queries
from marketplace.matching.texts.passages import Script
from marketplace.matching.texts.softmax import fitted, predicted
from marketplace.matching.vectors import Vector

PENALTY = 0.03
"""Chosen by cross-validation within the bank itself."""
NEAR = 0.2
"""The cosine from which a text belongs to a branch; texts that have nothing in common have about 0."""
SHORT, LONG = 40, 100
"""Widths between which a query passes from being like a title to being like a description."""

_HERE = Path(__file__).parent
_FILE = _HERE / "niche_head.npz"


@dataclass(frozen=True)
class Head:
    """The weights of the niches and the means of the bank."""

    niches: tuple[str, ...]
    weights: Vector
    documents: Mapping[Script, Vector]
    titles: Mapping[Script, Vector]  # the short texts of the bank, as queries
    queries: Mapping[Script, Vector]  # the descriptions of the niches, as queries
    made_of: str
    branches: tuple[tuple[str, str], ...] = ()  # (niche, branch); none for a model other than the shipped one
    branch_rows: Vector | None = None  # what texts about a branch are like, a row each

    def branch_of(self, niche: str, row: Vector) -> str | None:
        """The branch of a niche that a freed row is nearest to; none when it is near to none of them."""
        places = [place for place, (each, _) in enumerate(self.branches) if each == niche]
        if not places or self.branch_rows is None:
            return None
        near = self.branch_rows[places] @ row
        best = int(np.argmax(near))
        return self.branches[places[best]][1] if near[best] >= NEAR else None

    def common_to_documents(self, read: Read) -> list[Vector]:
        """What each document has in common with those of the bank in its script."""
        return [self.documents[script] for script in read.scripts]

    def common_to_queries(self, read: Read) -> list[Vector]:
        """What each query has in common with texts of the bank in its script and about as long."""
        found = []
        for script, width in zip(read.scripts, read.widths, strict=True):
            long = np.float32(min(1.0, max(0.0, (width - SHORT) / (LONG - SHORT))))
            found.append(long * self.queries[script] + (1 - long) * self.titles[script])
        return found

    def likely(self, rows: Vector) -> Vector:
        """Probabilities, rows × niches, of rows that are freed; equal ones for a row of zeros."""
        if not rows.shape[1]:
            return np.full((len(rows), len(self.niches)), 1 / len(self.niches), dtype=np.float32)
        found = predicted(self.weights, rows)
        found[~rows.any(axis=1)] = 1 / len(self.niches)
        return found


def posts() -> list[tuple[str, str]]:
    """The texts of the bank with their niches."""
    titles = read_yaml(_HERE / "niche_posts.yaml")
    made_up = [(niche, title) for niche, said in titles.items() for each in said.values() for title in each]
    named = [(str(niche), word) for niche, words in WORDS.items() for word in words]
    return made_up + named + [(row.niche, row.text) for row in bank()]


def bank_hash(model_id: str) -> str:
    """By which a head is known to be of this bank and this model."""
    return hashlib.sha256(
        repr((model_id, posts(), [(row.key, row.text) for row in branches()], PENALTY)).encode()
    ).hexdigest()


def fit_head(model: Model, model_id: str) -> Head:
    """The head of the bank as it is now."""
    labelled = posts()
    texts = [text for _, text in labelled]
    described = read_queries(model, [row.text for row in bank()])
    niches = [niche for niche, _ in labelled]
    head = head_of(niches, read_documents(model, texts), read_queries(model, texts), described, bank_hash(model_id))
    return with_branches(head, model)


def with_branches(head: Head, model: Model) -> Head:
    """A head with the branches as they are now: for each the mean of its sentences in all languages."""
    rows = branches()
    read = read_documents(model, [row.text for row in rows])
    moved = freed(read, head.common_to_documents(read))
    names = tuple(dict.fromkeys((row.niche, str(row.branch)) for row in rows))
    means = [
        moved[[place for place, row in enumerate(rows) if (row.niche, row.branch) == name]].mean(axis=0)
        for name in names
    ]
    made = np.stack(means)
    return replace(
        head, branches=names, branch_rows=(made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    )


def head_of(niches: Sequence[str], documents: Read, titles: Read, queries: Read, made_of: str) -> Head:
    """A head fitted to documents with a niche each; titles and descriptions say what short and long briefs share."""
    names = tuple(dict.fromkeys(niches))
    wanted = np.eye(len(names), dtype=np.float32)[[names.index(niche) for niche in niches]]
    means = _means(documents)
    rows = freed(documents, [means[script] for script in documents.scripts])
    weights = fitted(rows, wanted, penalty=PENALTY)
    return Head(names, weights, means, _means(titles), _means(queries), made_of)


def keep_head(head: Head) -> None:
    """Writes the head to the file that is shipped."""
    scripts = sorted(head.documents)
    np.savez_compressed(
        _FILE,
        niches=np.array(head.niches),
        weights=head.weights.astype(np.float16),
        scripts=np.array([str(script) for script in scripts]),
        documents=np.stack([head.documents[script] for script in scripts]).astype(np.float32),
        titles=np.stack([head.titles[script] for script in scripts]).astype(np.float32),
        queries=np.stack([head.queries[script] for script in scripts]).astype(np.float32),
        made_of=np.array(head.made_of),
        branches=np.array(head.branches),
        branch_rows=np.asarray(head.branch_rows, dtype=np.float16),
    )


@cache
def shipped_head() -> Head:
    """The head that comes with the program."""
    with np.load(_FILE, allow_pickle=False) as kept:
        scripts = [Script(str(each)) for each in kept["scripts"]]
        return Head(
            niches=tuple(map(str, kept["niches"])),
            weights=kept["weights"].astype(np.float32),
            documents=dict(zip(scripts, kept["documents"], strict=True)),
            titles=dict(zip(scripts, kept["titles"], strict=True)),
            queries=dict(zip(scripts, kept["queries"], strict=True)),
            made_of=str(kept["made_of"]),
            branches=tuple((str(niche), str(branch)) for niche, branch in kept["branches"]),
            branch_rows=kept["branch_rows"].astype(np.float32),
        )


def _means(read: Read) -> dict[Script, Vector]:
    """The means of each script; a script the bank does not have takes that of all."""
    whole: Vector = read.vectors.mean(axis=0)
    means = dict.fromkeys(Script, whole)
    for script in set(read.scripts):
        means[script] = read.vectors[[each is script for each in read.scripts]].mean(axis=0)
    return means
