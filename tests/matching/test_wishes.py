import json

import pytest

from marketplace.base.money import Money
from marketplace.creators.states import Format, Platform
from marketplace.matching.wishes import BadBriefFile, wish_in_file

GOOD = {
    "title": "Spring cakes",
    "story": "Cakes from Dallas",
    "platform": "xiaohongshu",
    "format": "photo",
    "price_max": 2000,
    "currency": "CNY",
    "niches": ["food"],
    "languages": ["zh", "en"],
}


def in_file(tmp_path, said):
    path = tmp_path / "brief.yaml"
    path.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    return path


def test_a_file_describes_a_brief(tmp_path):
    wish = wish_in_file(in_file(tmp_path, GOOD))
    assert (wish.platform, wish.format) == (Platform.XIAOHONGSHU, Format.PHOTO)
    assert wish.price_max == Money(200_000, "CNY")
    assert wish.languages == ("zh", "en")
    assert "美食" in wish.text
    assert "Food and drink" in wish.text


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"platform": "myspace"}, "platform"),
        ({"price_max": 0}, "price_max"),
        ({"price_max": 10.005}, "price_max"),
        ({"currency": "yuan"}, "currency"),
        ({"niches": ["skating"]}, "niches"),
        ({"languages": ["Chinese"]}, "languages"),
        ({"followers_min": -1}, "followers_min"),
        ({"budget": 5}, "budget"),
        ({"title": ""}, "title"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, change, word):
    with pytest.raises(BadBriefFile, match=word):
        wish_in_file(in_file(tmp_path, GOOD | change))


@pytest.mark.parametrize("text", ["- a list", "title: [", "", "just words"])
def test_a_file_that_is_no_brief_is_refused(tmp_path, text):
    with pytest.raises(BadBriefFile):
        wish_in_file(in_file(tmp_path, text))


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "brief.yaml"
    path.write_bytes("title: 蛋糕".encode("gb18030"))
    with pytest.raises(BadBriefFile):
        wish_in_file(path)
