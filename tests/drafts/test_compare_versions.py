"""What changed from one version to the next can be read, and takes no time to find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marketplace.drafts.comparing import changes_between


def read(runs: list[tuple[str, str]], left_out: str) -> str:
    return "".join(words for kind, words in runs if kind != left_out)


@given(st.text("ab 。\n", max_size=60), st.text("ab 。\n", max_size=60))
def test_the_runs_give_both_versions(before: str, after: str) -> None:
    runs = changes_between(before, after)
    assert (read(runs, "add"), read(runs, "del")) == (before, after)


def test_only_what_changed_is_marked() -> None:
    assert changes_between("我爱燕麦奶。", "我最爱燕麦奶。") == [("same", "我"), ("add", "最"), ("same", "爱燕麦奶。")]
    assert changes_between("same", "same") == [("same", "same")]
    assert changes_between("", "") == []


def test_long_texts_that_repeat_themselves_are_compared_at_once() -> None:
    long = "x\n" * 9000
    assert changes_between(long, f"#ad {long}") == [("add", "#ad "), ("same", long)]
    first, last = f"a {long} b", f"c {long} d"
    runs = changes_between(first, last)
    assert (read(runs, "add"), read(runs, "del")) == (first, last)
    other = changes_between(long, "y" + "\nz" * 9000)
    assert (read(other, "add"), read(other, "del")) == (long, "y" + "\nz" * 9000)
