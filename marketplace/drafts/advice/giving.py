"""All advice on one caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.disclosure.check import Caption
from marketplace.disclosure.reading.caption import read
from marketplace.drafts.advice.minors import MinorSign, signs_of_minors
from marketplace.drafts.advice.search_words import Cover, SearchWord, search_words
from marketplace.drafts.advice.selling import SellingDensity, selling_density


@dataclass(frozen=True)
class Advice:
    """What might make a post better, or wants a look by a person; none of it refuses a draft."""

    selling: SellingDensity
    words: tuple[SearchWord, ...]
    minors: tuple[MinorSign, ...]

    @property
    def covered(self) -> int:
        """How many search words are covered naturally."""
        return sum(1 for word in self.words if word.cover is Cover.NATURAL)


def advice_on(caption: Caption, keywords: Sequence[str]) -> Advice:
    """Reads a caption once for all advice; `keywords` are the brief's search words."""
    reading = read(caption)
    return Advice(selling_density(reading), search_words(reading, keywords), signs_of_minors(reading))
