"""Pictures of the demo world: a cover with its title and a row of plates, drawn here."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from marketplace.settings import ROOT

SIZE = (900, 1200)
GROUNDS = (("#f3ead9", "#2f4f3e"), ("#e3ecf1", "#29435c"), ("#f6e3dd", "#6b2f2a"))
"""Colours of the ground and of what is on it."""

_FONT = ROOT / "marketplace/papers/fonts/noto-sans-sc.woff"
_WIDEST = 760


def cover(lines: Sequence[str], number: int = 0) -> bytes:
    """A PNG of 900 × 1200 pixels with these lines on it."""
    ground, ink = GROUNDS[number % len(GROUNDS)]
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    for place, size in enumerate((330, 250, 150)):
        left, top = 80 + 230 * place, 1090 - size
        draw.ellipse((left, top, left + size, top + size), fill="#ffffff", outline=ink, width=6)
        draw.ellipse((left + 40, top + 40, left + size - 40, top + size - 40), outline=ink, width=3)
    top = 110
    for line in lines:
        font = _fitting(line)
        draw.text((70, top), line, font=font, fill=ink)
        top += int(font.size * 1.5)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _fitting(line: str) -> ImageFont.FreeTypeFont:
    size = next(size for size in range(84, 20, -4) if _font(size).getlength(line) <= _WIDEST or size == 24)
    return _font(size)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size)
