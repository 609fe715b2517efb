"""Captions for tests, written for these tests; every brand is invented."""

from typing import Any

from marketplace.disclosure.check import Caption

PLAIN: dict[str, Any] = {
    "platform": "instagram",
    "language": "en",
    "relationship": "paid",
    "native_label": False,
    "title": "",
    "body": "",
    "hashtags": (),
}
CHINESE: dict[str, Any] = {**PLAIN, "platform": "xiaohongshu", "language": "zh"}


def a_caption(body: str, **changes: Any) -> Caption:
    """An English post on Instagram that somebody was paid for, unless said otherwise."""
    return Caption(**{**PLAIN, "body": body, **changes})


def a_chinese_caption(body: str, **changes: Any) -> Caption:
    """A Chinese note on Xiaohongshu that somebody was paid for, unless said otherwise."""
    return Caption(**{**CHINESE, "body": body, **changes})
