"""Comments that lead away are told from those that are meant for the post, in English and in Chinese."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from marketplace.authenticity.commands import authenticity
from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.comments.features import seen_of
from marketplace.authenticity.comments.judging import probability, spam_probabilities
from marketplace.authenticity.comments.model import weights_in

SPAM = (
    "Check out my channel and subscribe, I sub back!",
    "please visit www.earn-fast.example.com and win free gift cards",
    "I'm a young rapper, check my music on my page, thumbs up please",
    "Follow me on Instagram, link in bio!!",
    "make $500 a day, work from home https://quick.ly/abc",
    "加V领资料 vx：abc12345",
    "+薇❤ 免费领取减肥方案",
    "互粉互粉，秒回关",
    "互關互讚，有粉必回",
    "宝宝们私信我领取优惠券",
    "日结兼职 300一天 动动手指就能赚钱 加我微信",
    "點我頭像，免費領取",
    "高仿包包一手货源 加威信",
    "滴滴我，带你躺赚",
    "想要同款的姐妹看我主页链接",
    "粉丝0.1元一个，刷赞刷播放",
    "进群领红包，扣扣群 123456789",
)
MEANT = (
    "love this song so much",
    "The bread looks great, which flour did you use?",
    "I laughed so hard at 2:19",
    "my daughter plays this every day",
    "haha same",
    "太好看了吧！想问口红是什么色号",
    "哈哈哈哈笑死",
    "求链接！",
    "这家店在哪里呀，人均多少",
    "加了微辣，还是好辣",
    "回关东了吗",
    "私信你啦，看一下",
    "微信小程序可以点单吗",
    "红包封面好可爱",
    "威海的海鲜真便宜",
    "期待下一期vlog",
)


def p_spam(text: str | None) -> float:
    return spam_probabilities([Comment(text=text)])[0]


@pytest.mark.parametrize("text", SPAM)
def test_what_leads_away_is_spam(text: str) -> None:
    assert p_spam(text) > 0.5


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_for_the_post_is_not(text: str) -> None:
    assert p_spam(text) < 0.5


def test_disguises_make_no_difference() -> None:
    assert p_spam("加\u200bＶ领资料") == pytest.approx(p_spam("加v领资料"))


def test_a_mark_in_the_videos_time_is_no_link() -> None:
    marked = '<a href="http://www.youtube.com/watch?v=x&amp;t=2m19s">2:19</a> best part'
    assert p_spam(marked) < 0.5 < p_spam("http://www.youtube.com/watch?v=x best part")


def test_the_same_words_again_weigh_more_than_once() -> None:
    said = "what a lovely evening it was with all of you"
    alone, *_ = spam_probabilities([Comment(text=said, author="a"), Comment(text="nice", author="b")])
    again, *_ = spam_probabilities([Comment(text=said, author="a"), Comment(text=said, author="a")])
    assert again > alone


@given(st.text(max_size=80), st.none() | st.text(max_size=5))
def test_nothing_that_is_missing_makes_a_comment_more_suspicious(text: str, author: str | None) -> None:
    known = Comment(text=text, author=author)
    assert spam_probabilities([Comment(text=text)])[0] <= spam_probabilities([known])[0] + 1e-9
    assert p_spam(None) == p_spam("") < 0.1


@given(st.lists(st.text(max_size=60), max_size=6))
def test_the_order_of_a_file_does_not_matter(texts: list[str]) -> None:
    comments = [Comment(text=text, author=at % 2) for at, text in enumerate(texts)]
    assert spam_probabilities(comments) == spam_probabilities(comments[::-1])[::-1]


def test_the_command_answers_every_line_and_names_what_is_wrong() -> None:
    lines = [
        {"id": "a", "text": SPAM[0], "author": "x", "at": "2026-03-01T10:00:00Z", "post": "p"},
        {"id": "b", "text": None, "author": None, "at": None, "post": None},
        {"id": "c", "text": 7},
        {"id": "d", "text": "x", "at": "yesterday"},
        {"id": "e", "text": "x", "author": {}},
        {"id": "f", "text": "\ud800 nice"},
        {"id": "g", "text": "nice", "at": "2026-03-01"},
    ]
    called = CliRunner().invoke(authenticity, ["comments", "-"], input="\n".join(map(json.dumps, lines)))
    answers = [json.loads(each) for each in called.stdout.splitlines()]
    assert called.exit_code == 1
    assert [each["id"] for each in answers] == ["a", "b", "f", "g"]
    assert answers[0]["p_spam"] > 0.5 > answers[1]["p_spam"]
    for said in ("line 3: text:", "line 4: at:", "line 5: author:"):
        assert said in called.stderr


def test_training_finds_the_words_that_lead_away(tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    with file.open("w") as opened:
        rows = csv.writer(opened)
        rows.writerow(["video", "author", "date", "content", "spam"])
        for number in range(40):
            rows.writerow(["v", f"a{number}", "", f"buy zorblax number {number}", 1])
            rows.writerow(["v", f"b{number}", "", f"sweet melody number {number}", 0])
    called = CliRunner().invoke(authenticity, ["train-comments", str(file), "--into", str(tmp_path)])
    assert called.exit_code == 0, called.output
    assert (tmp_path / "weights.npy").stat().st_size < 1_000_000
    first = (tmp_path / "weights.npy").read_bytes()
    CliRunner().invoke(authenticity, ["train-comments", str(file), "--into", str(tmp_path)])
    assert (tmp_path / "weights.npy").read_bytes() == first
    spam, meant = seen_of([Comment(text="zorblax for you"), Comment(text="what a melody")])
    assert probability(spam, weights_in(tmp_path)) > 0.5 > probability(meant, weights_in(tmp_path))


def test_training_asks_for_both_kinds(tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    file.write_text("video,author,date,content,spam\nv,a,,buy,1\n")
    called = CliRunner().invoke(authenticity, ["train-comments", str(file), "--into", str(tmp_path)])
    assert called.exit_code == 1
    assert "both kinds" in called.output
