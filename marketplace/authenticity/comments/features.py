"""What is seen of a comment: hashed letters and words, and signs that people can read."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.comments.words import LINK, grams_of, key_of, length_of, plain
from marketplace.base.yaml_files import read_yaml

HASHED = 1 << 15
"""How many numbers stand for all words and letters; several words may share one."""

MEASURED: Mapping[str, tuple[float, str]] = {
    "length": (1.0, "is long"),
    "capitals": (0.5, "is written in capitals"),
    "links": (1.0, "has several links"),
    "same_words": (2.0, "is found word for word elsewhere"),
    "busy_author": (0.5, "is by somebody who comments often"),
    "same_author_again": (2.0, "was said by the same person before"),
}
"""Measured signs: the log-odds that each begins with at its largest, set by hand, and its words."""

_LONG_ENOUGH = 5
"""Words of a text that is not repeated by chance; "so nice" is."""


@dataclass(frozen=True)
class Sign:
    """Something that a comment may say: a pattern, the log-odds it begins with, and whether training may move them."""

    name: str
    weight: float
    trained: bool
    says: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Seen:
    """The features of one comment: hashed grams, of length 1, and signs from 0 to 1 in the order of `sign_names`."""

    grams: Mapping[int, float]
    signs: tuple[float, ...]


@cache
def said_signs() -> Sequence[Sign]:
    """The signs that are read in words."""
    rows = read_yaml(Path(__file__).parent / "signs.yaml")["signs"]
    return tuple(
        Sign(
            name=row["name"],
            weight=float(row["weight"]),
            trained=row["language"] == "en",
            says=row["says"],
            pattern=re.compile(row["pattern"]) if "pattern" in row else LINK,
        )
        for row in rows
    )


def sign_names() -> tuple[str, ...]:
    """All signs, those said and those measured."""
    return (*(sign.name for sign in said_signs()), *MEASURED)


def seen_of(comments: Sequence[Comment]) -> list[Seen]:
    """The features of every comment; those of one file are compared with each other for what is repeated."""
    texts = [plain(comment.text or "") for comment in comments]
    keys = [key_of(text) for text in texts]
    among = Counter(keys)
    of_author = Counter(comment.author for comment in comments if comment.author is not None)
    own = Counter((comment.author, key) for comment, key in zip(comments, keys, strict=True))
    found = []
    for comment, text, key in zip(comments, texts, keys, strict=True):
        length = length_of(text)
        is_own = comment.author is not None and bool(key)
        without_links = LINK.sub(" ", text)
        said = [
            float(bool(sign.pattern.search(text if sign.pattern is LINK else without_links))) for sign in said_signs()
        ]
        measured = {
            "length": min(1.0, math.log1p(length) / 6),
            "capitals": _capitals(comment.text or ""),
            "links": min(3, len(LINK.findall(text))) / 3,
            "same_words": float(length >= _LONG_ENOUGH and among[key] > 1),
            "busy_author": min(4, of_author[comment.author] - 1) / 4 if comment.author is not None else 0.0,
            "same_author_again": float(is_own and own[comment.author, key] > 1),
        }
        found.append(Seen(_hashed(text), (*said, *(measured[name] for name in MEASURED))))
    return found


def _hashed(text: str) -> dict[int, float]:
    found: dict[int, float] = {}
    for gram, much in grams_of(text).items():
        place = zlib.crc32(gram.encode("utf-8", "surrogatepass")) % HASHED
        found[place] = found.get(place, 0) + (1 + math.log(much) if much >= 1 else much)
    length = math.sqrt(sum(value * value for value in found.values()))
    return {place: value / length for place, value in found.items()} if length else {}


def _capitals(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    return sum(letter.isupper() for letter in letters) / len(letters) if len(letters) > 8 else 0.0
