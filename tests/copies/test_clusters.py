"""Versions of one script are found among other texts; one person's own repeats are not."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.copies.clusters import Script, clusters_of
from marketplace.copies.commands import copies
from marketplace.copies.evaluating import evaluate, made
from marketplace.copies.features import features_of

SCRIPT = (
    "早上出门前擦一点防晒霜，通勤路上也不黏。室友问了我好几次在哪里买的，周末露营也带着它，收纳袋小巧放包里刚刚好。"
)
SHUFFLED = (
    "✨周末露营也带着它～收納袋小巧放包里刚刚好！室友问了我好几次在哪买的！早上出门前抹一点防晒霜，通勤路上一点不黏🔥"
)
OTHER = "昨天做了番茄牛腩，炖了两个小时，孩子吃了两碗饭。番茄要选熟透的，最后加一点冰糖。"


def found(*scripts: tuple[str, str]) -> list[int | None]:
    given = [Script(str(at), author, text) for at, (author, text) in enumerate(scripts)]
    clusters = clusters_of(given)
    return [clusters[each.id] for each in given]


def test_another_order_other_words_script_and_emoji_are_seen_through() -> None:
    assert found(("maya", SCRIPT), ("bo", OTHER), ("ada", SHUFFLED)) == [1, None, 1]


def test_ones_own_repeats_do_not_count() -> None:
    assert found(("maya", SCRIPT), ("maya", SHUFFLED), ("bo", OTHER)) == [None, None, None]
    assert found(("maya", SCRIPT), ("maya", SHUFFLED), ("bo", SCRIPT)) == [1, 1, 1]


def test_the_same_few_words_are_a_copy_and_a_few_shared_ones_are_not() -> None:
    assert found(("a", "Oat latte, again!"), ("b", "oat latte again"), ("c", "Oat milk ran out, again.")) == [
        1,
        1,
        None,
    ]


def test_texts_without_words_stand_alone() -> None:
    assert found(("a", "🔥🔥"), ("b", "🔥🔥"), ("c", ""), ("d", "https://example.com/1")) == [None] * 4


def test_hashtags_and_links_alone_make_no_copy() -> None:
    tail = "\n#好物分享 #日常 #我的周末 #开箱 https://example.com/x"
    assert found(("a", SCRIPT + tail), ("b", OTHER + tail)) == [None, None]


def test_nothing_of_order_width_case_or_script_changes_the_features() -> None:
    assert features_of("廣告 Latte　ＦＯＡＭ") == features_of("广告 latte foam")
    assert features_of("奶泡绵密。杯子很轻") == features_of("杯子很轻！奶泡绵密🔥")


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_the_file_does_not_matter(order: list[int]) -> None:
    texts = [
        ("a", SCRIPT),
        ("b", SHUFFLED),
        ("c", OTHER),
        ("d", OTHER + "配米饭最好。"),
        ("e", "Oat latte"),
        ("a", OTHER),
    ]
    clusters = clusters_of([Script(str(at), *texts[at]) for at in order])
    assert clusters["0"] == clusters["1"] is not None
    assert clusters["2"] == clusters["3"] == clusters["5"] is not None
    assert clusters["0"] != clusters["2"]
    assert clusters["4"] is None


def test_most_paraphrases_are_found_and_hardly_any_other_text() -> None:
    measured = evaluate(60, 5, 2500, seed=7)
    assert measured["recall"] >= 0.95
    assert measured["false_alarms"] <= 0.02


@pytest.mark.long
def test_ten_thousand_paraphrases_among_a_hundred_thousand_others() -> None:
    measured = evaluate(1000, 10, 100_000, seed=3)
    assert (measured["recall"] >= 0.95, measured["false_alarms"] <= 0.02) == (True, True), measured


def test_the_same_seed_makes_the_same_texts() -> None:
    assert made(3, 2, 5, seed=4) == made(3, 2, 5, seed=4)


def test_the_command_answers_each_line_and_says_which_are_none() -> None:
    lines = [
        json.dumps({"id": 1, "author": "a", "text": SCRIPT}),
        "no json",
        json.dumps({"id": "x", "author": "b", "text": SHUFFLED}, ensure_ascii=False),
        json.dumps({"id": "x", "author": "c", "text": OTHER}),
        json.dumps({"id": "y", "author": None, "text": OTHER}),
        json.dumps({"id": "z", "author": "c"}),
        json.dumps(["z"]),
    ]
    ran = CliRunner().invoke(copies, ["clusters", "-"], input="\n".join(lines))
    assert ran.exit_code == 1
    assert [json.loads(line) for line in ran.stdout.splitlines()] == [
        {"id": 1, "cluster": 1},
        {"id": "x", "cluster": 1},
    ]
    wrong = ("2:", "4: id: “x” stands on an earlier", "5: author:", "6: text:", "7: must be a JSON object.")
    for said in (f"line {each}" for each in wrong):
        assert said in ran.stderr


def test_an_empty_file_has_no_clusters() -> None:
    ran = CliRunner().invoke(copies, ["clusters", "-"], input="\n")
    assert (ran.exit_code, ran.stdout) == (0, "")
