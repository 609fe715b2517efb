"""One picture is known again after what happens to pictures; another one is not taken for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations

import pytest
from PIL import Image

from marketplace.copies.appearance import BITS, Appearance, appearance_of, likeness
from tests.builders.scenes import (
    a_card,
    a_scene,
    captioned,
    cropped,
    filtered,
    jpeg,
    mirrored,
    recompressed,
    smaller,
)

Change = Callable[[Image.Image], bytes]


def seen(content: bytes) -> Appearance:
    found = appearance_of(content)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "change",
    [
        recompressed, smaller, filtered, mirrored, captioned, cropped,
        lambda picture: cropped(picture, 0.08, 0, 0, 0),
        lambda picture: cropped(picture, 0, 0, 0, 0.08),
        lambda picture: smaller(Image.open(io.BytesIO(cropped(picture)))),
    ],
    ids=["recompressed", "smaller", "filtered", "mirrored", "captioned", "cropped", "left", "below", "cropped, small"],
)  # fmt: skip
def test_a_picture_is_known_again(change: Change) -> None:
    scenes = [a_scene(number) for number in range(12)]
    known = [likeness(seen(jpeg(scene)), seen(change(scene))) > 0 for scene in scenes]
    assert sum(known) >= 11, known


def test_two_people_who_crop_differently_have_one_picture() -> None:
    scenes = [a_scene(number) for number in range(20, 32)]
    known = [
        likeness(seen(cropped(scene, 0.06, 0, 0, 0.02)), seen(cropped(scene, 0, 0.05, 0.04, 0))) > 0 for scene in scenes
    ]
    assert sum(known) >= 11, known


def test_other_pictures_are_other_ones() -> None:
    looks = [seen(jpeg(a_scene(number, (300, 400)))) for number in range(100, 160)]
    alike = [pair for pair in combinations(range(len(looks)), 2) if likeness(looks[pair[0]], looks[pair[1]])]
    assert alike == []


def test_cards_with_other_words_are_other_pictures_although_their_ground_is_one() -> None:
    said = (
        "Three things\nI wish I knew\nabout oat milk",
        "My shelf\nin November",
        "Why I stopped\nbuying foam",
        "Oat\nlatte",
    )
    looks = [seen(jpeg(a_card(words))) for words in said]
    assert [pair for pair in combinations(range(len(said)), 2) if likeness(looks[pair[0]], looks[pair[1]])] == []
    for words, look in zip(said, looks, strict=True):
        assert likeness(look, seen(smaller(a_card(words)))) > 0


def test_the_pattern_of_a_saved_again_picture_differs_little_and_of_another_in_about_half() -> None:
    def apart(one: Appearance, other: Appearance) -> int:
        return sum(a != b for a, b in zip(one.pattern, other.pattern, strict=True))

    first, second = a_scene(1), a_scene(2)
    assert len(seen(jpeg(first)).pattern) == BITS
    assert apart(seen(jpeg(first)), seen(recompressed(first))) <= 16
    assert 80 <= apart(seen(jpeg(first)), seen(jpeg(second))) <= 176


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", jpeg(Image.new("RGB", (300, 300), "#fdfaf5"))],
    ids=["nothing", "text", "one colour"],
)
def test_what_shows_nothing_is_compared_with_nothing(content: bytes) -> None:
    assert appearance_of(content) is None
