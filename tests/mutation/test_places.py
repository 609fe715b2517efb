"""It is told rightly where a mistake is and what is executed: else tests would be passed over that notice it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mutation.marks import SAY, marked
from tests.mutation.places import changed_functions, lines_of_change, program

BEFORE = """\
LIMIT = 3

def outer(value, most=LIMIT):
    if (
        value
        > most
    ):
        return value - 1
    return [one + 1 for one in range(
        value
    )]

class Thing:
    size = 2

    def double(self):
        try:
            return self.size * 2
        except ValueError:
            return 0
"""


def changed(before: str, after: str) -> tuple[set[int], list[str] | None]:
    mistaken = BEFORE.replace(before, after)
    assert mistaken != BEFORE
    functions = changed_functions(program(BEFORE), program(mistaken))
    return lines_of_change(BEFORE, mistaken), None if functions is None else [one.co_name for one in functions]


@pytest.mark.parametrize(
    ("before", "after", "lines", "functions"),
    [
        ("        > most", "        < most", {4, 5, 6, 7}, ["outer"]),
        ("value - 1", "value + 1", {8}, ["outer"]),
        ("one + 1", "one - 1", {9, 10, 11}, ["outer", "<listcomp>"]),
        ("size * 2", "size / 2", {18}, ["double"]),
        ("except ValueError", "except TypeError", {17}, ["double"]),
        ("LIMIT = 3", "LIMIT = 4", {1}, None),
        ("most=LIMIT", "most=-LIMIT", {3, 4}, None),
        ("size = 2", "size = 3", {14}, None),
    ],
)  # fmt: skip
def test_lines_and_functions_of_a_mistake(
    before: str, after: str, lines: set[int], functions: list[str] | None
) -> None:
    assert changed(before, after) == (lines, functions)


def test_where_nothing_differs_there_is_nothing() -> None:
    assert lines_of_change(BEFORE, BEFORE) == set()
    assert changed_functions(program(BEFORE), program(BEFORE)) == {}


def test_every_statement_that_is_executed_says_its_line() -> None:
    said: list[int] = []
    names: dict[str, Any] = {SAY: said.append}
    exec(program(marked(BEFORE)), names)
    assert said == []
    assert names["outer"](1) == [1]
    assert names["Thing"]().double() == 4
    assert said == [4, 9, 17, 18]
