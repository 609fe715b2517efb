"""Cuts a caption into runs, so that a page can mark the words that findings are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.disclosure.verdicts import Finding, Verdict, strictest


@dataclass(frozen=True)
class Run:
    """Some words of a caption, what the strictest finding says of them, and the findings that end behind them.

    `verdict` is None for words that no finding is about; `ends` are numbers of findings, counted from 1.
    """

    text: str
    verdict: Verdict | None = None
    ends: tuple[int, ...] = ()


def marked(text: str, findings: Sequence[Finding]) -> tuple[Run, ...]:
    """The whole text in runs; read one after the other they are the text again. Spans outside of it are left out."""
    spans = [
        (each.start, each.end, each.verdict, number)
        for number, each in enumerate(findings, 1)
        if each.start is not None and each.end is not None and 0 <= each.start < each.end <= len(text)
    ]
    cuts = sorted({0, len(text), *(start for start, _, _, _ in spans), *(end for _, end, _, _ in spans)})
    runs = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        over = [verdict for start, end, verdict, _ in spans if start <= low and high <= end]
        ends = tuple(number for _, end, _, number in spans if end == high)
        runs.append(Run(text[low:high], strictest(over) if over else None, ends))
    return tuple(runs)
