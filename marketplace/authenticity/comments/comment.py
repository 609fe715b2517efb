"""A comment as somebody hands it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.base.json_lines import fields

FIELDS = frozenset({"text", "author", "at", "post"})


@dataclass(frozen=True)
class Comment:
    """What was said, by whom, when and under which post; None where nobody knows."""

    text: str | None = None
    author: str | int | None = None
    at: datetime | None = None
    post: str | int | None = None


def comment_of(given: Mapping[str, Any]) -> Comment:
    """The comment a JSON object describes. Raises FieldWrong."""
    return Comment(
        text=fields.text(given, "text"),
        author=fields.name(given, "author"),
        at=fields.moment(given, "at"),
        post=fields.name(given, "post"),
    )
