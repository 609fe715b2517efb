"""Our niches in both languages, read from `niches.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.base.yaml_files import read_yaml

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class NicheText:
    """One niche in one language: its key, its name and a sentence about it."""

    niche: str
    language: str
    name: str
    about: str

    @property
    def key(self) -> str:
        """Under which its vector is kept: `food.en`."""
        return f"{self.niche}.{self.language}"

    @property
    def text(self) -> str:
        """What is embedded."""
        return f"{self.name}. {self.about}" if self.language == "en" else f"{self.name}。{self.about}"


@cache
def bank() -> tuple[NicheText, ...]:
    """Every niche in every language. It stands for briefs in general, so it never holds one that is being ranked."""
    rows: Mapping[str, Mapping[str, Mapping[str, str]]] = read_yaml(Path(__file__).parent / "niches.yaml")
    return tuple(
        NicheText(niche=niche, language=language, name=said[language]["name"], about=said[language]["about"])
        for niche, said in rows.items()
        for language in LANGUAGES
    )


def names_of(niches: list[str]) -> list[str]:
    """The names of niches in all our languages; a word that is no niche of ours stands for itself."""
    named = {niche: [row.name for row in bank() if row.niche == niche] for niche in niches}
    return [name for niche in niches for name in (named[niche] or [niche])]
