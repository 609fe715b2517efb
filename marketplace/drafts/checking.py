"""What is checked in a draft and in a live post: pure comparisons."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from marketplace.disclosure.check import Caption, Report, check_caption
from marketplace.drafts.states import Missing
from marketplace.orders.terms import law_language


class LiveText(Protocol):
    """What a live check needs to know of a public post."""

    @property
    def title(self) -> str:
        """The title, or nothing."""

    @property
    def body(self) -> str:
        """The text."""

    @property
    def hashtags(self) -> Sequence[str]:
        """The hashtags in their order."""

    @property
    def native_label(self) -> bool:
        """Whether the platform's own label is on."""

    @property
    def ai_mark(self) -> bool:
        """Whether the platform's AI mark is on."""

    @property
    def links(self) -> Sequence[str]:
        """Where it leads, in its order."""


def caption_of(
    terms: Mapping[str, Any], *, title: str, body: str, hashtags: Sequence[str], native_label: bool, **seen: Any
) -> Caption:
    """The caption the law sees: the words of the work with what the order's terms say about it.

    `seen` may say what its pictures or its recording show: `frames`, `label_from`, `label_until`, `length`.
    """
    return Caption(
        platform=str(terms["platform"]),
        language=law_language(list(terms.get("languages", []))),
        relationship=str(terms.get("relationship", "paid")),
        native_label=native_label,
        title=title,
        body=body,
        hashtags=tuple(hashtags),
        medium="video" if is_recording(terms) else "photo",
        product_category=terms["brief"].get("product_category"),
        brand=terms.get("brand"),
        product=terms["brief"].get("product_name"),
        purchase_link=bool(terms.get("purchase_link")),
        **seen,
    )


def is_recording(terms: Mapping[str, Any]) -> bool:
    """Whether the order is for something that is watched rather than looked at."""
    return terms.get("format") != "photo"


def check_words(terms: Mapping[str, Any], **words: Any) -> Report:
    """Checks words against the rules of every country the audience lives in, and what the brand never wants said.

    `words` are those of `caption_of`.
    """
    caption = caption_of(terms, **words)
    return check_caption(
        caption, tuple(terms["audience_countries"]), never=tuple(terms["brief"].get("must_never_say", ()))
    )


def verdict_of(report: Report) -> str:
    """The strictest of what was found about disclosure and about claims."""
    order = ("pass", "review", "fail")
    return max((str(report.verdict), str(report.claims_verdict)), key=order.index)


def what_is_missing(
    terms: Mapping[str, Any],
    live: LiveText | None,
    *,
    approved_hash: str,
    handle_fits: bool,
    ai_used: bool,
    links_before: Sequence[str] | None = None,
) -> tuple[Missing, ...]:
    """What a public post lacks against the approved draft and the law, and against the links of its first look."""
    if live is None:
        return (Missing.POST,)
    missing = []
    if not handle_fits:
        missing.append(Missing.ACCOUNT)
    if text_hash(live.title, live.body, live.hashtags) != approved_hash:
        missing.append(Missing.WORDS)
    report = check_words(
        terms, title=live.title, body=live.body, hashtags=live.hashtags, native_label=live.native_label
    )
    if str(report.verdict) == "fail":
        missing.append(Missing.LABEL)
    if ai_used and not live.ai_mark:
        missing.append(Missing.AI_MARK)
    if links_before is not None and sorted(live.links) != sorted(links_before):
        missing.append(Missing.LINKS)
    return tuple(missing)


def text_hash(title: str, body: str, hashtags: Sequence[str]) -> str:
    """A fingerprint of words that does not depend on spaces, width or the hash sign (SHA-256, hexadecimal)."""
    parts = [title, body, *(tag.lstrip("#＃") for tag in hashtags)]
    plain = ["".join(unicodedata.normalize("NFKC", part).split()) for part in parts]
    return hashlib.sha256("\x1f".join(plain).encode()).hexdigest()
