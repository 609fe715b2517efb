"""The letters of papers: which font draws a character, how wide a text is, and where a line may end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

_FONTS = Path(__file__).parent / "fonts"
_FILES = {"inter": "inter-regular.woff", "inter-strong": "inter-semibold.woff", "noto": "noto-sans-sc.woff"}

NO_LETTER = "□"
"""Stands for what no font here has: a picture sign, a script we do not carry."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"}
_OF_EITHER_FONT = frozenset("‘’“”…—·")
_CLOSING = "，。、；：？！）》」』】〉”’·…—％%),.;:?!"
_OPENING = "（《「『【〈“‘("
_PIECES = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]|[^\s\u2e80-\uffff]+|\S)"
    rf"[{re.escape(_CLOSING)}]*|\s+"
)


@dataclass(frozen=True)
class Style:
    """How a text is set: size in points, strong or not."""

    size: float
    strong: bool = False

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * 1.5


@dataclass(frozen=True)
class Run:
    """A part of a line that one font draws."""

    text: str
    font: str
    width: float


class Letters:
    """The fonts of one paper. The large Chinese one is opened only for a paper that has a character for it."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._fonts: dict[str, TTFFont] = {}

    def runs(self, text: str, style: Style) -> Iterator[Run]:
        """A line as parts, each drawn by one font."""
        font, begun = "", ""
        for character in text:
            wanted = self._font_of(character, font, strong=style.strong)
            if wanted != font and begun:
                yield self._run(begun, font, style)
                begun = ""
            font, begun = wanted, begun + character
        if begun:
            yield self._run(begun, font, style)

    def width(self, text: str, style: Style) -> float:
        """How wide a line is, in points."""
        return sum(run.width for run in self.runs(text, style))

    def lines(self, text: str, style: Style, width: float) -> list[str]:
        """A text in lines of at most this width: broken between words or hanzi, a word that is too long anywhere."""
        return [line for part in text.splitlines() or [""] for line in self._broken(self.readable(part), style, width)]

    def readable(self, text: str) -> str:
        """A text without what cannot be seen; what no font has is one box, however many signs it is made of."""
        shown: list[str] = []
        for character in unicodedata.normalize("NFC", text.replace("\t", " ")):
            if self._has("inter", character) or self._has("noto", character):
                shown.append(character)
            elif unicodedata.category(character) not in _UNSEEN and shown[-1:] != [NO_LETTER]:
                shown.append(NO_LETTER)
        return "".join(shown).strip()

    def _broken(self, text: str, style: Style, width: float) -> Iterator[str]:
        line, used = "", 0.0
        for piece in _PIECES.findall(text):
            for part in self._cut(piece, style, width):
                wide = self.width(part.rstrip(), style)
                if line.strip() and used + wide > width:
                    yield line.rstrip()
                    line, used = "", 0.0
                if line or part.strip():
                    line, used = line + part, used + self.width(part, style)
        yield line.rstrip()

    def _cut(self, piece: str, style: Style, width: float) -> Iterator[str]:
        """A piece of a line as it is; in parts when it is wider than a line."""
        part, used = "", 0.0
        for character in piece:
            wide = self.width(character, style)
            if part and used + wide > width:
                yield part
                part, used = "", 0.0
            part, used = part + character, used + wide
        yield part

    def _run(self, text: str, font: str, style: Style) -> Run:
        widths = self._font(font).cw
        return Run(text, font, sum(widths[ord(character)] for character in text) * style.size / 1000)

    def _font_of(self, character: str, before: str, *, strong: bool) -> str:
        if character in _OF_EITHER_FONT and before == "noto":
            return "noto"
        return ("inter-strong" if strong else "inter") if self._has("inter", character) else "noto"

    def _has(self, font: str, character: str) -> bool:
        return ord(character) in self._font(font).cmap

    def _font(self, name: str) -> TTFFont:
        if name not in self._fonts:
            self._pdf.add_font(name, fname=_FONTS / _FILES[name])
            found = self._pdf.fonts[name]
            if not isinstance(found, TTFFont):
                raise TypeError(f"{name} is no TrueType font")
            self._fonts[name] = found
        return self._fonts[name]
