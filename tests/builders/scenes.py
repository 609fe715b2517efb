"""Pictures as people take them, drawn: a lit room with things in it, and cards with words; each number another one."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont


def a_scene(number: int, size: tuple[int, int] = (600, 800)) -> Image.Image:
    """Light falling from one side on a table with a few things, slightly out of focus, with the noise of a camera."""
    chance = np.random.default_rng(number)
    width, height = size
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    turn = chance.uniform(0, 2 * np.pi)
    light = (np.cos(turn) * across + np.sin(turn) * down) * chance.uniform(40, 110)
    ground = chance.integers(70, 190, 3) + light[..., None]
    picture = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, int(height * chance.uniform(0.55, 0.8)), width, height), fill=_colour(chance))
    for _ in range(int(chance.integers(5, 14))):
        x, y = chance.integers(0, width), chance.integers(0, height)
        w, h = (chance.uniform(0.06, 0.4, 2) * min(size)).astype(int)
        draw = (pen.ellipse, pen.rectangle)[int(chance.integers(2))]
        draw((int(x), int(y), int(x + w), int(y + h)), fill=_colour(chance))
    picture = picture.filter(ImageFilter.GaussianBlur(1))
    grain = chance.normal(0, 5, (height, width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def a_card(words: str, size: tuple[int, int] = (1080, 1440)) -> Image.Image:
    """A card with words, as note apps make them: the same ground and frame whatever it says."""
    picture = Image.new("RGB", size, "#fbf3e4")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((60, 60, size[0] - 60, size[1] - 60), 40, outline="#c9a46a", width=6)
    for line, text in enumerate(words.split("\n")):
        pen.text((120, 200 + 150 * line), text, font=ImageFont.load_default(110), fill="#222222")
    return picture


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def recompressed(picture: Image.Image) -> bytes:
    """Saved again, badly."""
    return jpeg(picture, 30)


def smaller(picture: Image.Image) -> bytes:
    """At a third of its size, sent on by a messenger."""
    return jpeg(picture.resize((picture.width // 3, picture.height // 3)), 60)


def cropped(
    picture: Image.Image, left: float = 0.05, top: float = 0.03, right: float = 0.02, low: float = 0.06
) -> bytes:
    """With a strip cut off at each edge, as shares of its sides."""
    width, height = picture.size
    box = (left * width, top * height, width - right * width, height - low * height)
    return jpeg(picture.crop(tuple(int(each) for each in box)), 75)


def filtered(picture: Image.Image) -> bytes:
    """Brighter, with less colour, as a filter makes it."""
    paler = ImageEnhance.Color(picture).enhance(0.6)
    return jpeg(ImageEnhance.Brightness(paler).enhance(1.15), 80)


def mirrored(picture: Image.Image) -> bytes:
    """As a mirror shows it."""
    return jpeg(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 80)


def captioned(picture: Image.Image) -> bytes:
    """With a line of words written over its lower edge."""
    marked = picture.copy()
    font = ImageFont.load_default(picture.width // 16)
    ImageDraw.Draw(marked).text((picture.width // 12, picture.height * 0.9), "my morning", font=font, fill="#ffffff")
    return jpeg(marked, 80)


def _colour(chance: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = (int(each) for each in chance.integers(20, 240, 3))
    return red, green, blue
