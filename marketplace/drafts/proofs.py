"""Which claims of a draft wait for a proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.disclosure.check import Report, Verdict


def claims_to_prove(kept: Mapping[str, Any] | None) -> dict[str, str]:
    """Rule -> the words it is about, for each claim that may be made if it is true, from the report that was kept."""
    if not kept:
        return {}
    report = Report.from_json(kept)
    return {found.rule: found.quote for found in report.claims if found.verdict is Verdict.REVIEW}
