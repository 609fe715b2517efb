"""Expressions that packs share are written once and named where they are used."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from marketplace.disclosure import expressions
from marketplace.disclosure.expressions import Expressions

SHARED = r"""
fruit: 'figs?|plums?'
eats: ['\beats {{xx.fruit}}\b', '\b{{xx.fruit}} for lunch\b']
circle: '{{xx.round}}'
round: '{{xx.circle}}'
"""
ROW = TypeAdapter(Expressions)


@pytest.fixture(autouse=True)
def _shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.yaml").write_text(SHARED, "utf-8")
    monkeypatch.setattr(expressions, "EXPRESSION_FOLDER", tmp_path)


def test_a_row_that_names_a_list_takes_each_of_its_expressions() -> None:
    assert ROW.validate_python(["{{xx.eats}}", "nuts"]) == (
        r"\beats (?:figs?|plums?)\b",
        r"\b(?:figs?|plums?) for lunch\b",
        "nuts",
    )


def test_within_another_expression_a_list_stands_for_any_of_them() -> None:
    (whole,) = ROW.validate_python(["nobody {{xx.eats}}"])
    assert whole == r"nobody (?:\beats (?:figs?|plums?)\b|\b(?:figs?|plums?) for lunch\b)"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{{xx.nuts}}", "xx.nuts"),
        ("a {{xx.nuts}}", "xx.nuts"),
        ("{{xx.circle}}", "made of itself"),
        ("(", "no regular"),
    ],
)
def test_what_cannot_be_put_in_is_refused_by_name(row: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        ROW.validate_python([row])
