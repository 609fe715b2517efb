"""Captions that the rules were made or mended with: what was reached must not be lost again."""

import json
from pathlib import Path

import pytest

from marketplace.disclosure.evaluation import evaluate

CAPTIONS = Path(__file__).parent / "captions"


@pytest.mark.parametrize(
    ("name", "country", "bad_passed", "good_failed", "spans_found_ratio", "left_to_the_recording"),
    [
        ("cn_claims_known.jsonl", "CN", 2, 2, 0.965, 0),
        ("claims.jsonl", "CN", 0, 0, 0.94, 0),
        ("claims_west.jsonl", None, 0, 0, 0.98, 0),
        ("claims_second.jsonl", None, 0, 0, 0.76, 0),
        ("claims_strangers.jsonl", None, 0, 0, 0.4, 0),
        ("claims_varied.jsonl", None, 0, 0, 0.68, 0),
        ("claims_indirect_known.jsonl", None, 11, 1, 0.3, 0),
        ("disclosure_strangers.jsonl", None, 0, 0, 0.0, 1),
    ],
)
def test_known_captions_are_judged_as_well_as_before(
    name: str,
    country: str | None,
    bad_passed: int,
    good_failed: int,
    spans_found_ratio: float,
    left_to_the_recording: int,
) -> None:
    cases = [json.loads(line) for line in (CAPTIONS / name).read_text("utf-8").splitlines()]
    measured = evaluate(case for case in cases if country in (None, case["jurisdiction"]))
    assert measured.labelled("fail") > 40
    assert measured.of("fail", "pass") <= bad_passed
    assert measured.of("pass", "fail") <= good_failed
    assert measured.spans_in_good <= good_failed
    assert measured.spans_found >= spans_found_ratio * measured.spans
    left = measured.fails - measured.fails_fixed
    assert left == left_to_the_recording, "a fix passes when it is applied, where words can repair it"
