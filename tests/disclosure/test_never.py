"""What a brand never wants said is found wherever it stands by itself, and the fix takes it out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.disclosure.check import Verdict, check_caption
from marketplace.disclosure.never import RULE, never_findings
from marketplace.disclosure.reading.caption import read
from tests.disclosure.builders import a_caption, a_chinese_caption


def found(body: str, *phrases: str) -> list[str]:
    return [each.quote for each in never_findings(read(a_caption(body)), phrases)]


@pytest.mark.parametrize(
    ("body", "phrase", "quote"),
    [
        ("#ad Better than OATLY, I say.", "Oatly", "OATLY"),
        ("#ad It is ｃｈｅａｐ!", "cheap", "ｃｈｅａｐ"),
        ("#ad The  best   oat drink.", "best oat drink", "best   oat drink"),
        ("广告 比伊利好喝", "伊利", "伊利"),
        ("廣告 比別家的麥片好", "别家的麦片", "別家的麥片"),
        ("广告 第·一名", "第一名", "第·一名"),
        ("#ad so good #oatly", "oatly", "oatly"),
    ],
)
def test_it_is_found_in_any_case_width_and_script(body: str, phrase: str, quote: str) -> None:
    assert found(body, phrase) == [quote]


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        ("A goat floats.", "oat"),
        ("dairy-free and good", "free"),
        ("nothing", ""),
        ("nothing", "  "),
        ("…", "…"),
        ("a", "\u200b"),
    ],
)
def test_a_part_of_a_word_or_no_word_is_not_found(body: str, phrase: str) -> None:
    assert found(body, phrase) == []


def test_the_longest_of_several_counts_once() -> None:
    assert found("the cheap oat drink", "cheap", "cheap oat drink") == ["cheap oat drink"]


def test_a_draft_that_says_it_fails_and_the_fix_takes_it_out() -> None:
    caption = a_caption("#ad I drink it every day. It beats Oatly by miles. My mornings are slower.")
    report = check_caption(caption, ["US"], never=["Oatly"])
    assert (report.verdict, report.claims_verdict) == (Verdict.PASS, Verdict.FAIL)
    claim = report.claims[0]
    assert (claim.rule, caption.text[claim.start : claim.end]) == (RULE, "Oatly")
    assert report.fixed is not None
    assert "Oatly" not in report.fixed.text
    assert check_caption(report.fixed, ["US"], never=["Oatly"]).overall is Verdict.PASS
    assert check_caption(caption, ["US"]).overall is Verdict.PASS


def test_in_chinese_too() -> None:
    caption = a_chinese_caption("【广告】每天早上都喝。比伊利好喝多了。奶泡很绵密。")
    report = check_caption(caption, ["CN"], never=["伊利"])
    assert report.claims_verdict is Verdict.FAIL
    assert report.fixed is not None
    assert "伊利" not in report.fixed.text


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=6))
def test_whatever_is_listed_what_is_found_stands_in_the_caption(body: str, phrases: list[str]) -> None:
    caption = a_caption(body)
    for each in never_findings(read(caption), phrases):
        assert each.start is not None
        assert caption.text[each.start : each.end] == each.quote
