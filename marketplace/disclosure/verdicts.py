"""What a check says: pass, review or fail, with findings that each carry their source, their place and their remedy."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.disclosure.reading.language import likeliest_language


class Verdict(StrEnum):
    """Publishable, for a person to decide, or to be changed first; in rising order of strictness."""

    PASS = "pass"  # noqa: S105 (a verdict, no password)
    REVIEW = "review"
    FAIL = "fail"

    __hash__ = str.__hash__

    @property
    def severity(self) -> int:
        """0 for pass, 1 for review, 2 for fail."""
        return _SEVERITY[self]


_SEVERITY = {Verdict.PASS: 0, Verdict.REVIEW: 1, Verdict.FAIL: 2}


class Where(StrEnum):
    """The part of a post a finding is about."""

    TITLE = "title"
    BODY = "body"
    HASHTAGS = "hashtags"
    MISSING = "missing"
    NATIVE_LABEL = "native_label"
    MEDIUM = "medium"
    FRAME = "frame"


def strictest(verdicts: Iterable[Verdict]) -> Verdict:
    """The hardest of several verdicts; pass when there is none."""
    return max(verdicts, key=lambda verdict: verdict.severity, default=Verdict.PASS)


def mildest(verdicts: Iterable[Verdict]) -> Verdict:
    """The softest of several verdicts; fail when there is none."""
    return min(verdicts, key=lambda verdict: verdict.severity, default=Verdict.FAIL)


_WRITTEN_IN = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)


def language_of_law(law: str) -> str:
    """The language of a quoted law, by its script and its small words."""
    by_script = next((language for language, signs in _WRITTEN_IN if signs.search(law)), None)
    return by_script or likeliest_language(law, "en")


@dataclass(frozen=True)
class Finding:
    """One thing the check found: the rule, the words it is about, why it matters and what to do.

    `start` and `end` are code points into the assembled caption (`Caption.text`), both None when the finding is
    about something missing or stands in a picture; `frame` is then the picture's number, from 1. `why_text` and
    `fix_text` are English patterns with named placeholders for translation.
    `law` is the rule's own wording, at most 200 characters.
    """

    rule: str
    jurisdiction: str
    verdict: Verdict
    source: str
    article: str
    law: str
    url: str
    quote: str
    start: int | None
    end: int | None
    where: Where
    why_text: str
    fix_text: str
    why_params: Mapping[str, str] = field(default_factory=dict)
    fix_params: Mapping[str, str] = field(default_factory=dict)
    frame: int | None = None

    @property
    def why(self) -> str:
        """The reason in English."""
        return self.why_text % dict(self.why_params)

    @property
    def law_language(self) -> str:
        """In which language the law is quoted: as it was written, whatever language the page is in."""
        return language_of_law(self.law)

    @property
    def fix(self) -> str:
        """The remedy in English."""
        return self.fix_text % dict(self.fix_params)

    def as_json(self) -> dict[str, Any]:
        """The whole finding as plain values, with the English sentences beside their patterns."""
        return {
            "rule": self.rule,
            "jurisdiction": self.jurisdiction,
            "verdict": self.verdict.value,
            "source": self.source,
            "article": self.article,
            "law": self.law,
            "url": self.url,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "where": self.where.value,
            "frame": self.frame,
            "why": self.why,
            "fix": self.fix,
            "why_text": self.why_text,
            "why_params": dict(self.why_params),
            "fix_text": self.fix_text,
            "fix_params": dict(self.fix_params),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Finding":
        """The finding that `as_json` wrote."""
        return cls(
            rule=kept["rule"],
            jurisdiction=kept["jurisdiction"],
            verdict=Verdict(kept["verdict"]),
            source=kept["source"],
            article=kept["article"],
            law=kept["law"],
            url=kept["url"],
            quote=kept["quote"],
            start=kept["start"],
            end=kept["end"],
            where=Where(kept["where"]),
            why_text=kept["why_text"],
            why_params=dict(kept["why_params"]),
            fix_text=kept["fix_text"],
            fix_params=dict(kept["fix_params"]),
            frame=kept.get("frame"),
        )
