"""What counts as disclosed in South Korea."""

from typing import Any

import pytest

from marketplace.disclosure.check import Caption, Verdict, check_caption
from tests.disclosure.builders import PLAIN

KOREAN: dict[str, Any] = {**PLAIN, "language": "ko"}


def verdict_of(body: str, **changes: Any) -> Verdict:
    return check_caption(Caption(**{**KOREAN, "body": body, **changes}), ["KR"]).verdict


@pytest.mark.parametrize(
    ("tie", "body"),
    [
        ("paid", "광고ㅣ화로에 떡을 구웠어요"),
        ("paid", "#유료광고포함 화로에 떡을 구웠어요"),
        ("paid", "이 글은 숯마루의 유료광고입니다. 화로에 떡을 구웠어요."),
        ("paid", "숯마루로부터 원고료를 받아 작성한 글이에요. 떡이 노릇해요."),
        ("paid", "화로에 떡을 구웠어요 #광고 #겨울"),
        ("gifted", "숯마루에서 화로를 무상으로 제공받아 작성했습니다."),
        ("gifted", "#상품제공 화로에 떡을 구웠어요"),
        ("affiliate", "쿠팡 파트너스 활동의 일환으로 일정액의 수수료를 지급받습니다. 겨울 살림 모음."),
        ("employee", "저는 숯마루 직원입니다. 화로 이야기예요."),
        ("own", "저희 브랜드 화로가 나왔어요."),
        ("paid", "#광고 예전에 내돈내산으로 쓰던 화로인데 이번엔 숯마루와 함께해요."),
        ("none", "내돈내산 화로 후기"),
        ("none", "광고 없는 음악 앱으로 갈아탔어요"),
        ("none", "친구 집들이에 초대받아 다녀왔어요"),
    ],
)
def test_clear_words_in_front_or_no_need_for_them_pass(tie: str, body: str) -> None:
    assert verdict_of(body, relationship=tie) is Verdict.PASS


@pytest.mark.parametrize(
    ("tie", "body"),
    [
        ("paid", "화로에 떡을 구웠어요"),
        ("paid", "광고 아니고 그냥 좋아서 쓰는 화로"),
        ("paid", "협찬받은 거 아니에요! 화로 최고"),
        ("paid", "노광고 노협찬 화로 후기"),
        ("paid", "#광고 #내돈내산 화로 후기"),
        ("paid", "업체와 아무런 관계가 없습니다. 화로 후기"),
        ("paid", "유튜브 광고에서 보던 화로를 샀어요"),
        ("paid", "화로가 좋아요. 광고/협찬 문의는 메일 주세요"),
        ("paid", "이거 광고일까요? 화로 이야기"),
        ("paid", "#AD 화로에 떡을 구웠어요"),
        ("paid", "#PPL 화로에 떡을 구웠어요"),
        ("gifted", "숯마루 서포터즈로 활동하며 쓴 화로"),
        ("affiliate", "구매하시면 소정의 수수료를 받을 수 있어요. 겨울 살림 모음."),
        ("paid", "협찬을 받을 수도 있습니다. 화로 후기"),
    ],
)
def test_denial_condition_and_other_words_fail(tie: str, body: str) -> None:
    assert verdict_of(body, relationship=tie) is Verdict.FAIL


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "광 고 | 화로에 떡"},
        {"body": "숯마루에서 선물받았어요. 화로에 떡", "relationship": "gifted"},
        {"body": "화로에 떡", "native_label": True},
        {"body": "[광고] 화로에 떡", "medium": "video"},
        {"body": "업체에서 보내주신 화로예요", "relationship": "none"},
        {"body": "할인코드 MOCHI10 쓰세요", "relationship": "none"},
    ],
)
def test_what_is_open_goes_to_a_person(changes: dict[str, Any]) -> None:
    assert verdict_of(**changes) is Verdict.REVIEW


def test_a_fix_leaves_the_words_beside_a_denial_that_fills_the_text() -> None:
    report = check_caption(Caption(**{**KOREAN, "body": "비광고 화로 이야기"}), ["KR"])
    assert report.fixed is not None
    assert report.fixed.body == "[광고] 화로 이야기"


def test_a_country_without_words_in_the_language_of_the_post_takes_its_own() -> None:
    report = check_caption(Caption(**{**KOREAN, "body": "화로에 떡을 구웠어요"}), ["KR", "GB"])
    assert report.fixed is not None
    assert check_caption(report.fixed, ["KR", "GB"]).verdict is Verdict.PASS


def test_on_a_blog_the_title_or_the_first_words_count_and_the_end_does_not() -> None:
    blog = {"platform": "naver_blog", "title": "화로 고르는 법"}
    story = "겨울이 오면 화로를 꺼내요. 숯을 피우고 떡을 굽고 차를 끓여요. " * 6
    assert verdict_of(story, **{**blog, "title": "[협찬] 화로 고르는 법"}) is Verdict.PASS
    assert verdict_of(f"[광고] {story}", **blog) is Verdict.PASS
    assert verdict_of(f"{story} 협찬을 받아 작성했습니다.", **blog) is Verdict.FAIL


def test_english_words_count_in_an_english_post_only() -> None:
    assert verdict_of("#ad Rice cakes over charcoal on a cold evening.", language="en") is not Verdict.FAIL
    assert verdict_of("#ad 화로에 떡을 구웠어요") is Verdict.FAIL
    assert verdict_of("[광고] Rice cakes over charcoal.", language="en") is Verdict.PASS
