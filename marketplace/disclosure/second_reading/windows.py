"""A caption as the second reader reads it: its sentences, each two that follow each other, and the whole."""

from __future__ import annotations

import re

from marketplace.disclosure.captions import Caption

Span = tuple[int, int]

_ENDS = re.compile(r"(?<=[!?\n。！？])|(?<=\.)(?=\s)")
_NOISE = re.compile(r"https?://\S+|\[(?:topic|话题|[^\]\[]{1,10}R)\]#?", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA_HANGUL = re.compile(r"[\u3041-\u30ff\uac00-\ud7af]")
_MOST_SENTENCES = 40

SCRIPTS = ("latin", "chinese", "other")


def windows_of(caption: Caption) -> list[Span]:
    """Where sentences stand in `Caption.text`, then pairs of them, then all together; hashtags are left out."""
    text = caption.text[: caption.body_end]
    spans, at = [], 0
    for part in _ENDS.split(text):
        if clean(part):
            spans.append((at, at + len(part)))
        at += len(part)
    spans = spans[:_MOST_SENTENCES]
    pairs = [(one[0], two[1]) for one, two in zip(spans, spans[1:], strict=False)]
    whole = [(spans[0][0], spans[-1][1])] if spans else []
    return list(dict.fromkeys((*spans, *pairs, *whole)))


def sentence_count(spans: list[Span]) -> int:
    """How many of the windows are single sentences; they come first."""
    return next((place for place in range(1, len(spans)) if spans[place][0] < spans[place - 1][1]), len(spans))


def clean(text: str) -> str:
    """The text without addresses, marks of hashtags and names of stickers, on one line."""
    return " ".join(_NOISE.sub(" ", text).replace("#", " #").split())


def script_of(text: str) -> str:
    """What a text is mostly written in; three Latin letters weigh as much as one Chinese character."""
    wide, other = len(_HAN.findall(text)), len(_KANA_HANGUL.findall(text))
    if other > 0.2 * (wide + other):
        return "other"
    latin = sum(letter.isalpha() and letter < "\u0250" for letter in text)
    return "chinese" if 3 * wide >= max(1, latin) else "latin"
