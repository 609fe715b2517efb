"""Makes the mistakes: cosmic-ray's operators, without those that change nothing anybody could notice."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from tests.mutation.rooms import ROOT, Room

SAME = ("Is_Eq", "IsNot_NotEq", "Eq_Is", "NotEq_IsNot")
"""Comparisons of the same things by identity or by value: what is compared here is None, a member or a number."""


UNNOTICED = ("frozen", "yield_per")
"""Arguments that change nothing for callers that are right: that a value can't be changed, and how many rows are
fetched at a time."""


@dataclass(frozen=True)
class Mutant:
    """A file with one mistake in it."""

    room: Room
    path: Path
    operator: str
    occurrence: int
    before: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.path.relative_to(ROOT)} {self.operator} #{self.occurrence}"

    @property
    def difference(self) -> str:
        lines = difflib.unified_diff(self.before.splitlines(), self.source.splitlines(), n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def mutants_of(room: Room) -> Iterator[Mutant]:
    """Every mistake that is made in a room's files."""
    for path in room.paths:
        source = path.read_text(encoding="utf-8")
        tree, meaning, seen = get_ast(source), _meaning(source), set()
        for name in operator_names():
            if name.endswith(SAME) or get_operator(name).arguments():
                continue
            operator = get_operator(name)()
            places = sum(1 for node in ast_nodes(tree) for _ in operator.mutation_positions(node))
            for occurrence in range(places):
                mutated = mutate_code(source, operator, occurrence)
                means = _meaning(mutated) if mutated else None
                if mutated and means not in (None, meaning) and means not in seen:
                    seen.add(means)
                    yield Mutant(room, path, name.removeprefix("core/"), occurrence, source, mutated)


def _meaning(source: str) -> str | None:
    """A program without what nobody could notice; None when it is none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            _let_go_of_kinds(node.args)
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Name("object", ast.Load())
        elif isinstance(node, ast.Call):
            node.keywords = [one for one in node.keywords if one.arg not in UNNOTICED]
            if isinstance(node.func, ast.Attribute) and node.func.attr == "scalar":
                _let_go_of_second_rows(node)
    return ast.dump(tree)


def _let_go_of_kinds(args: ast.arguments) -> None:
    """Whether an argument may be given by its place: callers that are right notice nothing of `*` and `/`."""
    args.args = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    args.defaults = [*args.defaults, *(one for one in args.kw_defaults if one)]
    args.posonlyargs, args.kwonlyargs, args.kw_defaults = [], [], []


def _let_go_of_second_rows(scalar: ast.Call) -> None:
    """`scalar` gives the first row's value: whether the database would have given a second row, nobody sees."""
    for node in ast.walk(scalar):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "limit":
            node.args = [ast.Constant(1) if ast.dump(one) == ast.dump(ast.Constant(2)) else one for one in node.args]
