"""How well niches are told when the classes of a set are learned from a part of it: meaning, words and our own head."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from marketplace.matching.evaluating.measures import right
from marketplace.matching.evaluating.tasks import Row, rows_of
from marketplace.matching.texts.meaning import Model, freed, own_means, read_documents
from marketplace.matching.texts.niche_head import Head
from marketplace.matching.texts.passages import clean
from marketplace.matching.texts.softmax import fitted, predicted
from marketplace.matching.texts.words import words_of
from marketplace.matching.vectors import Vector

FOLDS = 5
FEWEST = 7
"""Of a category that is learned at all."""

MOST = 6000
"""About so many texts of a set are taken, at even distances; more take long and change little."""

_COLUMNS = 1024
_COUNTS = ((0.4, 0.1), (0.8, 0.1), (0.8, 0.0), (1.2, 0.0))
"""How much words and our own niches may count beside meaning; which, is chosen within each training part."""

_LEAST = 1e-4
_PENALTY = 0.03
_SEED = 1


@dataclass(frozen=True)
class Labelled:
    """Texts with one category each; texts of one group are versions of each other and stay in one fold."""

    name: str
    texts: Sequence[str]
    categories: Sequence[str]
    groups: Sequence[str]
    goal: tuple[float, float]


def labelled_in(directory: Path) -> list[Labelled]:
    """The sets whose categories are learned. Raises SetMissing."""
    notes = rows_of(directory, "matching/sns_bench/notes_taxonomy.jsonl")
    titles = [row for row in rows_of(directory, "matching/toutiao/toutiao.jsonl") if row["cat"] != "stock"]
    titles = titles[:: max(1, len(titles) // MOST)]
    sentences = rows_of(directory, "matching/sib200/sib200.jsonl")
    sentences = [row for row in sentences if row["lang"] in ("eng_Latn", "zho_Hans")]
    many = {each for each, count in Counter(row["l1"] for row in notes).items() if count >= FEWEST}
    notes = [row for row in notes if row["l1"] in many]
    return [
        Labelled("notes", *_columns(notes, "text", "l1", "id"), goal=(0.65, 0.48)),
        Labelled("headlines", *_columns(titles, "title", "cat", "id"), goal=(0.81, 0.80)),
        Labelled("sentences", *_columns(sentences, "text", "cat", "sid"), goal=(0.81, 0.80)),
    ]


def cross_validated(model: Model, head: Head, given: Labelled) -> tuple[float, float]:
    """Accuracy and macro-F1 over five folds; what is learned or chosen in a fold never sees what is asked of it."""
    read = read_documents(model, given.texts)
    means = own_means(read, head.documents)
    meaning = freed(read, [means[each] for each in read.scripts])
    ours = np.log(head.likely(meaning) + _LEAST)
    words = _hashed(given.texts)
    candidates = [np.hstack([meaning, much * words, own * (ours - ours.mean(axis=0))]) for much, own in _COUNTS]
    names = sorted(set(given.categories))
    true = np.array([names.index(each) for each in given.categories])
    folds = _folds(given.groups)
    said = np.empty(len(true), dtype=np.int64)
    for fold in range(FOLDS):
        out, inner = folds == fold, folds == (fold + 1) % FOLDS
        tried = [np.mean(_learned(rows, true, ~out & ~inner, inner) == true[inner]) for rows in candidates]
        said[out] = _learned(candidates[int(np.argmax(tried))], true, ~out, out)
    return right([names[each] for each in said], given.categories)


def _learned(
    rows: Vector, true: NDArray[np.int64], seen: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """What is said of the rows asked, by what is learned from the rows seen."""
    wanted = np.eye(int(true.max()) + 1, dtype=np.float32)[true[seen]]
    weights = fitted(rows[seen], wanted, penalty=_PENALTY, steps=150)
    answer: NDArray[np.int64] = predicted(weights, rows[asked]).argmax(axis=1)
    return answer


def _folds(groups: Sequence[str]) -> NDArray[np.int64]:
    names = sorted(set(groups))
    fold_of = dict(zip(names, np.random.default_rng(_SEED).permutation(len(names)) % FOLDS, strict=True))
    return np.array([fold_of[each] for each in groups])


def _hashed(texts: Sequence[str]) -> Vector:
    """Words as weighted columns of a fixed number; how rare a word is, is counted without looking at categories."""
    counted = [Counter(words_of(clean(text))) for text in texts]
    holding = Counter(word for words in counted for word in words)
    rows = np.zeros((len(texts), _COLUMNS), dtype=np.float32)
    for place, words in enumerate(counted):
        for word, times in words.items():
            if holding[word] > 1:
                mark = zlib.crc32(word.encode())
                weight = (1 + np.log(times)) * np.log((1 + len(texts)) / (1 + holding[word]))
                rows[place, mark % _COLUMNS] += weight if mark >> 31 else -weight
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Vector = rows / np.maximum(lengths, 1e-9)
    return made


def _columns(rows: Sequence[Row], text: str, category: str, group: str) -> tuple[list[str], list[str], list[str]]:
    return [row[text] for row in rows], [row[category] for row in rows], [row[group] for row in rows]
