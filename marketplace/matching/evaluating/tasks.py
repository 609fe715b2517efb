"""What is asked of the fit: briefs, documents, and how right each document is for each brief, read from the sets."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from marketplace.base.yaml_files import read_yaml
from marketplace.matching.evaluating.measures import Scores

COMPOSED = 210
"""Creators put together from headlines: 15 each, 40 to 80 % of one category, the rest one each of others."""

_POSTS = 15
_SEED = 1
_TITLES = 40
_SHARES = ((0.4, 3.0), (0.2, 2.0), (0.08, 1.0))
"""How right a real creator is: by the share of all their notes whose hashtags name the topic."""

Row = Mapping[str, Any]


class SetMissing(Exception):
    """A directory does not hold a set that is measured on."""


@dataclass(frozen=True)
class Task:
    """Briefs and documents; `gains` has a row of documents for each brief. The goal is for the mean NDCG."""

    name: str
    documents: Sequence[str]
    briefs: Sequence[str]
    gains: Sequence[Scores]
    goal: float | None = None


def tasks_in(directory: Path, composed: int = COMPOSED) -> list[Task]:
    """All tasks. Those with a goal are the ones that are judged. Raises SetMissing."""
    briefs = read_yaml(Path(__file__).parent / "briefs.yaml")
    return [
        _queries(rows_of(directory, "matching/sns_bench/query_note_relevance.jsonl")),
        _notes(rows_of(directory, "matching/sns_bench/notes_taxonomy.jsonl"), briefs["notes"]),
        *_composed(rows_of(directory, "matching/toutiao/toutiao.jsonl"), briefs["composed"], composed),
        *_real(directory, briefs["real"]),
    ]


def rows_of(directory: Path, name: str) -> list[Row]:
    """The rows of one set. Raises SetMissing."""
    path = directory / name
    try:
        with path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    except (OSError, ValueError) as error:
        raise SetMissing(f"{path} cannot be read: {error}") from error


def _queries(rows: Sequence[Row]) -> Task:
    """Real search queries; every query ranks all notes, its own ones are right by their grade."""
    gains: dict[str, Scores] = defaultdict(lambda: np.zeros(len(rows)))
    for place, row in enumerate(rows):
        gains[row["query"]][place] = max(0, row["rel"])
    asked = [query for query, gain in gains.items() if gain.any()]
    return Task("query_note", [row["note"] for row in rows], asked, [gains[query] for query in asked], 0.81)


def _notes(rows: Sequence[Row], briefs: Mapping[str, str]) -> Task:
    """Real notes; a note is right for the brief of its category."""
    gains = {each: np.array([float(row["l1"] == each) for row in rows]) for each in briefs}
    asked = [each for each, gain in gains.items() if gain.any()]
    return Task(
        "niche_note", [row["text"] for row in rows], [briefs[each] for each in asked], [gains[x] for x in asked], 0.50
    )


def _composed(rows: Sequence[Row], briefs: Mapping[str, Mapping[str, str]], count: int) -> list[Task]:
    """Creators put together from headlines; one is right for the brief of their main category."""
    titles = {each: [row["title"] for row in rows if row["cat"] == each] for each in briefs}
    titles = {each: found for each, found in titles.items() if len(found) >= _POSTS}
    chance = np.random.default_rng(_SEED)
    names = sorted(titles)
    mains, documents = [], []
    for number in range(count):
        main = names[number % len(names)]
        own = round(_POSTS * chance.uniform(0.4, 0.8))
        chosen = [titles[main][int(at)] for at in chance.choice(len(titles[main]), own, replace=False)]
        rest = [each for each in names if each != main]
        others = chance.choice(rest, _POSTS - own, replace=len(rest) < _POSTS - own)
        chosen += [titles[each][int(chance.integers(len(titles[each])))] for each in others]
        chance.shuffle(chosen)
        mains.append(main)
        documents.append("\n".join(chosen))
    gains = [np.array([float(main == each) for main in mains]) for each in names]
    return [
        Task(f"{language}_creator", documents, [briefs[each][language] for each in names], gains, goal)
        for language, goal in (("zh", 0.76), ("en", 0.70))
    ]


def _real(directory: Path, briefs: Mapping[str, Mapping[str, str]]) -> list[Task]:
    """Real creators by bio and titles; hashtags say who is right, and are not shown to the fit."""
    notes: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(directory, "creators/xiaohongshu/notes.jsonl"):
        notes[row["user_id"]].append(row)
    creators = rows_of(directory, "creators/xiaohongshu/creators.jsonl")
    documents = [_creator_text(row, notes[row["user_id"]]) for row in creators]
    gains = {
        each: np.array([_right(notes[row["user_id"]], re.compile(said["tags"], re.IGNORECASE)) for row in creators])
        for each, said in briefs.items()
    }
    asked = [each for each, gain in gains.items() if np.count_nonzero(gain) >= 2]
    return [
        Task(f"{language}_real_creator", documents, [briefs[x][language] for x in asked], [gains[x] for x in asked])
        for language in ("zh", "en")
    ]


def _creator_text(creator: Row, notes: Sequence[Row]) -> str:
    newest = sorted(notes, key=lambda row: -row["time"])
    bio = creator["desc"].split(" | Zodiac")[0]
    return "\n".join([bio, *[row["title"] for row in newest if row["title"].strip()][:_TITLES]])


def _right(notes: Sequence[Row], topic: re.Pattern[str]) -> float:
    share = sum(any(topic.search(tag) for tag in row["tags"].split(",")) for row in notes) / max(1, len(notes))
    return next((gain for least, gain in _SHARES if share >= least), 0.0)
