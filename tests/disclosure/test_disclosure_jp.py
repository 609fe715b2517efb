"""What counts as disclosed in Japan."""

from typing import Any

import pytest

from marketplace.disclosure.check import Caption, Verdict, check_caption
from tests.disclosure.builders import PLAIN

JAPANESE: dict[str, Any] = {**PLAIN, "language": "ja"}


def verdict_of(body: str, **changes: Any) -> Verdict:
    return check_caption(Caption(**{**JAPANESE, "body": body, **changes}), ["JP"]).verdict


@pytest.mark.parametrize(
    ("tie", "body"),
    [
        ("paid", "＼PR／ 火鉢で焼いたお餅がごちそう"),
        ("paid", "PR丨火鉢で焼いたお餅"),
        ("paid", "#ﾌﾟﾛﾓｰｼｮﾝ 火鉢で焼いたお餅"),
        ("paid", "「PR」 火鉢で焼いたお餅がごちそう"),
        ("paid", "※PR含みます 火鉢で焼いたお餅"),
        ("paid", "この動画は、すみや商店の広告です。火鉢でお餅を焼きました。"),
        ("paid", "@sumiya さんのPRです！火鉢でお餅を焼きました。"),
        ("gifted", "すみや商店様より火鉢をご提供いただきました。毎晩使っています。"),
        ("affiliate", "当ブログはアフィリエイト広告を利用しています。冬の道具十選。"),
        ("affiliate", "リンクから購入されると紹介料が入ります。冬の道具十選。"),
        ("employee", "すみや商店の社員です。自社の火鉢の話をさせてください。"),
        ("own", "私が立ち上げたお店の火鉢、今日から並びます。"),
        ("paid", "【PR】もともと自腹で買って三年使っている火鉢です。"),
        ("paid", "【PR】アプリに広告が出ないのがうれしい。"),
        ("none", "自腹レビュー。すみや商店の火鉢、正直に書きます。"),
        ("none", "電車の広告がきれいで写真を撮った。"),
        ("none", "友達からいただいたお餅がおいしい。"),
    ],
)
def test_a_plain_mark_or_no_need_for_one_passes(tie: str, body: str) -> None:
    assert verdict_of(body, relationship=tie) is Verdict.PASS


@pytest.mark.parametrize(
    "body",
    [
        "今日は火鉢でお餅を焼きました。",
        "SPRING SALEで火鉢を買いました。",
        "広告代理店の友人も火鉢を使っています。",
        "地元のPR動画に火鉢が出ていました。",
        "電車の広告で見た火鉢、ついに買いました。",
        "火鉢の話。お仕事・PRのご依頼はDMまで。",
        "PRとかじゃないけど、この火鉢は本当に暖かい。",
        "無広告、自腹購入の火鉢です。",
        "報酬は一切いただいておりません。火鉢は暖かいです。",
        "これはPRですか？と聞かれるほど火鉢が好き。",
        "PR。第三者としての率直な感想です。火鉢は暖かい。",
        "【PR】なんちゃって。火鉢の日記です。",
        "#sp 火鉢でお餅",
        "PR表記はプロフィールに記載しています。火鉢でお餅。",
        "広告、宣伝、一切なし。火鉢は暖かい。",
    ],
)
def test_other_words_and_denials_fail(body: str) -> None:
    assert verdict_of(body) is Verdict.FAIL


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "#ad 火鉢でお餅"},
        {"body": "#すみやアンバサダー 火鉢でお餅"},
        {"body": "#提供 火鉢でお餅"},
        {"body": "P R 火鉢でお餅"},
        {"body": "火鉢でお餅", "hashtags": ("PR", "火鉢", "冬支度")},
        {"body": "火鉢でお餅", "native_label": True},
        {"body": "火鉢でお餅", "relationship": "gifted"},
        {"body": "商品の提供を受ける場合があります。火鉢でお餅"},
        {"body": "【PR】火鉢でお餅", "medium": "video"},
        {"body": "クーポンコード「MOCHI10」で一割引", "relationship": "none"},
        {"body": "すみや商店様から火鉢をいただきました", "relationship": "none"},
    ],
)
def test_what_is_open_goes_to_a_person(changes: dict[str, Any]) -> None:
    assert verdict_of(**changes) is Verdict.REVIEW


def test_a_mark_deep_within_the_hashtags_fails_and_the_fix_puts_it_first() -> None:
    caption = Caption(**{**JAPANESE, "body": "火鉢でお餅", "hashtags": ("火鉢", "冬", "餅", "暮らし", "PR")})
    report = check_caption(caption, ["JP"])
    assert [finding.rule for finding in report.findings] == ["JP-PLACE"]
    assert report.fixed is not None
    assert (report.fixed.body, "PR" in report.fixed.hashtags) == ("【PR】火鉢でお餅", False)
