"""Kinds of things about drafts and posts."""

from __future__ import annotations

from enum import StrEnum

from marketplace.base.text import N_


class CheckVerdict(StrEnum):
    """What the disclosure check said."""

    PASS = "pass"  # noqa: S105
    REVIEW = "review"
    FAIL = "fail"


class ProofSide(StrEnum):
    """Who brought a proof of a claim."""

    BRAND = "brand"
    CREATOR = "creator"


class Missing(StrEnum):
    """What a live check did not find in a post."""

    POST = "post"
    ACCOUNT = "account"
    WORDS = "words"
    LABEL = "label"
    AI_MARK = "ai_mark"
    LINKS = "links"


class LookKind(StrEnum):
    """When a public post is looked at: reckoned from its registration, and at the end of the time it must be kept."""

    FIRST = "first"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    END = "end"


LABELS: dict[StrEnum, str] = {
    CheckVerdict.PASS: N_("Passed"),
    CheckVerdict.REVIEW: N_("A person decides"),
    CheckVerdict.FAIL: N_("Must be fixed"),
    ProofSide.BRAND: N_("Brought by the brand"),
    ProofSide.CREATOR: N_("Brought by the creator"),
    Missing.POST: N_("The post cannot be found at its address"),
    Missing.ACCOUNT: N_("The post is on another account"),
    Missing.WORDS: N_("The text differs from the approved draft"),
    Missing.LABEL: N_("The advertising label is missing"),
    Missing.AI_MARK: N_("The mark for AI content is missing"),
    Missing.LINKS: N_("The links are not those of the first look"),
    LookKind.FIRST: N_("When it was registered"),
    LookKind.HOUR: N_("After 1 hour"),
    LookKind.DAY: N_("After 24 hours"),
    LookKind.WEEK: N_("After 7 days"),
    LookKind.MONTH: N_("After 30 days"),
    LookKind.END: N_("At the end of the time it is kept"),
}

TONES: dict[StrEnum, str] = {
    CheckVerdict.PASS: "success",
    CheckVerdict.REVIEW: "warning",
    CheckVerdict.FAIL: "danger",
}
