"""What counts as disclosed in mainland China."""

from typing import Any

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption, a_chinese_caption


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "广告 今天试了山芽的茶，回甘很好"},
        {"body": "（广告）今天试了山芽的茶"},
        {"body": "#广告 今天试了山芽的茶"},
        {"body": "#广告# 今天试了山芽的茶", "platform": "weibo"},
        {"body": "本文为广告。今天试了山芽的茶"},
        {"body": "今天试了山芽的茶", "title": "【广告】山芽春茶"},
        {"body": "今天试了山芽的茶", "title": "山芽春茶测评 | 广告"},
        {"body": "【广告】Tea from Shanya, picked in spring.", "language": "en"},
    ],
)
def test_the_statutory_word_in_front_passes(changes: dict[str, Any]) -> None:
    report = check_caption(a_chinese_caption(**changes), ["CN"])
    assert report.verdict is Verdict.PASS, report.findings


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"body": "今天试了山芽的茶"}, "CN-DISCLOSE"),
        ({"body": "【合作】山芽的茶"}, "CN-DISCLOSE"),
        ({"body": "恰饭啦！山芽的茶"}, "CN-DISCLOSE"),
        ({"body": "#ad #sponsored 山芽的茶"}, "CN-DISCLOSE"),
        ({"body": "广💥告 山芽的茶"}, "CN-DISCLOSE"),
        ({"body": "山芽请我推广 告诉你们这个茶好喝"}, "CN-DISCLOSE"),
        ({"body": "路过一块广告牌，上面的茶我也在喝，山芽"}, "CN-DISCLOSE"),
        ({"body": "可能是广告吧，山芽的茶"}, "CN-DISCLOSE"),
        ({"body": "今天试了山芽的茶", "title": "做广告的人都喝什么茶"}, "CN-DISCLOSE"),
        ({"body": "真的不是广告，山芽的茶太好喝了"}, "CN-NO-CONTRADICTION"),
        ({"body": "没有广告费，真心推荐山芽"}, "CN-NO-CONTRADICTION"),
        ({"body": "不是广告，山芽的茶", "native_label": True}, "CN-NO-CONTRADICTION"),
        ({"body": "山芽的茶很好喝。" * 30 + "广告"}, "CN-PLACE"),
        ({"body": "山芽的茶", "hashtags": ("茶", "春天", "广告")}, "CN-PLACE"),
        ({"body": "品牌寄来的茶，链接放评论区了", "relationship": "gifted"}, "CN-DISCLOSE"),
        ({"body": "品牌寄来的茶", "relationship": "gifted", "purchase_link": True}, "CN-DISCLOSE"),
    ],
)
def test_anything_else_fails_by_its_rule(changes: dict[str, Any], rule: str) -> None:
    report = check_caption(a_chinese_caption(**changes), ["CN"])
    assert report.verdict is Verdict.FAIL
    assert rule in {finding.rule for finding in report.findings if finding.verdict is Verdict.FAIL}


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "广\u200b告 山芽的茶"},
        {"body": "广 告 | 山芽的茶"},
        {"body": "廣告｜山芽的茶"},
        {"body": "山芽的茶", "native_label": True},
        {"body": "山芽的茶", "hashtags": ("广告",)},
        {"body": "朋友寄来的茶", "relationship": "gifted"},
        {"body": "【广告】山芽的茶", "medium": "live"},
        {"body": "感谢山芽的邀请，今天去茶园", "relationship": "none"},
        {"body": "今天去茶园", "relationship": "none", "purchase_link": True},
    ],
)
def test_what_the_law_leaves_open_goes_to_a_person(changes: dict[str, Any]) -> None:
    assert check_caption(a_chinese_caption(**changes), ["CN"]).verdict is Verdict.REVIEW


def test_a_film_without_advertisements_is_no_denial() -> None:
    caption = a_chinese_caption("这个播放器没有广告，看剧很爽", relationship="none")
    assert check_caption(caption, ["CN"]).verdict is Verdict.PASS


def test_of_two_countries_the_stricter_decides_and_both_say_why() -> None:
    report = check_caption(a_caption("Tea from Shanya."), ["CN", "US"])
    assert {finding.jurisdiction for finding in report.findings} == {"CN", "US"}
    assert report.fixed is not None
    assert report.fixed.body == "【广告】#ad Tea from Shanya."
    assert check_caption(report.fixed, ["CN", "US"]).verdict is Verdict.PASS


def test_a_label_that_is_enough_in_one_country_still_fails_in_the_other() -> None:
    report = check_caption(a_caption("#ad Tea from Shanya."), ["US", "CN"])
    assert report.verdict is Verdict.FAIL
    assert {finding.jurisdiction for finding in report.findings} == {"CN"}


def test_a_fix_takes_out_the_clause_that_denies_and_nothing_else_however_many_countries_object() -> None:
    caption = a_chinese_caption("非广告！山芽的茶天天喝，链接在主页", native_label=True)
    report = check_caption(caption, ["CN", "US"])
    assert report.fixed is not None
    assert report.fixed.body == "【广告】山芽的茶天天喝，链接在主页"
