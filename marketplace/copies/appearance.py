"""What a picture looks like, small enough to be kept, and how alike two pictures are.

A perceptual hash: the picture in 64 × 64 greys, its 256 slowest waves along both sides (a cosine transform), and of
each whether it is stronger than half of them. Recompression and another size change a few of these bits, another
picture about half. A crop changes many: so two pictures are also compared with a strip left out at any of their edges.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

Matrix = npt.NDArray[np.float32]
Bits = npt.NDArray[np.bool_]

SIDE = 64
"""Pixels of the small picture that is kept."""

WAVES = 16
BITS = WAVES * WAVES

STRIPS = (0.0, 0.04, 0.08)
"""How much may be left out at each edge when two pictures are laid upon each other, as shares of the side."""

CLOSE = 48
"""Two pictures laid upon each other differ in at most so many bits when they are one."""

AGREES = 0.9
"""And their greys agree at least so well (correlation): few bits tell apart cards with different words on them."""

_PLAIN = 4.0


@dataclass(frozen=True)
class Appearance:
    """A picture in `SIDE` × `SIDE` greys, row by row."""

    greys: bytes

    @property
    def pattern(self) -> str:
        """Its hash: `BITS` characters, each 0 or 1."""
        return _written(_patterns(_rows(self))[0])

    @cached_property
    def mirrored(self) -> Appearance:
        """The picture as a mirror shows it."""
        return Appearance(_rows(self)[:, ::-1].astype(np.uint8).tobytes())


def appearance_of(content: bytes) -> Appearance | None:
    """What a picture looks like; nothing where it shows nothing, such as one colour all over, or is no picture."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.draft("L", (4 * SIDE, 4 * SIDE))
            grey = opened.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    found = Appearance(grey.tobytes())
    return found if float(_rows(found).std()) >= _PLAIN else None


def likeness(one: Appearance, other: Appearance) -> float:
    """How alike two pictures are, laid upon each other as well as their edges allow: 0 for two pictures, up to 1."""
    return max(_likeness(one, other), _likeness(one.mirrored, other))


def _likeness(one: Appearance, other: Appearance) -> float:
    differ = np.bitwise_count(_packed(one)[:, None, :] ^ _packed(other)[None, :, :]).sum(axis=2, dtype=np.uint16)
    mine, theirs = np.unravel_index(int(differ.argmin()), differ.shape)
    if differ[mine, theirs] > CLOSE:
        return 0.0
    laid = _window(_rows(one), int(mine)), _window(_rows(other), int(theirs))
    agreement = float(np.corrcoef(laid[0].ravel(), laid[1].ravel())[0, 1])
    return agreement if agreement >= AGREES else 0.0


def _rows(seen: Appearance) -> Matrix:
    return np.frombuffer(seen.greys, dtype=np.uint8).reshape(SIDE, SIDE).astype(np.float32)


def _patterns(rows: Matrix) -> Bits:
    """The bits of a picture laid out in every way, windows × `BITS`; the first is the whole picture."""
    along = _waves()
    found = (along @ rows @ along.T).reshape(len(_cuts()), WAVES, len(_cuts()), WAVES)
    waves = found.transpose(0, 2, 1, 3).reshape(-1, BITS)
    made: Bits = waves > np.median(waves, axis=1, keepdims=True)
    return made


@lru_cache(maxsize=1024)
def _packed(seen: Appearance) -> npt.NDArray[np.uint64]:
    """The patterns of a picture laid out in every way, 64 bits in a number."""
    return np.packbits(_patterns(_rows(seen)), axis=1).view(np.uint64)


def _window(rows: Matrix, number: int) -> Matrix:
    """The picture laid out in one of the ways, stretched to the whole again."""
    down, across = divmod(number, len(_cuts()))
    return (_stretch(*_cuts()[down]) @ rows @ _stretch(*_cuts()[across]).T).astype(np.float32)


@cache
def _cuts() -> tuple[tuple[float, float], ...]:
    """What may be left out at the two ends of a side."""
    return tuple(product(STRIPS, STRIPS))


@cache
def _waves() -> Matrix:
    """The slowest waves but the constant one, for each way to cut a side: cuts · waves × pixels."""
    place = (np.arange(SIDE) + 0.5) / SIDE
    cosine = np.cos(np.pi * np.arange(1, WAVES + 1)[:, None] * place[None, :])
    return np.vstack([cosine @ _stretch(*cut) for cut in _cuts()]).astype(np.float32)


@cache
def _stretch(left: float, right: float) -> Matrix:
    """What lays the middle of a side over the whole of it, each pixel mixed from its two neighbours."""
    wanted = (left + (1 - left - right) * (np.arange(SIDE) + 0.5) / SIDE) * SIDE - 0.5
    low = np.clip(np.floor(wanted).astype(int), 0, SIDE - 2)
    share = np.clip(wanted - low, 0, 1)
    made = np.zeros((SIDE, SIDE), dtype=np.float32)
    made[np.arange(SIDE), low] = 1 - share
    made[np.arange(SIDE), low + 1] += share
    return made


def _written(bits: Bits) -> str:
    return "".join("1" if each else "0" for each in bits)
