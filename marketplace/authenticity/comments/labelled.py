"""Comments of which somebody has said whether they are spam."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.authenticity.comments.comment import Comment, comment_of


@dataclass(frozen=True)
class Labelled:
    """A comment, the video it stands under, and what people said of it."""

    comment: Comment
    video: str
    is_spam: bool


def labelled_comments(file: Iterable[str]) -> list[Labelled]:
    """The rows of a CSV file with video, author, date, content and spam. Raises KeyError or FieldWrong for others."""
    return [
        Labelled(
            comment_of({"text": row["content"], "author": row["author"], "at": row["date"], "post": row["video"]}),
            row["video"],
            row["spam"] == "1",
        )
        for row in csv.DictReader(file)
    ]
