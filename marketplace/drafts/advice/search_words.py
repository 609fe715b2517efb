"""Whether a caption covers the brief's search words (埋词): where each stands, and whether it reads naturally."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.base.text import N_
from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.offsets import fold_term
from marketplace.disclosure.reading.places import visible_end
from marketplace.disclosure.reading.scripts import simplified


class Cover(StrEnum):
    """How well a caption covers one search word."""

    NATURAL = "natural"
    TAG_ONLY = "tag_only"
    STUFFED = "stuffed"
    MISSING = "missing"


class Place(StrEnum):
    """Where a search word stands; search engines and readers weigh the first places more."""

    TITLE = "title"
    OPENING = "opening"
    TEXT = "text"
    HASHTAG = "hashtag"


LABELS: dict[StrEnum, str] = {
    Cover.NATURAL: N_("covered"),
    Cover.TAG_ONLY: N_("only as a hashtag"),
    Cover.STUFFED: N_("stuffed"),
    Cover.MISSING: N_("not covered"),
    Place.TITLE: N_("title"),
    Place.OPENING: N_("opening lines"),
    Place.TEXT: N_("further down"),
    Place.HASHTAG: N_("hashtags"),
}

TONES: dict[StrEnum, str] = {
    Cover.NATURAL: "success",
    Cover.TAG_ONLY: "warning",
    Cover.STUFFED: "warning",
    Cover.MISSING: "neutral",
}

FREE_USES = 3
"""So often a word may stand in a text of any length (ours)."""

CHARACTERS_PER_USE = 100
"""Longer texts may use a word once in so many characters (ours)."""

LISTED_FROM = 3
"""So many search words with nothing between them are a list for machines and no sentence (ours)."""

_BETWEEN = re.compile(r"[\s,，、;；/|·+&-]*")


@dataclass(frozen=True)
class SearchWord:
    """One search word of the brief in a caption; `uses` counts title and text, not hashtags."""

    word: str
    cover: Cover
    places: tuple[Place, ...]
    uses: int


def search_words(reading: Reading, words: Sequence[str]) -> tuple[SearchWord, ...]:
    """How a caption covers each of these words, in their order."""
    found = {word: list(_uses(reading, word)) for word in dict.fromkeys(words) if fold_term(word).strip()}
    spoken = sorted(span for spans in found.values() for span, place in spans if place is not Place.HASHTAG)
    listed = _listed(reading.text, spoken)
    return tuple(_judged(reading, word, spans, listed) for word, spans in found.items())


Use = tuple[tuple[int, int], Place]


def _uses(reading: Reading, word: str) -> Iterator[Use]:
    opening = reading.body_start + visible_end(
        reading.text[reading.body_start : reading.body_end], reading.platform.characters, reading.platform.lines
    )
    for found in _pattern(word).finditer(simplified(reading.text[: reading.body_end])):
        if reading.tag_around(*found.span()) or reading.in_address(found.start()):
            continue
        at = found.start()
        place = Place.TITLE if at < reading.body_start else Place.OPENING if at < opening else Place.TEXT
        yield found.span(), place
    joined = re.sub(r"[\s_-]+", "", simplified(fold_term(word)))
    for tag in reading.tags:
        if joined in simplified(tag.name.replace("_", "")):
            yield (tag.start, tag.end), Place.HASHTAG


def _pattern(word: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.split(r"[\s_-]+", simplified(fold_term(word)).strip()) if part]
    joined = r"[\s_-]*".join(parts)
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", joined) else ""
    after = r"(?:e?s)?(?![a-z0-9])" if re.search(r"[a-z0-9]$", joined) else ""
    return re.compile(f"{before}{joined}{after}")


def _listed(text: str, spoken: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """The uses that stand in a row with nothing but separators between them."""
    rows: list[list[tuple[int, int]]] = []
    for span in spoken:
        if rows and _BETWEEN.fullmatch(text[rows[-1][-1][1] : span[0]]):
            rows[-1].append(span)
        else:
            rows.append([span])
    return frozenset(span for row in rows if len(row) >= LISTED_FROM for span in row)


def _judged(reading: Reading, word: str, spans: Sequence[Use], listed: frozenset[tuple[int, int]]) -> SearchWord:
    spoken = [span for span, place in spans if place is not Place.HASHTAG]
    places = tuple(place for place in Place if any(each is place for _, each in spans))
    most = max(FREE_USES, reading.body_end // CHARACTERS_PER_USE)
    if not spans:
        cover = Cover.MISSING
    elif not spoken:
        cover = Cover.TAG_ONLY
    elif len(spoken) > most or all(span in listed for span in spoken):
        cover = Cover.STUFFED
    else:
        cover = Cover.NATURAL
    return SearchWord(word, cover, places, len(spoken))
