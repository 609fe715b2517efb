"""How the second reader learns: from labelled captions and from sentences written for it, in all languages at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.check import Caption
from marketplace.disclosure.second_reading.head import Embed, Head, Vectors, of_caption
from marketplace.disclosure.second_reading.windows import SCRIPTS, clean, script_of, windows_of

PENALTY = 1.0
"""Of the squared weights, over twice the examples."""

GOOD_SENT = 0.08
"""So many of the good captions of sets it has not learned from may be sent to a person."""

_COVERED = 0.6
_FEWEST = 30
_STEPS = 12


@dataclass(frozen=True)
class Example:
    """A window of a labelled caption: which set and caption it is from, and whether it is a claim (None: not known)."""

    group: str
    caption: str
    is_good: bool | None
    is_claim: bool | None
    text: str

    @property
    def script(self) -> str:
        """What it is written in."""
        return script_of(self.text)


def examples_of(group: str, cases: Iterable[Mapping[str, Any]]) -> list[Example]:
    """The windows of labelled captions. In a bad one, what covers most of a listed span is a claim."""
    found = []
    for case in cases:
        caption = Caption.from_json(case)
        places = [(at, at + len(span)) for span in case["spans"] if (at := caption.text.find(span)) >= 0]
        is_good = {"pass": True, "fail": False}.get(case["expected"])
        for low, high in windows_of(caption):
            covered = max([(min(high, end) - max(low, start)) / (end - start) for start, end in places], default=0.0)
            is_claim = False if is_good else (True if is_good is False and covered >= _COVERED else None)
            found.append(Example(group, str(case["id"]), is_good, is_claim, clean(caption.text[low:high])))
    return found


def written_examples() -> list[Example]:
    """The sentences written for it from the law texts: what no product may be said to do, and what may be said."""
    bank: Mapping[str, Mapping[str, str]] = read_yaml(Path(__file__).with_name("examples.yaml"))
    return [
        Example("written", f"{language}-{kind}-{number}", kind == "good", kind == "bad", clean(line))
        for language, kinds in bank.items()
        for kind, lines in kinds.items()
        for number, line in enumerate(lines.splitlines())
    ]


def learned(examples: Sequence[Example], rows: Vectors, *, penalty: float = PENALTY) -> Head:
    """The head of these examples, with thresholds from the sets each of which was left out once."""
    groups = [group for group in dict.fromkeys(each.group for each in examples) if group != "written"]
    scored: list[tuple[str, float]] = []
    for group in groups:
        rest = np.array([each.group != group for each in examples])
        scored += [
            (script, score)
            for script, is_good, score in scores_of(_fitted(examples, rows, rest, penalty), examples, rows, group)
            if is_good
        ]
    head = _fitted(examples, rows, np.ones(len(examples), bool), penalty)
    return Head(head.weights, head.means, thresholds_of(scored))


def thresholds_of(good: Sequence[tuple[str, float]]) -> dict[str, float]:
    """From which score on a caption in a script goes to a person, so that `GOOD_SENT` of these good ones do."""
    every = [score for _, score in good]
    found = {}
    for script in SCRIPTS:
        own = [score for one, score in good if one == script]
        found[script] = float(np.quantile(own if len(own) >= _FEWEST else every, 1 - GOOD_SENT))
    return found


def scores_of(
    head: Head, examples: Sequence[Example], rows: Vectors, group: str
) -> list[tuple[str, bool | None, float]]:
    """Script, label and score of each caption of a set."""
    places: dict[str, list[int]] = {}
    for place, each in enumerate(examples):
        if each.group == group:
            places.setdefault(each.caption, []).append(place)
    found = []
    for own in places.values():
        scores = head.scores(rows[own], [examples[place].script for place in own])
        whole = max((examples[place] for place in own), key=lambda each: len(each.text))
        found.append((whole.script, whole.is_good, of_caption(scores)))
    return found


def embedded(examples: Sequence[Example], embed: Embed) -> Vectors:
    """A vector for each example; each text is computed once."""
    texts = list(dict.fromkeys(each.text for each in examples))
    place = {text: number for number, text in enumerate(texts)}
    rows = embed(texts)
    return rows[[place[each.text] for each in examples]]


def _fitted(examples: Sequence[Example], rows: Vectors, chosen: npt.NDArray[np.bool_], penalty: float) -> Head:
    """Logistic regression on vectors freed from what all texts in one script have in common."""
    scripts = np.array([each.script for each in examples])
    every = rows[chosen].mean(axis=0)
    own = {script: chosen & (scripts == script) for script in SCRIPTS}
    means = {script: rows[mask].mean(axis=0) if mask.sum() >= _FEWEST else every for script, mask in own.items()}
    told = chosen & np.array([each.is_claim is not None for each in examples])
    freed = rows[told] - np.stack([means[script] for script in scripts[told]])
    freed /= np.maximum(np.linalg.norm(freed, axis=1, keepdims=True), 1e-9)
    wanted = np.array([bool(each.is_claim) for each in examples])[told]
    return Head(_weights(freed.astype(np.float64), wanted, penalty), means, dict.fromkeys(SCRIPTS, 0.0))


def _weights(rows: npt.NDArray[np.float64], wanted: npt.NDArray[np.bool_], penalty: float) -> Vectors:
    """The weights by Newton's steps; claims and the rest count the same in all."""
    given = np.hstack([rows, np.ones((len(rows), 1))])
    counts = np.where(wanted, 0.5 / max(1, wanted.sum()), 0.5 / max(1, (~wanted).sum())) * len(rows)
    ridge = np.full(given.shape[1], penalty)
    ridge[-1] = 1e-6
    weights = np.zeros(given.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (counts * (likely - wanted)) + ridge * weights
        curve = (given * (counts * likely * (1 - likely))[:, None]).T @ given + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights.astype(np.float32)
