"""What is looked at before staff read a brief: things nobody may advertise, and claims it asks creators to make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marketplace.base.text import N_
from marketplace.disclosure.check import Caption, Finding, check_caption, known_jurisdictions

BANNED_WORDS: Mapping[str, tuple[str, ...]] = {
    N_("tobacco and vaping"): ("cigarette", "tobacco", "vape", "vaping", "e-cigarette", "香烟", "电子烟", "烟草"),
    N_("gambling"): ("casino", "betting", "gambling", "赌博", "博彩", "彩票代购"),
    N_("weapons"): ("firearm", "ammunition", "枪支", "弹药"),
    N_("prescription medicine"): ("prescription drug", "prescription medicine", "处方药"),
    N_("surrogacy and organ trade"): ("surrogacy", "organ trade", "代孕", "器官买卖"),
    N_("fake engagement"): ("buy followers", "fake follower", "buy likes", "刷量", "刷粉", "买粉"),
}
"""Categories that no brief may be about, with words that give them away; a hit sends the brief to a person with a note."""


@dataclass(frozen=True)
class PreCheck:
    """What the machine noticed: a category nobody may advertise, and claims that the law forbids or wants proven."""

    banned: str | None
    claims: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was noticed."""
        return self.banned is None and not self.claims


def pre_check(
    *,
    title: str,
    story: str,
    product_name: str,
    must_say: Sequence[str],
    keywords: Sequence[str],
    countries: Sequence[str],
    platform: str,
    language: str,
    product_category: str | None,
) -> PreCheck:
    """Reads what a brief says, but not what it forbids creators to say. A person decides."""
    known = [country for country in countries if country in known_jurisdictions()]
    said = Caption(
        platform=platform,
        language=language,
        relationship="paid",
        native_label=True,
        title=title,
        body="\n".join((story, *must_say)),
        hashtags=tuple(keywords),
        product_category=product_category,
    )
    claims = check_caption(said, known).claims if known else ()
    return PreCheck(banned_category(title, story, product_name, *must_say, *keywords), claims)


def banned_category(*texts: str) -> str | None:
    """The first banned category whose words occur in the texts."""
    whole = " ".join(texts).casefold()
    return next((name for name, words in BANNED_WORDS.items() if _any_of(words, whole)), None)


def _any_of(words: Iterable[str], whole: str) -> bool:
    # A Latin word stands by itself ("betting", not "abetting"), in singular or plural; Chinese has no spaces.
    return any(
        re.search(rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])", whole) if word.isascii() else word in whole
        for word in words
    )
