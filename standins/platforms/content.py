"""What may be written: posts and profiles, checked the same way for the pages and for the API."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from standins.platforms.wording import PLATFORMS

METRICS = ("impressions", "reads", "likes", "saves", "comments", "shares")
_HANDLE = re.compile(r"(?!\.+$)[\w.\-]{1,64}")
_POST_ID = re.compile(r"[A-Za-z0-9]{4,40}")


class Wrong(Exception):
    """Some fields do not fit; `fields` says which and why, in English source texts."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields
        super().__init__("; ".join(f"{field}: {why}" for field, why in fields.items()))


def _text(longest: int, too_long: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("This must be text.")
        text = value.replace("\r\n", "\n").replace("\0", "").strip()
        if len(text) > longest:
            raise ValueError(too_long)
        return text

    return check


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("This must be true or false.")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("This must be a list of texts.")
    return [item.strip() for item in value if item.strip()]


def _hashtags(value: Any) -> list[str]:
    tags = list(dict.fromkeys(tag.strip("#\uff03") for tag in _texts(value)))
    if len(tags) > 30 or any(not tag or len(tag) > 50 or re.search(r"\s", tag) for tag in tags):
        raise ValueError("Use at most 30 hashtags of up to 50 characters, without spaces.")
    return tags


def _links(value: Any) -> list[str]:
    links = _texts(value)
    if len(links) > 10 or not all(_is_web_address(link) for link in links):
        raise ValueError("Use at most 10 links that begin with http:// or https://.")
    return links


def _is_web_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and bool(parts.hostname) and len(link) <= 2000 and not re.search(r"\s", link)
    )


def _instant(value: Any) -> str:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError("Give an instant such as 2026-11-24T12:00:00+00:00.")
    return instant.astimezone(UTC).isoformat()


def _whole(value: Any, largest: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= largest


def _metrics(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or any(k not in METRICS or not _whole(n, 10**12) for k, n in value.items()):
        raise ValueError("Give whole numbers from 0 for impressions, reads, likes, saves, comments and shares.")
    return dict(value)


def _followers(value: Any) -> int:
    if not _whole(value, 10**9):
        raise ValueError("Give followers as a whole number from 0 to 1000000000.")
    return int(value)


def handle(value: Any) -> str:
    """An account's handle. Raises ValueError."""
    if not isinstance(value, str) or not _HANDLE.fullmatch(value.strip().removeprefix("@")):
        raise ValueError("Use 1 to 64 letters, digits, dots, hyphens or underscores.")
    return value.strip().removeprefix("@")


def platform(value: Any) -> str:
    """A platform's slug. Raises ValueError."""
    if value not in PLATFORMS:
        raise ValueError("Choose a platform from the list.")
    return str(value)


def _post_id(value: Any) -> str:
    if not isinstance(value, str) or not _POST_ID.fullmatch(value):
        raise ValueError("Use 4 to 40 letters and digits.")
    return value


CHANGEABLE: dict[str, Callable[[Any], Any]] = {
    "title": _text(100, "Keep the title to 100 characters."),
    "body": _text(5000, "Keep the body to 5000 characters."),
    "hashtags": _hashtags,
    "links": _links,
    "native_label": _flag,
    "ai_mark": _flag,
    "metrics": _metrics,
    "published_at": _instant,
}
NEW_POST: dict[str, Callable[[Any], Any]] = CHANGEABLE | {"platform": platform, "handle": handle, "id": _post_id}
PROFILE: dict[str, Callable[[Any], Any]] = {
    "name": _text(60, "Keep the name to 60 characters."),
    "bio": _text(500, "Keep the bio to 500 characters."),
    "followers": _followers,
}


def checked(
    raw: Mapping[str, Any], fields: Mapping[str, Callable[[Any], Any]], must: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The fields given, each cleaned by its own rule. Raises Wrong with all that do not fit."""
    wrong = {name: "This field is not known here." for name in raw if name not in fields}
    clean: dict[str, Any] = {}
    for name in dict.fromkeys((*must, *(name for name in raw if name in fields))):
        try:
            clean[name] = fields[name](raw.get(name))
        except ValueError as why:
            wrong[name] = str(why)
    if wrong:
        raise Wrong(wrong)
    return clean


def has_words(title: str, body: str) -> None:
    """A post says something. Raises Wrong."""
    if not title and not body:
        raise Wrong({"title": "Give a title or a body."})
