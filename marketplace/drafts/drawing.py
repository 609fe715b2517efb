"""A picture of a public post, drawn by us from what its platform answered: no photograph of the platform's page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

from marketplace import papers

_FONTS = Path(papers.__file__).parent / "fonts"
_LATIN, _HAN = _FONTS / "inter-regular.woff", _FONTS / "noto-sans-sc.woff"

WIDTH, MARGIN, SIZE, LEADING = 720, 36, 18, 28
MOST_LINES = 260
"""Longer texts are drawn up to here; the whole text is in the record beside the picture."""

_PIECES = re.compile(r"[!-~]{1,40} ?|.")  # a word of Latin letters, or one sign

NO_LETTER = "□"
_INK, _QUIET, _PAPER = 20, 105, 255
"""Shades of grey: a small file that is drawn quickly."""


@dataclass(frozen=True)
class _Line:
    text: str
    shade: int = _INK


def draw_post(read: Mapping[str, Any], *, address: str, at: datetime) -> bytes:
    """A PNG of what was read at an address at an instant: account, label, marks, text, links and times."""
    lines = list(_lines(read, address, at))
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], _Line("… drawn up to here; the record holds the whole text", _QUIET)]
    picture = Image.new("L", (WIDTH, 2 * MARGIN + LEADING * len(lines)), _PAPER)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        x = float(MARGIN)
        for part, font in _parts(line.text):
            pen.text((x, MARGIN + SIZE + LEADING * number), part, font=font, fill=line.shade, anchor="ls")
            x += font.getlength(part)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _lines(read: Mapping[str, Any], address: str, at: datetime) -> Iterator[_Line]:
    yield from _wrapped(address, _QUIET)
    if not read["found"]:
        yield _Line("")
        yield _Line("No post at this address · 此地址没有内容", _INK)
    else:
        yield from _post(read)
    yield _Line("")
    yield from _wrapped(
        f"Drawn by Meadow from what the platform's interface answered at {at.isoformat(timespec='seconds')}. "
        "Not a photograph of the page. 本图由青野根据平台接口在上述时间的返回内容绘制,不是网页截图。",
        _QUIET,
    )


def _post(read: Mapping[str, Any]) -> Iterator[_Line]:
    yield from _wrapped(f"@{read['account']}", _INK)
    yield _Line(_flag("Platform's advertising label · 平台广告标识", read["native_label"]), _INK)
    yield _Line(_flag("Mark for AI content · AI 内容标识", read["ai_mark"]), _INK)
    yield _Line("")
    for text in (read["title"], read["body"], " ".join(f"#{tag}" for tag in read["hashtags"])):
        if text:
            yield from _wrapped(text, _INK)
            yield _Line("")
    for link in read["links"]:
        yield from _wrapped(f"→ {link}", _INK)
    yield from _wrapped(f"Published · 发布 {read['published_at']}", _QUIET)
    if read["edited_at"]:
        yield from _wrapped(f"Edited · 编辑 {read['edited_at']}", _QUIET)


def _flag(name: str, is_on: bool) -> str:
    return f"{name}: {'on · 有' if is_on else 'off · 无'}"


def _wrapped(text: str, shade: int) -> Iterator[_Line]:
    """Lines no wider than the picture, broken between words or hanzi; at most one more than a picture can hold."""
    lines = (line for part in text.splitlines() or [""] for line in _broken(part))
    return (_Line(line, shade) for line in islice(lines, MOST_LINES + 1))


def _broken(part: str) -> Iterator[str]:
    line, wide, room = "", 0.0, WIDTH - 2 * MARGIN
    for found in _PIECES.finditer(part):
        width = sum(map(_width, found[0]))
        if line and wide + width > room:
            yield line
            line, wide = "", 0.0
        line, wide = line + found[0], wide + width
    yield line


def _parts(line: str) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """A line as parts that one font draws each; what no font has is a box."""
    part, before = "", ""
    for character in line:
        shown, font = _drawn(character)
        if part and font != before:
            yield part, _font(before)
            part = ""
        part, before = part + shown, font
    if part:
        yield part, _font(before)


def _drawn(character: str) -> tuple[str, str]:
    for font in (str(_LATIN), str(_HAN)):
        if ord(character) in _letters(font):
            return character, font
    return NO_LETTER, str(_HAN)


@cache
def _letters(path: str) -> frozenset[int]:
    return frozenset(TTFont(path, lazy=True).getBestCmap())


@cache
def _font(path: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, SIZE)


@cache
def _width(character: str) -> float:
    shown, font = _drawn(character)
    return _font(font).getlength(shown)
