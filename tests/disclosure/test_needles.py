"""Plain words that a text must have before an expression is tried on it: never one too many."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.disclosure.reading.needles import Indexed, Sought, needles_of

EXPRESSIONS = (
    r"\bad\b", r"(?:paid|sponsored)\s+(?:ad|post)", r"广[ /]{0,2}告", r"(?:最|zui)(?:好|佳)?", r"[abc]d?", r"x{0,3}y+z",
    r"(?!)", r"(?!\w)", r"\d{2,}%", r"a|", r"(?<!\w)(?:(?:a\s+)?(?:gift|present)s?)(?!\w)", r"(?:ab|cd){2}e?",
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "needles"),
    [
        (r"\bpaid\s+partner(?:ship)?\b", {"partner"}),
        (r"(?:gifted|sponsored) by", {"gifted", "sponsored"}),
        (r"(?:最|zui)好", {"好"}),
        (r"colou?r", {"colo"}),
        (r"[ab]?", None),
        (r"a|", None),
        (r"\w+", None),
        (r"(?!)", set()),
        (r"(?:(?!)|gg)", {"gg"}),
    ],
)
def test_the_needles_of_an_expression(expression: str, needles: set[str] | None) -> None:
    found = needles_of(expression)
    assert (None if found is None else set(found)) == needles


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(EXPRESSIONS), st.text(alphabet="abcdexyzu ipostrgfn最好佳广告/1%", max_size=30))
def test_whatever_an_expression_finds_contains_a_needle(expression: str, text: str) -> None:
    sought = Sought(expression)
    assert [found.span() for found in sought.finditer(text)] == [f.span() for f in re.finditer(expression, text)]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcdexyzu ipostrgfn最好佳广告/1%", max_size=30))
def test_an_index_leaves_out_nothing_that_would_match_and_keeps_the_order(text: str) -> None:
    possible = Indexed(EXPRESSIONS, needles_of).possible_in(text)
    assert possible == [each for each in EXPRESSIONS if each in possible]
    assert {each for each in EXPRESSIONS if re.search(each, text)} <= set(possible)
