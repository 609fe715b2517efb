"""What stands on the lines of the open tools' files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.base.json_lines.fields import FieldWrong, text

TEXT_FIELDS = frozenset({"text"})
PAIR_FIELDS = frozenset({"query", "text"})


@dataclass(frozen=True)
class Pair:
    """A query and a text it is compared with."""

    query: str
    text: str


def text_of(given: Mapping[str, Any]) -> str:
    """The text of a line. Raises FieldWrong."""
    return _needed(given, "text")


def pair_of(given: Mapping[str, Any]) -> Pair:
    """The query and the text of a line. Raises FieldWrong."""
    return Pair(_needed(given, "query"), _needed(given, "text"))


def _needed(given: Mapping[str, Any], field: str) -> str:
    found = text(given, field)
    if found is None:
        raise FieldWrong(field, "must be a text.")
    return found
