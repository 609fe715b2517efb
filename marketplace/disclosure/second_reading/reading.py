"""A report is read again: where the rules found no claim, what sounds like one is put before a person."""

from __future__ import annotations

from dataclasses import replace

from marketplace.disclosure.captions import Caption
from marketplace.disclosure.check import Report
from marketplace.disclosure.second_reading.head import Embed, Head, second_finding
from marketplace.disclosure.verdicts import Verdict


def read_again(caption: Caption, report: Report, embed: Embed, head: Head | None = None) -> Report:
    """The report with what the second reader adds; it never makes a verdict milder, and never fails a caption."""
    if report.claims_verdict is not Verdict.PASS:
        return report
    found = second_finding(caption, embed, head)
    return report if found is None else replace(report, claims=(*report.claims, found), claims_verdict=Verdict.REVIEW)
