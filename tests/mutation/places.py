"""Where in a file a mistake is: on which lines, and whether it is inside functions or is read when the file is."""

from __future__ import annotations

import ast
import difflib
import inspect
from collections.abc import Iterator
from types import CodeType

Functions = dict[CodeType, CodeType]
"""Functions as they are, and as they read with the mistake."""


def program(source: str | ast.Module, path: str = "") -> CodeType:
    """What a file says, as Python reads it: without the future of the one that asks."""
    code: CodeType = compile(source, path, "exec", dont_inherit=True)
    return code


def lines_of_change(before: str, after: str) -> set[int]:
    """Every line of the statements that differ; of those with a body, the lines of their head.

    The head of a function goes on to its first statement.
    """
    tree, lines = ast.parse(before), set[int]()
    compared = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    for what, start, end, _, _ in compared.get_opcodes():
        if what != "equal":
            for line in range(start + 1, max(end, start + 1) + 1):
                lines |= _statement_at(tree, line)
    return lines


def changed_functions(before: CodeType, after: CodeType) -> Functions | None:
    """The functions that differ; None when what differs is run as soon as the file is read."""
    if _by_itself(before) != _by_itself(after):
        return None
    changed: Functions = {}
    for one, other in zip(_within(before), _within(after), strict=True):
        if one == other:
            continue
        if not one.co_flags & inspect.CO_OPTIMIZED:  # a class
            deeper = changed_functions(one, other)
            if deeper is None:
                return None
            changed |= deeper
        elif one.co_name.startswith("<") or one.co_freevars != other.co_freevars:
            return None
        else:
            changed |= dict(_with_inner(one, other))
    return changed


def _statement_at(tree: ast.AST, line: int) -> set[int]:
    found = {line}
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or line):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or line
            if isinstance(node, ast.FunctionDef):
                end = node.body[0].lineno  # whoever calls it begins there
            # Walked from the outside in: the last is the innermost. `except` stands for its whole statement.
            found = set(range(node.lineno, end + 1)) if line <= end else {node.lineno}
    return found


def _by_itself(code: CodeType) -> tuple[object, ...]:
    return code.co_code, code.co_names, [one if one is None else repr(one) for one in _values(code)]


def _values(code: CodeType) -> list[object]:
    return [None if isinstance(one, CodeType) else one for one in code.co_consts]


def _within(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _with_inner(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    yield before, after
    for one, other in zip(_within(before), _within(after), strict=False):
        if one != other:
            yield from _with_inner(one, other)
