"""Words in pictures, and the moment at which a recording shows its label."""

from __future__ import annotations

import json

import pytest

from marketplace.disclosure.captions import Caption
from marketplace.disclosure.check import Report, check_caption
from marketplace.disclosure.errors import CaptionInvalid
from marketplace.disclosure.verdicts import Verdict, Where
from tests.disclosure.builders import CHINESE, PLAIN, a_caption, a_chinese_caption


def test_a_claim_in_the_second_picture_is_found_there_and_the_text_is_not_touched() -> None:
    caption = a_chinese_caption(
        "【广告】早餐配燕麦脆。", product_category="food", frames=("早餐", "全网销量第一的燕麦脆")
    )
    report = check_caption(caption, ["CN"])
    (found,) = report.claims
    assert (found.where, found.frame, found.quote, found.start) == (Where.FRAME, 2, "全网销量第一", None)
    assert report.claims_verdict is Verdict.FAIL
    assert report.fixed is None
    assert Report.from_json(json.loads(json.dumps(report.as_json()))) == report


def test_a_text_is_put_right_beside_a_picture_that_is_not() -> None:
    report = check_caption(a_caption("So creamy.", frames=("Cures eczema",), product_category="cosmetic"), ["US"])
    assert report.fixed is not None
    assert check_caption(report.fixed, ["US"]).verdict is Verdict.PASS
    assert check_caption(report.fixed, ["US"]).claims_verdict is report.claims_verdict
    assert report.fixed.frames == ("Cures eczema",)


def test_words_a_brand_never_wants_said_are_found_in_pictures() -> None:
    report = check_caption(a_caption("#ad Fine.", frames=("the CHEAPEST one",)), ["US"], never=["cheapest"])
    assert [(each.frame, each.quote) for each in report.claims] == [(1, "CHEAPEST")]


@pytest.mark.parametrize(
    ("country", "shape", "moment", "verdict"),
    [
        ("DE", PLAIN, {}, Verdict.REVIEW),
        ("DE", PLAIN, {"label_from": 0}, Verdict.PASS),
        ("DE", PLAIN, {"label_from": 12, "label_until": 20, "length": 60}, Verdict.FAIL),
        ("FR", PLAIN, {"label_from": 0}, Verdict.REVIEW),
        ("FR", PLAIN, {"label_from": 0, "label_until": 20, "length": 60}, Verdict.FAIL),
        ("FR", PLAIN, {"label_from": 0, "label_until": 60, "length": 60}, Verdict.PASS),
        ("CN", CHINESE, {}, Verdict.PASS),
    ],
)
def test_whoever_says_when_the_label_is_shown_is_held_to_it(
    country: str, shape: dict[str, object], moment: dict[str, int], verdict: Verdict
) -> None:
    language, label = {"DE": ("de", "Werbung: "), "FR": ("fr", "Publicité : "), "CN": ("zh", "【广告】")}[country]
    text = {"de": "So cremig.", "fr": "Si onctueux.", "zh": "早餐配燕麦脆。"}[language]
    caption = Caption(**{**shape, "language": language, "body": label + text, "medium": "video", **moment})
    assert check_caption(caption, [country]).verdict is verdict


@pytest.mark.parametrize(
    "wrong",
    [
        {"label_from": -1},
        {"label_from": 20, "label_until": 10},
        {"label_until": 90, "length": 60},
        {"label_from": "3"},
        {"label_from": True},
        {"label_from": 1.5},
        {"frames": "one"},
        {"frames": [3]},
    ],
)
def test_moments_and_frames_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CaptionInvalid):
        Caption.from_json({**PLAIN, "hashtags": [], "body": "#ad", **wrong})
