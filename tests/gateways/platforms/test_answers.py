"""What a platform answers can be kept, whatever stands in it."""

from __future__ import annotations

import json

import pytest

from marketplace.gateways.platforms.answers import post_from


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud83d", "\\udc00"])
def test_what_no_database_takes_is_replaced_and_the_rest_is_read(bad: str) -> None:
    answer = (
        '{"platform": "instagram", "url": "https://posts.example/1", "author": {"handle": "maya"}, "title": "aBADb",'
        ' "body": "#ad BAD", "hashtags": ["xBAD"], "links": [], "native_label": true, "ai_mark": false,'
        ' "published_at": "2026-11-24T12:00:00+00:00", "edited_at": null,'
        ' "metrics": {"impressions": 0, "reads": 0, "likes": 0, "saves": 0, "comments": 0, "shares": 0}}'
    ).replace("BAD", bad)
    post = post_from(json.loads(answer))
    for text in (post.title, post.body, post.hashtags[0]):
        assert "\x00" not in text
        assert text.encode().decode() == text
    assert post.title[0] + post.title[-1] == "ab"
    assert post.body.startswith("#ad ")
