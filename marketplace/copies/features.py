"""What a text is compared by: its words and pairs of neighbours; not what paraphrasing changes freely."""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import cache
from pathlib import Path

import rjieba

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.reading.scripts import simplified

Features = frozenset[int]

_ADDRESSES = re.compile(r"https?://\S+|www\.\S+|[@＠][\w.\-]+")
_TAGS = re.compile(r"[#＃][^#＃\s]{1,40}\[话题\][#＃]?|[#＃][^\s#＃，。！？,.!?]{1,40}[#＃]?")
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly)$")
_SHORTEST_STEM = 4


@cache
def _common() -> frozenset[str]:
    """Characters and words that are in every text."""
    listed = read_yaml(Path(__file__).parent / "common.yaml")
    return frozenset([*listed["zh"], *listed["words"], *listed["en"].split()])


def features_of(text: str) -> Features:
    """The hashed features of a text; order, emoji, punctuation, addresses, script, width and case do not matter."""
    found: set[str] = set()
    before = ""
    for run in _RUNS.findall(plain(text)):
        units = _of_run(run)
        found |= units
        after = next(iter(units)) if len(units) == 1 else ""
        if before and after:
            found.add(f"{before} {after}")
        before = after or (before if run in _common() else "")
    return frozenset(zlib.crc32(each.encode()) for each in found)


def plain(text: str) -> str:
    """A text of one width, one case and one script, without links and names."""
    folded = unicodedata.normalize("NFKC", text)
    bare = _ADDRESSES.sub(" ", folded)
    return simplified(_TAGS.sub(" ", bare).strip() or bare).casefold()


def _of_run(run: str) -> set[str]:
    if "\u3400" <= run[0] <= "\u9fff":
        words = {word for word in rjieba.cut(run) if len(word) > 1 and word not in _common()}
        kept = "".join(each for each in run if each not in _common())
        return words | {kept[at : at + 2] for at in range(len(kept) - 1)}
    if _KANA_OR_HANGUL.search(run):
        return {run[at : at + 2] for at in range(len(run) - 1)} or {run}
    if run in _common():
        return set()
    stem = _ENDINGS.sub("", run)
    return {stem if len(stem) >= _SHORTEST_STEM else run}
