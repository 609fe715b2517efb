"""Pictures as they are kept, and the words that stand in them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.drafts.errors import PictureUnreadable

MOST_PICTURES = 9
LARGEST_BYTES = 12 * 1024 * 1024
LONGEST_SIDE = 1600
"""Pixels; enough to read what stands in a picture and to judge it on a screen."""

_MOST_PIXELS = 60_000_000
_KINDS = ("JPEG", "PNG", "WEBP")
_QUALITY = 85


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be kept: JPEG, upright, at most `LONGEST_SIDE` pixels long, without place, date or camera."""

    content: bytes
    width: int
    height: int

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return sha256(self.content).hexdigest()


def prepared(content: bytes) -> Prepared:
    """A picture as it is kept. Raises PictureUnreadable for anything but a JPEG, PNG or WebP of a sensible size."""
    if not content or len(content) > LARGEST_BYTES:
        raise PictureUnreadable()
    try:
        with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise PictureUnreadable()
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # while it is read: a large JPEG is never unpacked whole
            flat = _on_white(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        raise PictureUnreadable() from why
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=_QUALITY)
    return Prepared(out.getvalue(), flat.width, flat.height)


def frames_of(said: Sequence[str], read: Sequence[str | None]) -> tuple[str, ...]:
    """The words of each picture or scene: those its author says, and those that were read and not said."""
    return tuple(_together(one or "", other or "") for one, other in zip_longest(said, read))


def _together(said: str, read: str) -> str:
    known = "".join(said.casefold().split())
    more = [line for line in read.splitlines() if "".join(line.casefold().split()) not in known]
    return "\n".join(line for line in (said, *more) if line)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture.convert("RGB")
