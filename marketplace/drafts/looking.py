"""What a person is shown of a check: the caption with its words marked, the findings, and what the fix would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.disclosure.check import Caption, Finding, Report, check_caption
from marketplace.disclosure.highlighting import Run, marked
from marketplace.drafts.advice.giving import Advice, advice_on
from marketplace.drafts.checking import caption_of, check_words, verdict_of
from marketplace.drafts.comparing import changes_between


@dataclass(frozen=True)
class Look:
    """A caption as the law sees it, the language it was declared to be in, and everything the check says of it."""

    text: str
    language: str
    report: Report
    advice: Advice
    countries: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """The strictest of what was found."""
        return verdict_of(self.report)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in the order of its numbers."""
        return (*self.report.findings, *self.report.claims)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The caption in runs, the words that findings are about marked."""
        return marked(self.text, self.findings)

    @property
    def repair(self) -> list[tuple[str, str]]:
        """What the fix would change, as runs of `same`, `del` and `add`; nothing where there is none."""
        return changes_between(self.text, self.report.fixed.text) if self.report.fixed else []


def look_at(terms: Mapping[str, Any], **words: Any) -> Look:
    """Checks words as they are now, by the rules of today."""
    return _look(terms, check_words(terms, **words), words)


def look_back(terms: Mapping[str, Any], kept: Mapping[str, Any] | None, **words: Any) -> Look | None:
    """What the check said of words when they were handed in, from the report that was kept; nothing before it."""
    return _look(terms, Report.from_json(kept), words) if kept else None


def look_at_caption(caption: Caption, countries: Sequence[str]) -> Look:
    """Checks a caption that belongs to no order."""
    return Look(
        caption.text, caption.language, check_caption(caption, countries), advice_on(caption, ()), tuple(countries)
    )


def _look(terms: Mapping[str, Any], report: Report, words: Mapping[str, Any]) -> Look:
    caption = caption_of(terms, **words)
    advice = advice_on(caption, terms["brief"].get("keywords", []))
    return Look(caption.text, caption.language, report, advice, tuple(terms["audience_countries"]))
