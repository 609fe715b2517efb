"""The command line needs nothing and says everything in JSON."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from marketplace.disclosure.commands import disclosure

LINE: dict[str, Any] = {
    "id": "a",
    "jurisdiction": ["CN", "US"],
    "platform": "instagram",
    "language": "en",
    "relationship": "paid",
    "native_label": False,
    "title": "",
    "body": "Coffee with Nimbo. It cures eczema.",
    "hashtags": ["coffee"],
    "product_category": "food",
    "somebody_elses_field": 1,
}


def test_check_answers_every_line_with_an_empty_environment() -> None:
    program = "from marketplace.disclosure.commands import disclosure; disclosure()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "check", "-"],
        input="\ufeff" + json.dumps(LINE) + "\n\n" + json.dumps({**LINE, "id": 2, "jurisdiction": "US"}) + "\n",
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
    )
    first, second = (json.loads(line) for line in ran.stdout.splitlines())
    assert (first["id"], second["id"]) == ("a", 2)
    assert set(first) == {"id", "disclosure", "claims", "fixed"}
    assert set(first["fixed"]) == {"title", "body", "hashtags"}
    assert first["disclosure"]["verdict"] == "fail"
    for finding in first["disclosure"]["findings"] + first["claims"]["findings"]:
        assert set(finding) == {"rule", "verdict", "source", "quote", "start", "end", "why", "fix", "where"}
    assert second["claims"]["findings"][0]["quote"] == "cures eczema"


def test_a_line_that_is_wrong_is_answered_with_what_is_wrong() -> None:
    lines = [
        "{",
        json.dumps({**LINE, "jurisdiction": "XX"}),
        json.dumps({**LINE, "relationship": "friend"}),
        json.dumps({**LINE, "hashtags": "coffee"}),
        json.dumps({key: value for key, value in LINE.items() if key != "body"}),
        json.dumps({key: value for key, value in LINE.items() if key != "jurisdiction"}),
        "[]",
        json.dumps({**LINE, "body": "#ad half a pair \ud83d"}),
    ]
    ran = CliRunner().invoke(disclosure, ["check", "-"], input="\n".join(lines))
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.exit_code == 1
    assert ["error" in answer for answer in answers] == [True] * 7 + [False]
    assert [answer["id"] for answer in answers] == [None, "a", "a", "a", "a", "a", None, "a"]
    assert "XX" in answers[1]["error"]
    assert "friend" in answers[2]["error"]


def test_evaluate_prints_a_confusion_table_and_one_last_line_of_json(tmp_path: Path) -> None:
    cases = [
        {**LINE, "id": "right", "jurisdiction": "US", "expected": "fail"},
        {**LINE, "id": "wrong", "jurisdiction": "US", "body": "#ad Coffee", "expected": "fail"},
        {**LINE, "id": "spans", "jurisdiction": "US", "expected": "fail", "spans": ["cures eczema"]},
        {**LINE, "id": "far", "jurisdiction": "XX", "expected": "fail"},
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(case) for case in cases), "utf-8")
    ran = CliRunner().invoke(disclosure, ["evaluate", str(file)])
    *table, last = ran.stdout.splitlines()
    measured = json.loads(last)
    assert ran.exit_code == 0
    assert any(line.startswith("US") for line in table)
    assert (measured["cases"], measured["skipped"], measured["bad_passed"]) == (3, 1, 1)
    assert (measured["spans_found"], measured["fails"], measured["fails_fixed"]) == (1, 2, 2)
    assert measured["wrong"] == ["wrong"]
