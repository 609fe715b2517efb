"""A caption, read once for all jurisdictions."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from marketplace.disclosure.captions import Caption
from marketplace.disclosure.reading.language import language_of, languages_heard
from marketplace.disclosure.reading.lexicon import Languages, Platform, pattern_in, platform_named
from marketplace.disclosure.reading.offsets import Folded, fold
from marketplace.disclosure.reading.units import Tag, addresses_of, tags_of

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Reading:
    """Everything a rule may ask about a caption; spans are in folded text unless a name says raw."""

    caption: Caption
    folded: Folded
    tags: tuple[Tag, ...]
    addresses: tuple[tuple[int, int], ...]
    language: str
    languages: Languages
    platform: Platform
    shared: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was found already, by what was asked: countries ask the same of a caption."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @cached_property
    def body_start(self) -> int:
        """Where the body begins in folded text."""
        return self.folded.folded_at(self.caption.body_start)

    @cached_property
    def body_end(self) -> int:
        """Where the body ends in folded text."""
        return self.folded.folded_at(self.caption.body_end)

    def once(self, asked: Hashable, find: Callable[[], Answer]) -> Answer:
        """The answer to what is asked; found the first time only, whichever country asks."""
        if asked not in self.shared:
            self.shared[asked] = find()
        found: Answer = self.shared[asked]
        return found

    def signs(self, kind: str) -> Iterator[re.Match[str]]:
        """Where the text has what the lexicons of its languages list under `kind`."""
        return iter(
            self.once(("signs", kind), lambda: tuple(pattern_in(self.text, kind, self.languages).finditer(self.text)))
        )

    def tag_around(self, start: int, end: int) -> Tag | None:
        """The hashtag a span stands in."""
        at = bisect_right(self.tags, start, key=lambda tag: tag.start) - 1
        return self.tags[at] if at >= 0 and end <= self.tags[at].end else None

    def in_address(self, start: int) -> bool:
        """Whether a span begins inside a link or a mention."""
        at = bisect_right(self.addresses, start, key=lambda address: address[0]) - 1
        return at >= 0 and start < self.addresses[at][1]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the caption as written."""
        return self.folded.raw_span(start, end)

    def quote(self, start: int, end: int) -> str:
        """The words as written at a folded span."""
        low, high = self.raw_span(start, end)
        return self.folded.raw[low:high]


@lru_cache(16)
def read(caption: Caption) -> Reading:
    """Reads a caption. The last few readings are kept: all packs and the fix look at the same."""
    folded = fold(caption.text)
    platform = platform_named(caption.platform)
    body = folded.text[folded.folded_at(caption.body_start) : folded.folded_at(caption.body_end)]
    language = language_of(body or folded.text, caption.language)
    return Reading(
        caption=caption,
        folded=folded,
        tags=tags_of(folded.text, topics=platform.topics, body_start=folded.folded_at(caption.body_start)),
        addresses=addresses_of(folded.text),
        language=language,
        languages=languages_heard(folded.text, caption.language, language),
        platform=platform,
    )
