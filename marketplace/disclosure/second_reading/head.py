"""The second reader: how much a window of a text sounds like a claim, and from where on a person is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from marketplace.base.text import N_
from marketplace.disclosure.captions import Caption
from marketplace.disclosure.second_reading.windows import SCRIPTS, clean, script_of, sentence_count, windows_of
from marketplace.disclosure.verdicts import Finding, Verdict

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to one vector each, of length 1."""

RULE = "SECOND-READER"
SOURCE = N_("Read by meaning, not by a rule: a person decides")
_WHY = N_("“%(quote)s” reads like a claim that the law wants proven or forbids, though no word of it is on a list.")
_FIX = N_("Take “%(quote)s” out, or say how the product tastes, feels or is used.")
_FILE = Path(__file__).with_name("head.npz")
_LONGEST_QUOTE = 200


@dataclass(frozen=True)
class Head:
    """What was learned: a mean and a threshold for each script, and weights for all, the last one the intercept."""

    weights: Vectors
    means: dict[str, Vectors]
    thresholds: dict[str, float]

    def scores(self, rows: Vectors, scripts: Sequence[str]) -> npt.NDArray[np.float64]:
        """How much each row sounds like a claim: above 0, more than not."""
        freed = rows - np.stack([self.means[script] for script in scripts])
        freed /= np.maximum(np.linalg.norm(freed, axis=1, keepdims=True), 1e-9)
        made: npt.NDArray[np.float64] = (freed @ self.weights[:-1] + self.weights[-1]).astype(np.float64)
        return made


def of_caption(scores: npt.NDArray[np.float64]) -> float:
    """The score of a caption from those of its windows: the mean of the two highest."""
    return float(np.sort(scores)[-2:].mean())


def second_finding(caption: Caption, embed: Embed, head: Head | None = None) -> Finding | None:
    """What in a caption sounds like a claim, for a person to decide; nothing where nothing is advertised, or sounds so.

    It quotes the sentence that does most, or its beginning.
    """
    spans = windows_of(caption) if caption.relationship != "none" else []
    if not spans:
        return None
    head = head or shipped_head()
    texts = [clean(caption.text[low:high]) for low, high in spans]
    scores = head.scores(embed(texts), [script_of(text) for text in texts])
    if of_caption(scores) <= head.thresholds[script_of(clean(caption.text[: caption.body_end]))]:
        return None
    low, high = spans[int(np.argmax(scores[: sentence_count(spans)]))]
    return _finding(caption, low, high)


def keep_head(head: Head) -> None:
    """Writes what was learned to the file that is shipped."""
    np.savez_compressed(
        _FILE,
        weights=head.weights.astype(np.float16),
        means=np.stack([head.means[script] for script in SCRIPTS]).astype(np.float16),
        thresholds=np.array([head.thresholds[script] for script in SCRIPTS]),
    )


@cache
def shipped_head() -> Head:
    """What comes with the program."""
    with np.load(_FILE, allow_pickle=False) as kept:
        means = dict(zip(SCRIPTS, kept["means"].astype(np.float32), strict=True))
        thresholds = dict(zip(SCRIPTS, map(float, kept["thresholds"]), strict=True))
        return Head(kept["weights"].astype(np.float32), means, thresholds)


def _finding(caption: Caption, low: int, high: int) -> Finding:
    words = caption.text[low:high]
    low += len(words) - len(words.lstrip())
    quote = words.strip()[:_LONGEST_QUOTE]
    return Finding(
        rule=RULE,
        jurisdiction="",
        verdict=Verdict.REVIEW,
        source=SOURCE,
        article="",
        law="",
        url="",
        quote=quote,
        start=low,
        end=low + len(quote),
        where=caption.part_at(low),
        why_text=_WHY,
        fix_text=_FIX,
        why_params={"quote": quote},
        fix_params={"quote": quote},
    )
