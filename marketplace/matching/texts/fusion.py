"""One fit from three readings of a text: its exact words, its meaning, and the niches it is about.

All three are on scales that do not depend on other briefs, so fits of different briefs can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]

WORDS, MEANING, NICHES = 0.4, 0.6, 0.25
"""How much each reading counts. See docs/matching.md for how they were chosen and how little they matter."""


@dataclass(frozen=True)
class Readings:
    """The three readings of documents for one brief, each with its weight; together they are the fit."""

    words: Scores
    meaning: Scores
    niches: Scores

    @property
    def fit(self) -> Scores:
        """The fit of every document."""
        return self.meaning + self.niches + self.words


def weighed(words: Scores, meaning: Scores, niches: Scores, same_script: NDArray[np.bool_]) -> Readings:
    """The readings of documents for one brief.

    `words` are shares, `meaning` cosines, `niches` agreements of niche probabilities (0-1). A document in another
    script than the brief cannot share its words: it is given what documents of the brief's script with the same
    meaning have on average, so that one language is not preferred.
    """
    meant, alike = MEANING * meaning, NICHES * niches
    return Readings(WORDS * _fair_words(words, meant + alike, same_script), meant, alike)


def agreement(wanted: NDArray[np.float32], offered: NDArray[np.float32]) -> Scores:
    """How alike probabilities are, rows of `wanted` × rows of `offered`: 1 for the same, 0 for nothing in common."""
    made: Scores = (np.sqrt(wanted) @ np.sqrt(offered).T).astype(np.float64)
    return made


def _fair_words(words: Scores, without: Scores, same_script: NDArray[np.bool_]) -> Scores:
    if same_script.all() or same_script.sum() < 3:
        return words
    known = without[same_script] - without[same_script].mean()
    spread = float(known @ known)
    slope = max(0.0, float(known @ words[same_script]) / spread) if spread > 1e-9 else 0.0
    expected = words[same_script].mean() + slope * (without - without[same_script].mean())
    return np.where(same_script, words, np.maximum(words, np.maximum(0.0, expected)))
