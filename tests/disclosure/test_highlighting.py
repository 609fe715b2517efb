"""A caption is cut into runs: together they are the caption, and each marked one is what its finding quotes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marketplace.disclosure.check import Finding, Verdict, Where, check_caption
from marketplace.disclosure.highlighting import Run, marked
from tests.disclosure.builders import a_caption


def finding(start: int | None, end: int | None, verdict: Verdict = Verdict.FAIL) -> Finding:
    return Finding("US-X", "US", verdict, "", "", "", "", "", start, end, Where.BODY, "", "")


def test_words_are_marked_and_numbered_where_they_end() -> None:
    runs = marked("🥛 not an ad 🥛", [finding(2, 11), finding(None, None)])
    assert runs == (Run("🥛 "), Run("not an ad", Verdict.FAIL, (1,)), Run(" 🥛"))


def test_where_findings_overlap_the_strictest_colours_and_each_keeps_its_number() -> None:
    runs = marked("abcdef", [finding(0, 4, Verdict.REVIEW), finding(2, 6)])
    assert runs == (
        Run("ab", Verdict.REVIEW),
        Run("cd", Verdict.FAIL, (1,)),
        Run("ef", Verdict.FAIL, (2,)),
    )


def test_spans_outside_of_the_text_mark_nothing() -> None:
    assert marked("abc", [finding(2, 9), finding(3, 3), finding(-1, 2)]) == (Run("abc"),)
    assert marked("", [finding(0, 1)]) == ()


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=6))
def test_the_runs_are_the_text_whatever_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(run.text for run in marked(text, [finding(*span) for span in spans])) == text


def test_what_the_check_quotes_is_what_is_marked() -> None:
    caption = a_caption("🧑‍🍳 Not an ad, it cures the flu ☕️", title="Mornings")
    report = check_caption(caption, ["US"])
    found = [*report.findings, *report.claims]
    runs = marked(caption.text, found)
    assert {run.text for run in runs if run.verdict} == {each.quote for each in found if each.quote}
