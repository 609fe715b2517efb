"""Advice on a draft: how much it sells, how it covers search words, and children in it. It never refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.disclosure.check import Caption
from marketplace.drafts.advice.giving import advice_on
from marketplace.drafts.advice.minors import MinorPart
from marketplace.drafts.advice.search_words import Cover, Place
from marketplace.drafts.advice.selling import SellingSign


def a_caption(body: str, *, title: str = "", hashtags: tuple[str, ...] = (), **more: Any) -> Caption:
    return Caption(
        **{"platform": "xiaohongshu", "language": "en", "relationship": "paid", "native_label": False}
        | {"title": title, "body": body, "hashtags": hashtags} | more
    )  # fmt: skip


def selling(body: str, **more: Any) -> Any:
    return advice_on(a_caption(body, **more), []).selling


def cover(words: list[str], body: str, **more: Any) -> dict[str, Any]:
    return {found.word: found for found in advice_on(a_caption(body, **more), words).words}


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("It is $12.99.", SellingSign.PRICE),
        ("只要39元一大瓶。", SellingSign.PRICE),
        ("Take 20% off this week.", SellingSign.DISCOUNT),
        ("现在買一送一。", SellingSign.DISCOUNT),
        ("See https://shop.example/oat", SellingSign.LINK),
        ("同款在左下角小黄车。", SellingSign.LINK),
        ("Grab yours before Sunday.", SellingSign.CALL),
        ("赶紧下单囤货！", SellingSign.CALL),
    ],
)
def test_a_sentence_sells_by_price_discount_link_or_call(sentence: str, sign: SellingSign) -> None:
    found = selling(sentence)
    assert sign in found.selling[0].signs
    assert found.selling[0].quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "It froths like the real thing.",
        "奶泡绵密，早晨也慢了下来。",
        "I shopped for three hours.",
        "My sister is 39.",
        "Off we go.",
    ],
)
def test_telling_is_not_selling(sentence: str) -> None:
    assert selling(sentence).selling == ()


def test_a_third_of_the_sentences_may_sell_and_more_is_dense() -> None:
    told = "It froths well. My mornings are slower. "
    assert not selling(told + "It costs $4.").is_dense
    assert selling(told + "It costs $4. Use code OAT20. Shop now!").is_dense
    assert not selling("Shop now!").is_dense, "one sentence is no pitch"


def test_naming_the_brand_again_and_again_sells() -> None:
    body = "Nordlys is here. Nordlys froths. Nordlys pours. Nordlys, always."
    signs = [each.signs for each in selling(body, brand="Nordlys").selling]
    assert signs == [(SellingSign.MENTION,), (SellingSign.MENTION,)]


def test_hashtags_are_no_sentences_and_decimals_no_ends() -> None:
    found = selling("One and 3.5 more. Two.", hashtags=("sale", "buynow"))
    assert (found.sentences, found.ratio) == (2, 0.0)


def test_each_search_word_is_found_where_it_stands() -> None:
    body = "An oat latte for slow mornings.\n" + "I froth it by hand. " * 12 + "A dairy-free cup."
    found = cover(
        ["oat latte", "dairy free", "燕麦奶", "barista", "vegan"], body, title="燕麥奶の朝", hashtags=("Barista_Life",)
    )
    assert found["oat latte"].places == (Place.OPENING,)
    assert found["dairy free"].places == (Place.TEXT,)
    assert found["燕麦奶"].places == (Place.TITLE,), "traditional characters count"
    assert (found["barista"].cover, found["barista"].places) == (Cover.TAG_ONLY, (Place.HASHTAG,))
    assert found["vegan"].cover is Cover.MISSING
    assert found["oat latte"].cover is Cover.NATURAL


def test_a_word_inside_another_is_not_that_word() -> None:
    assert cover(["oat"], "My goat floats.")["oat"].cover is Cover.MISSING


def test_the_same_word_too_often_is_stuffed_and_a_longer_text_bears_more() -> None:
    assert cover(["oat latte"], "Oat latte! " * 4)["oat latte"].cover is Cover.STUFFED
    assert (
        cover(["oat latte"], ("Oat latte. " + "I froth it by hand every day. " * 4) * 4)["oat latte"].cover
        is Cover.NATURAL
    )


def test_search_words_in_a_row_are_a_list_for_machines() -> None:
    found = cover(["oat latte", "oat milk", "vegan"], "My morning.\noat latte, oat milk / vegan")
    assert {each.cover for each in found.values()} == {Cover.STUFFED}


@pytest.mark.parametrize(
    ("body", "part", "age"),
    [
        ("我家5岁的小朋友特别喜欢，每天抢着喝。", MinorPart.ENDORSES, 5),
        ("女兒六歲，推薦給大家。", MinorPart.ENDORSES, 6),
        ("My 7-year-old loves it.", MinorPart.ENDORSES, 7),
        ("Our daughter can't get enough of it.", MinorPart.ENDORSES, None),
        ("十二岁的儿子认证好喝。", MinorPart.ENDORSES, 12),
        ("这次宝宝也出镜啦。", MinorPart.SHOWN, None),
        ("My son is in this picture.", MinorPart.SHOWN, None),
    ],
)
def test_children_who_recommend_or_are_seen_are_flagged(body: str, part: MinorPart, age: int | None) -> None:
    found = [sign for sign in advice_on(a_caption(body), []).minors if sign.part is part]
    assert found
    assert age in {sign.age for sign in found} | ({None} if age is None else set())
    assert all(sign.quote in body for sign in found)


def test_under_ten_may_not_endorse() -> None:
    def forbidden(body: str) -> bool:
        return any(sign.may_not_endorse for sign in advice_on(a_caption(body), []).minors)

    assert forbidden("My 7-year-old loves it.")
    assert forbidden("我家宝宝超爱喝。") or forbidden("我家宝宝爱喝。")
    assert not forbidden("My 12-year-old loves it.")
    assert not forbidden("My 34-year-old self loves it.")
    assert not forbidden("I love it, and so does my mother.")


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=5), st.text(max_size=60))
def test_whatever_is_written_advice_comes_and_quotes_it(body: str, words: list[str], title: str) -> None:
    caption = a_caption(body, title=title, hashtags=("a", "燕麦"), brand="燕麦", product="Oat")
    found = advice_on(caption, words)
    assert 0 <= found.selling.ratio <= 1
    assert all(each.quote in caption.text for each in found.selling.selling)
    assert all(sign.quote in caption.text for sign in found.minors)
    assert len(found.words) <= len(words)
