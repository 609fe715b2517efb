"""Understands the partner interface's answers, and nothing that merely looks like one."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from marketplace.gateways.platforms.protocol import LiveAccount, LivePost, PostMetrics

T = TypeVar("T")


def post_from(answer: Mapping[str, Any]) -> LivePost:
    """The post that an answer describes. Raises ValueError, KeyError or TypeError when it describes none."""
    return LivePost(
        platform=_text(answer["platform"]),
        url=_text(answer["url"]),
        handle=_text(answer["author"]["handle"]),
        title=_text(answer["title"]),
        body=_text(answer["body"]),
        hashtags=_texts(answer["hashtags"]),
        native_label=_a(bool, answer["native_label"]),
        ai_mark=_a(bool, answer["ai_mark"]),
        links=_texts(answer["links"]),
        published_at=_instant(answer["published_at"]),
        edited_at=_instant(answer["edited_at"]) if answer["edited_at"] is not None else None,
        metrics=PostMetrics(**{field.name: _count(answer["metrics"][field.name]) for field in fields(PostMetrics)}),
    )


def account_from(answer: Mapping[str, Any]) -> LiveAccount:
    """The account that an answer describes. Raises ValueError, KeyError or TypeError when it describes none."""
    return LiveAccount(
        platform=_text(answer["platform"]),
        handle=_text(answer["handle"]),
        name=_text(answer["name"]),
        bio=_text(answer["bio"]),
        followers=_count(answer["followers"]),
        posts=_count(answer["posts"]),
    )


def _a(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _text(value: object) -> str:
    """A text that can be kept: what is no character, and the one that no database takes, becomes a question mark."""
    return _a(str, value).replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _a(list, value))


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is no count")
    return value


def _instant(value: object) -> datetime:
    instant = datetime.fromisoformat(_text(value))
    if instant.tzinfo is None:
        raise ValueError(f"{value!r} has no zone")
    return instant.astimezone(UTC)
