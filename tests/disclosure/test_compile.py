"""What a brief and an order's terms are told beforehand."""

import json

import pytest

from marketplace.disclosure.check import CaptionInvalid, UnknownJurisdiction, Verdict, check_caption
from marketplace.disclosure.compile import Requirements, compile_requirements
from tests.disclosure.builders import a_caption, a_chinese_caption


def test_two_countries_say_which_words_where_and_why() -> None:
    wanted = compile_requirements(["US", "CN"], "xiaohongshu", "paid", language="zh", purchase_link=True)
    america, china = wanted.jurisdictions
    assert wanted.opening == "【广告】"
    assert (china.label, china.within_lines, china.native_label) == ("【广告】", 1, "additional")
    assert america.within_lines == 2
    assert all(
        demand.source and demand.article and demand.url and demand.law and demand.confidence for demand in china.demands
    )
    assert "CN-RECORDS" in {demand.rule for demand in china.demands}


def test_the_opening_it_asks_for_passes_the_check() -> None:
    english = compile_requirements(["US", "CN"], "instagram", "affiliate")
    body = f"{english.opening} Five mugs."
    assert check_caption(a_caption(body, relationship="affiliate"), ["US", "CN"]).verdict is Verdict.PASS
    chinese = compile_requirements(["CN"], "xiaohongshu", "gifted", language="zh")
    assert (
        check_caption(a_chinese_caption(f"{chinese.opening}茶", relationship="gifted"), ["CN"]).verdict is Verdict.PASS
    )


def test_requirements_survive_being_frozen_as_json() -> None:
    wanted = compile_requirements(["CN", "US"], "douyin", "own", language="zh", medium="live", ai_generated=True)
    assert Requirements.from_json(json.loads(json.dumps(wanted.as_json()))) == wanted


def test_video_and_ai_bring_their_own_demands() -> None:
    def rules(**given: object) -> set[str]:
        wanted = compile_requirements(["US", "CN"], "tiktok", "paid", **given)  # type: ignore[arg-type]
        return {demand.rule for each in wanted.jurisdictions for demand in each.demands}

    assert rules(medium="video") - rules() == {"US-IN-VIDEO"}
    assert rules(ai_generated=True) - rules() == {"CN-AI"}


def test_without_a_tie_nothing_has_to_be_said() -> None:
    wanted = compile_requirements(["US"], "instagram", "none")
    assert wanted.opening == ""
    assert not wanted.jurisdictions[0].disclose


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"countries": ["XX"]}, UnknownJurisdiction),
        ({"relationship": "friend"}, CaptionInvalid),
        ({"medium": "radio"}, CaptionInvalid),
    ],
)
def test_what_is_unknown_is_refused(given: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        compile_requirements(**{"countries": ["US"], "platform": "x", "relationship": "paid", **given})  # type: ignore[arg-type]
