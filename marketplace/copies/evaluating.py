"""Measures how many copies are found, on texts made from `phrases.yaml`: scripts, their paraphrases, and many others.

A paraphrase is posted by another author: words are replaced by others of the same meaning, sentences change places,
some are left out, an opening, a closing, tags and emoji come and go, and Chinese may be written in traditional
characters.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from marketplace.base.yaml_files import read_yaml
from marketplace.copies.clusters import Script, clusters_of

_EMOJI = ("✨", "🔥", "💕", "🌟", "🎉", "👏", "💯", "🍵", "🫶", "😭")
_SWAPPED = (0.15, 0.5)
_LEFT_OUT = 0.08
_TRADITIONAL = str.maketrans(
    "学习时间个轻实温热复薄软净结发现买东过爱开头声气书", "學習時間個輕實溫熱複薄軟淨結發現買東過愛開頭聲氣書"
)


@dataclass(frozen=True)
class Sentence:
    """A pattern with the meanings that fill it."""

    pattern: str
    meanings: tuple[tuple[str, int], ...]


def evaluate(originals: int, paraphrases: int, others: int, seed: int) -> dict[str, Any]:
    """Recall: the share of paraphrases found in their original's cluster; false alarms: of others in any cluster.

    `seconds` and `memory_mb` are those of finding, not of making the texts.
    """
    scripts, copies = made(originals, paraphrases, others, seed)
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = clusters_of(scripts)
    took = time.perf_counter() - began
    caught = sum(found[copy] is not None and found[copy] == found[original] for copy, original in copies.items())
    alarms = sum(found[each.id] is not None for each in scripts if each.id.startswith("other"))
    return {
        "texts": len(scripts),
        "recall": round(caught / len(copies), 4),
        "false_alarms": round(alarms / max(1, others), 5),
        "seconds": round(took, 1),
        "memory_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024),
    }


def made(originals: int, paraphrases: int, others: int, seed: int) -> tuple[list[Script], dict[str, str]]:
    """Texts in an order of chance, each by an author of its own, and which copy is of which original."""
    chance = np.random.default_rng(seed)
    scripts: list[Script] = []
    copies: dict[str, str] = {}
    for number in range(originals):
        language = _language(chance)
        told = _told(chance, language)
        scripts.append(Script(f"script{number}", f"author{number}", _written(chance, language, told, whole=True)))
        for copy in range(paraphrases):
            name = f"copy{number}.{copy}"
            scripts.append(Script(name, f"author{number}.{copy}", _written(chance, language, told, whole=False)))
            copies[name] = f"script{number}"
    for number in range(others):
        language = _language(chance)
        text = _written(chance, language, _told(chance, language), whole=True)
        scripts.append(Script(f"other{number}", f"somebody{number}", text))
    return [scripts[int(at)] for at in chance.permutation(len(scripts))], copies


@cache
def _phrases() -> Mapping[str, Any]:
    return dict(read_yaml(Path(__file__).parent / "phrases.yaml"))


def _language(chance: np.random.Generator) -> str:
    return "zh" if chance.random() < 0.6 else "en"


def _told(chance: np.random.Generator, language: str) -> list[Sentence]:
    """What a text says, before it is put in words."""
    bank = _phrases()[language]
    sentences = []
    for _ in range(int(chance.integers(4, 10))):
        pattern = str(chance.choice(bank["patterns"]))
        kinds = [each.split("}")[0] for each in pattern.split("{")[1:]]
        sentences.append(Sentence(pattern, tuple((kind, int(chance.integers(len(bank[kind])))) for kind in kinds)))
    return sentences


def _written(chance: np.random.Generator, language: str, told: Sequence[Sentence], *, whole: bool) -> str:
    bank = _phrases()[language]
    swapped = 0.0 if whole else float(chance.uniform(*_SWAPPED))
    lines = [_line(chance, bank, each, swapped) for each in told]
    if not whole:
        lines = [line for line in lines if chance.random() > _LEFT_OUT] or lines
        lines = [lines[int(at)] for at in chance.permutation(len(lines))]
    lines = [line + (str(chance.choice(_EMOJI)) if chance.random() < 0.3 else "") for line in lines]
    around = [str(chance.choice(bank["opening"])), *lines, str(chance.choice(bank["closing"]))]
    text = ("。" if language == "zh" else " ").join(around) + "\n" + " ".join(chance.choice(bank["tags"], 3))
    return text.translate(_TRADITIONAL) if not whole and chance.random() < 0.1 else text


def _line(chance: np.random.Generator, bank: Mapping[str, Any], sentence: Sentence, swapped: float) -> str:
    text = sentence.pattern
    for kind, meaning in sentence.meanings:
        words = bank[kind][meaning]
        chosen = words[int(chance.integers(1, len(words)))] if chance.random() < swapped else words[0]
        text = text.replace(f"{{{kind}}}", chosen, 1)
    return text
