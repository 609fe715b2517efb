"""Measures the check against captions that people have labelled."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.disclosure.check import Caption, Report, UnknownJurisdiction, check_caption
from marketplace.disclosure.second_reading.head import Embed
from marketplace.disclosure.second_reading.reading import read_again
from marketplace.disclosure.verdicts import Verdict

_VERDICTS = tuple(verdict.value for verdict in Verdict)


@dataclass
class Measured:
    """How often verdicts agree with labels. A case with `spans` is judged on claims, any other on disclosure.

    `confusion` counts (labelled, found) per country. A bad draft passed is the worst error, a good one failed the next.
    Of the words to be found, `spans_found` were quoted exactly, and of `spans_met` at least a part and nothing beyond.
    """

    confusion: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    spans: int = 0
    spans_found: int = 0
    spans_met: int = 0
    spans_in_good: int = 0
    fails: int = 0
    fails_fixed: int = 0
    skipped: int = 0
    wrong: list[str] = field(default_factory=list)

    def of(self, labelled: str, found: str) -> int:
        """How many cases with this label got this verdict."""
        return sum(counts[labelled, found] for counts in self.confusion.values())

    def labelled(self, verdict: str) -> int:
        """How many cases carry this label."""
        return sum(self.of(verdict, found) for found in _VERDICTS)

    def table(self) -> Iterator[str]:
        """The confusion table by country, line by line."""
        yield f"{'country':<9}{'labelled':<10}" + "".join(f"{found:>8}" for found in _VERDICTS)
        for country in sorted(self.confusion):
            for labelled in _VERDICTS:
                counts = [self.confusion[country][labelled, found] for found in _VERDICTS]
                if any(counts):
                    yield f"{country:<9}{labelled:<10}" + "".join(f"{count:>8}" for count in counts)

    def as_json(self) -> dict[str, Any]:
        """The measures in one object."""
        cases = sum(self.labelled(verdict) for verdict in _VERDICTS)
        return {
            "cases": cases,
            "skipped": self.skipped,
            "agree": sum(self.of(verdict, verdict) for verdict in _VERDICTS),
            "bad": self.labelled("fail"),
            "bad_passed": self.of("fail", "pass"),
            "good": self.labelled("pass"),
            "good_failed": self.of("pass", "fail"),
            "spans": self.spans,
            "spans_found": self.spans_found,
            "spans_met": self.spans_met,
            "spans_in_good": self.spans_in_good,
            "fails": self.fails,
            "fails_fixed": self.fails_fixed,
            "wrong": self.wrong,
        }


def evaluate(cases: Iterable[Mapping[str, Any]], embed: Embed | None = None) -> Measured:
    """Checks every labelled case; those of a country without a pack are counted as skipped. `embed` reads again."""
    measured = Measured()
    for case in cases:
        named = case["jurisdiction"]
        codes = [named] if isinstance(named, str) else list(named)
        try:
            caption = Caption.from_json(case)
            report = check_caption(caption, codes)
            report = read_again(caption, report, embed) if embed else report
        except UnknownJurisdiction:
            measured.skipped += 1
            continue
        _count(measured, case, codes, report)
    return measured


def _count(measured: Measured, case: Mapping[str, Any], codes: list[str], report: Report) -> None:
    on_claims = "spans" in case
    found = report.claims_verdict if on_claims else report.verdict
    expected = case["expected"]
    measured.confusion["+".join(codes)][expected, found.value] += 1
    if found.value != expected:
        measured.wrong.append(str(case.get("id", "")))
    if on_claims:
        quotes = [each.quote for each in report.claims if each.quote]
        measured.spans += len(case["spans"])
        measured.spans_found += sum(span in quotes for span in case["spans"])
        measured.spans_met += sum(any(quote in span for quote in quotes) for span in case["spans"])
        measured.spans_in_good += len(quotes) if expected == "pass" else 0
    if found is Verdict.FAIL:
        measured.fails += 1
        if report.fixed is not None:
            again = check_caption(report.fixed, codes)
            measured.fails_fixed += (again.claims_verdict if on_claims else again.verdict) is Verdict.PASS
