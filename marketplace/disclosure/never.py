"""What a brand never wants said of its product: finds its own words in a caption, whatever the law says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from marketplace.base.text import N_
from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.offsets import fold_term
from marketplace.disclosure.reading.scripts import simplified
from marketplace.disclosure.verdicts import Finding, Verdict

RULE = "BRAND-NEVER"
SOURCE = N_("The brand's own list, part of the terms")
_WHY = N_("“%(quote)s” is on the list of what this brand never wants said.")
_FIX = N_("Take “%(quote)s” out.")
_BETWEEN_SIGNS = r"[*·•.\-_/~^ ]?"
_MOST_PER_PHRASE = 10


def never_findings(reading: Reading, phrases: Sequence[str]) -> tuple[Finding, ...]:
    """Each place where a phrase stands by itself, in any script, width or case; the longest where they overlap."""
    text = simplified(reading.text)
    spans: list[tuple[int, int]] = []
    for phrase in dict.fromkeys(phrases):
        pattern = _pattern(phrase)
        if pattern is not None:
            found = (hit.span() for hit in pattern.finditer(text))
            spans += [span for span, _ in zip(found, range(_MOST_PER_PHRASE), strict=False)]
    return tuple(_finding(reading, span) for span in _outermost(spans))


@lru_cache(maxsize=2000)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    words = [re.escape(word) for word in simplified(fold_term(phrase)).split()]
    if not any(sign.isalnum() for sign in "".join(words)):
        return None
    joined = r"\s+".join(words)
    # A Latin word stands by itself; between two Chinese characters a single mark may stand.
    joined = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: _BETWEEN_SIGNS, joined)
    before = r"(?<![a-z0-9-])" if re.match(r"[a-z0-9]", joined) else ""
    after = r"(?![a-z0-9-])" if re.search(r"[a-z0-9]$", joined) else ""
    return re.compile(f"{before}{joined}{after}")


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _finding(reading: Reading, span: tuple[int, int]) -> Finding:
    start, end = reading.raw_span(*span)
    quote = reading.quote(*span)
    return Finding(
        rule=RULE,
        jurisdiction="",
        verdict=Verdict.FAIL,
        source=SOURCE,
        article="",
        law="",
        url="",
        quote=quote,
        start=start,
        end=end,
        where=reading.caption.part_at(start),
        why_text=_WHY,
        fix_text=_FIX,
        why_params={"quote": quote},
        fix_params={"quote": quote},
    )
