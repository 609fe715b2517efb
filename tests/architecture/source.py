"""The source as the laws read it: files, modules and their syntax trees."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import marketplace
from marketplace.settings import ROOT

ROOMS = frozenset(
    {
        "errors",
        "states",
        "events",
        "models",
        "policy",
        "queries",
        "actions",
        "forms",
        "jobs",
        "papers",
        "views",
        "commands",
    }
)
"""Rooms of a package that have a name of their own; every other file is a rule file."""

PLUMBING = frozenset({"base", "work", "gateways", "jobs", "web", "local", "papers"})
"""Packages without a domain."""


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file of the repository, as git would commit it, with one of these endings (all, when none is named)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for path in found if path.is_file() and (not suffixes or path.suffix in suffixes))


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of every file of `marketplace`, by its path from the root."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "marketplace").rglob("*.py"))
    }


def calls_of(name: str) -> frozenset[str]:
    """The files that call a method or a function of this name."""
    return _callers().get(name, frozenset())


def domain_packages() -> list[str]:
    """The packages with a domain, by name."""
    folders = (path.parent for path in (ROOT / "marketplace").glob("*/__init__.py"))
    return sorted(folder.name for folder in folders if folder.name not in PLUMBING)


def import_everything() -> None:
    """Loads every module of `marketplace`, so that whatever declares itself at import has done so."""
    for found in pkgutil.walk_packages(marketplace.__path__, "marketplace."):
        if not found.name.startswith("marketplace.local"):
            importlib.import_module(found.name)


def subclasses(of: type) -> Iterator[type]:
    """Every class of ours below a class."""
    for below in of.__subclasses__():
        if below.__module__.startswith("marketplace."):
            yield below
        yield from subclasses(below)


@cache
def _callers() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                found.setdefault(called, set()).add(path)
    return {name: frozenset(paths) for name, paths in found.items()}
