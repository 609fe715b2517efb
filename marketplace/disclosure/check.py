"""Checks a caption against the law of one or several countries and says how to put it right.

`check_caption` is what the rest of the house calls; it needs no services, no settings and no network.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.disclosure.captions import RELATIONSHIPS, Caption
from marketplace.disclosure.claims import claim_findings
from marketplace.disclosure.errors import CaptionInvalid, UnknownJurisdiction
from marketplace.disclosure.fixes import Judged, repaired
from marketplace.disclosure.never import never_findings
from marketplace.disclosure.packs import Pack, known_jurisdictions, packs_for, unions_of
from marketplace.disclosure.reading.caption import Reading, read
from marketplace.disclosure.rules import disclosure_findings
from marketplace.disclosure.verdicts import Finding, Verdict, Where, strictest

__all__ = [
    "RELATIONSHIPS",
    "Caption",
    "CaptionInvalid",
    "Finding",
    "Report",
    "UnknownJurisdiction",
    "Verdict",
    "Where",
    "check_caption",
    "known_jurisdictions",
]


@dataclass(frozen=True)
class Report:
    """What a check found: one verdict on disclosure, one on claims, every reason, and the caption put right.

    `fixed` is None when there is nothing to put right or words alone cannot. `packs` maps each country to the
    version of the rules it was checked with; keep it with the draft.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    claims_verdict: Verdict
    claims: tuple[Finding, ...]
    fixed: Caption | None
    packs: Mapping[str, str] = field(default_factory=dict)

    @property
    def overall(self) -> Verdict:
        """The stricter of the two verdicts."""
        return strictest((self.verdict, self.claims_verdict))

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, to be kept."""
        return {
            "verdict": self.verdict.value,
            "findings": [each.as_json() for each in self.findings],
            "claims_verdict": self.claims_verdict.value,
            "claims": [each.as_json() for each in self.claims],
            "fixed": self.fixed.as_json() if self.fixed else None,
            "packs": dict(self.packs),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Report":
        """The report that `as_json` wrote."""
        return cls(
            verdict=Verdict(kept["verdict"]),
            findings=tuple(Finding.from_json(each) for each in kept["findings"]),
            claims_verdict=Verdict(kept["claims_verdict"]),
            claims=tuple(Finding.from_json(each) for each in kept["claims"]),
            fixed=Caption.from_json(kept["fixed"]) if kept["fixed"] else None,
            packs=dict(kept["packs"]),
        )


def warm_up() -> None:
    """Reads every pack and compiles what most checks need; processes forked afterwards share it. Takes seconds."""
    for code, language in (("US", "en"), ("CN", "zh")):
        check_caption(
            Caption(
                title="", body="#ad", hashtags=(), platform="instagram", language=language, relationship="paid",
                native_label=False,
            ),
            [code],
        )  # fmt: skip


def check_caption(caption: Caption, jurisdictions: Sequence[str], *, never: Sequence[str] = ()) -> Report:
    """Checks a caption for these countries; the strictest decides, and every reason is kept.

    `never` are the words that the brand itself never wants said; they count as claims. The claims that a union
    forbids are forbidden in each of its members. Raises UnknownJurisdiction for a country that has no pack. UK is
    read as GB.
    """
    packs = packs_for(jurisdictions)
    text = replace(caption, frames=())
    found = _judged(text, packs, never)
    fixed = repaired(text, packs, lambda draft: _judged(draft, packs, never), found)
    findings, claims = found[0], (*found[1], *_in_frames(caption, packs, never))
    return Report(
        verdict=strictest(each.verdict for each in findings),
        findings=findings,
        claims_verdict=strictest(each.verdict for each in claims),
        claims=claims,
        fixed=replace(fixed, frames=caption.frames) if fixed else None,
        packs={pack.code: pack.version for pack in (*packs, *unions_of(packs))},
    )


def _judged(caption: Caption, packs: Sequence[Pack], never: Sequence[str]) -> Judged:
    reading = read(caption)
    findings = tuple(each for pack in packs for each in disclosure_findings(reading, pack))
    return findings, _claimed(reading, packs, never)


def _claimed(reading: Reading, packs: Sequence[Pack], never: Sequence[str]) -> tuple[Finding, ...]:
    claims = tuple(each for pack in (*packs, *unions_of(packs)) for each in claim_findings(reading, pack))
    return claims + never_findings(reading, never)


def _in_frames(caption: Caption, packs: Sequence[Pack], never: Sequence[str]) -> Iterator[Finding]:
    """The claims that stand in pictures; a notice that is missing is a matter of the text alone."""
    for number, words in enumerate(caption.frames, 1):
        frame = read(replace(caption, title="", body=words, hashtags=(), frames=()))
        for each in _claimed(frame, packs, never):
            if each.start is not None:
                yield replace(each, where=Where.FRAME, frame=number, start=None, end=None)
