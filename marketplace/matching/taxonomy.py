"""Our niches and their branches in both languages, read from `niches.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.base.yaml_files import read_yaml

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class NicheText:
    """A niche, or a branch of one, in one language: its key, its name and a sentence about it."""

    niche: str
    language: str
    name: str
    about: str
    branch: str | None = None

    @property
    def key(self) -> str:
        """Under which its vector is kept: `food.en`, or `food.baking.en`."""
        return ".".join(part for part in (self.niche, self.branch, self.language) if part)

    @property
    def text(self) -> str:
        """What is embedded."""
        return f"{self.name}. {self.about}" if self.language == "en" else f"{self.name}。{self.about}"


@cache
def bank() -> tuple[NicheText, ...]:
    """Every niche in every language. It stands for briefs in general, so it never holds one that is being ranked."""
    return tuple(row for row in _rows() if row.branch is None)


@cache
def branches() -> tuple[NicheText, ...]:
    """Every branch of every niche in every language."""
    return tuple(row for row in _rows() if row.branch is not None)


def branch_name(niche: str, branch: str, language: str) -> str:
    """The name of a branch for a reader; in English for a language that is none of ours."""
    named = {row.language: row.name for row in branches() if (row.niche, row.branch) == (niche, branch)}
    return named.get(language, named["en"])


@cache
def _rows() -> tuple[NicheText, ...]:
    rows: Mapping[str, Mapping[str, Any]] = read_yaml(Path(__file__).parent / "niches.yaml")
    return tuple(
        NicheText(niche, language, said[language]["name"], said[language]["about"], branch)
        for niche, whole in rows.items()
        for branch, said in ((None, whole), *whole["branches"].items())
        for language in LANGUAGES
    )


def names_of(niches: list[str]) -> list[str]:
    """The names of niches in all our languages; a word that is no niche of ours stands for itself."""
    named = {niche: [row.name for row in bank() if row.niche == niche] for niche in niches}
    return [name for niche in niches for name in (named[niche] or [niche])]
