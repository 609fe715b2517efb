"""Every word of the site is in its catalogues, and the written catalogue is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel import Locale

from marketplace.web.catalogues import WRITTEN, catalogue_of, collected, untranslated
from tests.builders.withdrawals import BANK_SAYS
from tests.journeys.crawled_world import STRIPE_SAYS
from tests.journeys.crawling import Seen, Site
from tests.journeys.test_pages_looks import none_of

NAMES = {
    "Meadow", "Instagram", "TikTok", "YouTube", "Bilibili", "Threads", "Facebook", "Snapchat", "Naver", "Blog",
    "Stripe", "Connect", "AGPL", "API", "English",
}  # fmt: skip
"""Names of products and services are the same in every language."""

CODES = {"UTC", "GMT", "Ctrl", "Esc", "suspense", *Locale("en").currencies}
SAID_BY_OTHERS = (STRIPE_SAYS, BANK_SAYS, "adjustment")
"""What Stripe says, types of balance transactions among it."""

NO_WORDS = re.compile(
    r"[A-Z]{0,3}[$¥€£]\s?[\d.,]+|https?://\S*|\S+@\S+|[@#][\w.]+|\b[\w-]+(?:[.:_][\w-]+)+\b|\b[0-9a-f]{8,}\b|\b[0-9A-Z]{8}\b"
)
"""Amounts, addresses, handles, keys of the ledger, references of payouts."""

WORD = re.compile(r"[A-Za-z]{2,}")


def untranslated_words(texts: Iterable[str], typed: tuple[str, ...]) -> list[str]:
    """The texts in which a word stands outside the brackets that nobody typed."""
    found = []
    for text in texts:
        left = outside_brackets(text)
        for words in (*typed, *SAID_BY_OTHERS):
            left = re.sub(rf"(?<!\w){re.escape(' '.join(words.split()))}(?!\w)", " ", left)
        left = NO_WORDS.sub(" ", left)
        if set(WORD.findall(left)) - NAMES - CODES:
            found.append(f"{text!r} leaves {left.strip()!r}")
    return found


def outside_brackets(text: str) -> str:
    """What is left of a text without what came out of a catalogue; sentences may stand in sentences."""
    depth, left = 0, []
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        left.append(sign if depth == 0 and sign != "⟧" else " ")
    return "".join(left)


def test_words_outside_brackets_are_found() -> None:
    assert untranslated_words(["⟦Open⟧ Save the draft"], ("Oat latte",))
    assert not untranslated_words(
        ["⟦By ⟦Tuesday⟧, %s⟧ Oat latte", "Instagram @maya.makes 2026年11月24日"], ("Oat latte",)
    )


def test_no_page_shows_an_untranslated_text(site: Site, crawled: list[Seen]) -> None:
    none_of(crawled, lambda seen: dict.fromkeys(untranslated_words(seen.texts, site.world.typed)))


def test_the_chinese_catalogue_has_every_text_and_no_uncertain_one() -> None:
    catalogue = catalogue_of(WRITTEN)
    catalogue.update(collected(), no_fuzzy_matching=True)
    assert untranslated(catalogue) == []
