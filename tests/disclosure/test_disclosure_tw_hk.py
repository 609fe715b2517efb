"""What counts as disclosed in Taiwan and Hong Kong."""

from typing import Any

import pytest

from marketplace.disclosure.check import Caption, Verdict, check_caption
from tests.disclosure.builders import PLAIN

CHINESE: dict[str, Any] = {**PLAIN, "language": "zh"}


def verdict_of(country: str, body: str, **changes: Any) -> Verdict:
    return check_caption(Caption(**{**CHINESE, "body": body, **changes}), [country]).verdict


@pytest.mark.parametrize(
    ("country", "tie", "body"),
    [
        ("TW", "paid", "（業配）火爐烤年糕"),
        ("TW", "paid", "廣告丨火爐烤年糕"),
        ("TW", "paid", "這篇是業配文，但火爐我是真的喜歡。"),
        ("TW", "paid", "本影片由炭坊贊助播出，火爐烤年糕。"),
        ("TW", "gifted", "炭坊提供產品，火爐烤年糕。"),
        ("TW", "affiliate", "文內含分潤連結｜冬天的道具清單"),
        ("TW", "employee", "我是炭坊的員工，這款火爐是我們部門做的。"),
        ("TW", "paid", "【業配】以前自費買過的火爐，這次跟品牌合作。"),
        ("TW", "none", "自費食記：巷口的年糕，不是業配"),
        ("HK", "paid", "廣告：炭坊嘅火爐好暖"),
        ("HK", "paid", "贊助｜炭坊嘅火爐好暖"),
        ("HK", "gifted", "獲炭坊提供，試咗個火爐。"),
        ("HK", "none", "港鐵站嘅廣告牌換咗新畫"),
    ],
)
def test_a_disclosed_tie_or_none_passes(country: str, tie: str, body: str) -> None:
    assert verdict_of(country, body, relationship=tie) is Verdict.PASS


@pytest.mark.parametrize(
    ("country", "body"),
    [
        ("TW", "火爐烤年糕"),
        ("TW", "非業配！火爐真的暖"),
        ("TW", "沒有業配啦，火爐真的暖"),
        ("TW", "自費開箱！火爐真的暖"),
        ("TW", "廠商沒有給我錢，火爐真的暖"),
        ("TW", "捷運廣告看到的火爐"),
        ("TW", "歡迎業配邀約，請私訊。火爐真的暖"),
        ("TW", "這是業配嗎？你猜。火爐真的暖"),
        ("HK", "唔係廣告㗎！火爐好暖"),
        ("HK", "冇收錢，純粹分享個火爐"),
        ("HK", "巴士車身廣告見到嘅火爐"),
    ],
)
def test_denials_and_other_senses_fail(country: str, body: str) -> None:
    assert verdict_of(country, body) is Verdict.FAIL


@pytest.mark.parametrize(
    ("country", "changes"),
    [
        ("TW", {"body": "感謝炭坊邀約，火爐烤年糕"}),
        ("TW", {"body": "#合作 火爐烤年糕"}),
        ("TW", {"body": "广告｜火爐烤年糕"}),
        ("TW", {"body": "#ad 火爐烤年糕"}),
        ("TW", {"body": "炭坊提供產品，火爐烤年糕。"}),
        ("TW", {"body": "團購連結在限動，週日截止", "relationship": "none"}),
        ("HK", {"body": "多謝炭坊邀請，試咗個火爐"}),
        ("HK", {"body": "火爐好暖", "relationship": "gifted"}),
        ("HK", {"body": "火爐好暖", "native_label": True}),
    ],
)
def test_what_is_open_goes_to_a_person(country: str, changes: dict[str, Any]) -> None:
    assert verdict_of(country, **changes) is Verdict.REVIEW


def test_hong_kong_reads_english_in_an_english_post() -> None:
    assert verdict_of("HK", "#ad Rice cakes over charcoal tonight.", language="en") is Verdict.PASS
    assert verdict_of("HK", "#ad 火爐好暖", language="zh") is Verdict.REVIEW
