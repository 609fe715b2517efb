from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.digest import LATEST_POSTS, LONGEST, PostWords, digest_of, hash_of

POSTS = st.lists(st.builds(PostWords, title=st.text(max_size=80), tags=st.lists(st.text(max_size=12), max_size=8)))


@given(bio=st.text(max_size=2000), posts=POSTS)
def test_a_digest_is_never_longer_than_three_hundred_characters(bio, posts):
    assert len(digest_of(bio, posts)) <= LONGEST


def test_a_digest_says_the_bio_the_hashtags_and_every_title():
    posts = [
        PostWords("Matcha cakes near Legacy West", ["dallas", "dessert"]),
        PostWords("达拉斯新开的甜品店", ["甜品"]),
    ]
    digest = digest_of("Maya eats her way through Dallas", posts)
    assert "Maya eats her way through Dallas" in digest
    assert "Matcha cakes" in digest
    assert "达拉斯新开的甜品店" in digest
    assert "dessert" in digest


def test_posts_beyond_the_latest_fifteen_do_not_change_it():
    posts = [PostWords(f"Cake {number}", []) for number in range(LATEST_POSTS + 5)]
    assert digest_of("", posts) == digest_of("", posts[:LATEST_POSTS])


def test_one_long_title_does_not_push_out_the_others():
    digest = digest_of("", [PostWords("very " * 100, []), PostWords("Tiramisu", [])])
    assert "Tiramisu" in digest


def test_the_hashtag_used_most_comes_first():
    posts = [PostWords("", ["rare"]), PostWords("", ["often"]), PostWords("", ["often"])]
    assert digest_of("", posts) == "often rare"


def test_somebody_without_words_has_an_empty_digest():
    assert digest_of(" \n", [PostWords("", [])]) == ""


def test_stickers_and_topic_marks_are_left_out():
    assert digest_of("", [PostWords("好吃[笑哭R] #甜品[话题]#", [])]) == "好吃 甜品"


def test_a_changed_text_has_another_hash():
    assert hash_of("cake") != hash_of("cakes")
