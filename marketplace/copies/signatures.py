"""MinHash: a few numbers that stand for a text, so that like texts agree in many of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from marketplace.copies.features import Features

Signatures = npt.NDArray[np.uint32]
"""One row a text, `LENGTH` columns."""

LENGTH = 192
BANDS = 64
ROWS = LENGTH // BANDS
"""Texts that agree in all rows of a band are compared: of pairs alike by .2, 40 in 100; by .33, 90; by .45, 99."""

_SEED = 20_261_127
_BATCH = 4096
_EMPTY = np.uint32(0xFFFFFFFF)


def signatures_of(texts: Sequence[Features]) -> Signatures:
    """The signatures of many texts; the share of equal numbers of two estimates how alike they are."""
    out = np.full((len(texts), LENGTH), _EMPTY, dtype=np.uint32)
    for low in range(0, len(texts), _BATCH):
        some = [(at, each) for at, each in enumerate(texts[low : low + _BATCH], low) if each]
        if not some:
            continue
        flat = np.fromiter((one for _, each in some for one in each), dtype=np.uint64)
        starts = np.cumsum([0, *(len(each) for _, each in some[:-1])])
        places = np.array([at for at, _ in some])
        for column in range(LENGTH):
            mixed = (flat * _MULTIPLIERS[column] + _SHIFTS[column]) >> np.uint64(32)
            out[places, column] = np.minimum.reduceat(mixed, starts).astype(np.uint32)
    return out


def band_keys(signatures: Signatures) -> npt.NDArray[np.uint64]:
    """One key for each band of each text; equal keys in one column mean that all rows of the band agree."""
    rows = signatures.reshape(len(signatures), BANDS, ROWS).astype(np.uint64)
    keys = np.zeros((len(signatures), BANDS), dtype=np.uint64)
    for row in range(ROWS):
        keys = (keys ^ rows[:, :, row]) * _PRIME
        keys ^= keys >> np.uint64(29)
    return keys ^ (np.arange(BANDS, dtype=np.uint64) * _PRIME)


def bands_of(text: Features) -> list[int]:
    """The keys of one text as the database keeps them: signed, and different in every band; none for a text of none."""
    return [int(key) for key in band_keys(signatures_of([text]))[0].view(np.int64)] if text else []


_PRIME = np.uint64(0x9E3779B97F4A7C15)
_drawn = np.random.default_rng(_SEED)
_MULTIPLIERS = _drawn.integers(1, 2**63, size=LENGTH, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SHIFTS = _drawn.integers(0, 2**63, size=LENGTH, dtype=np.uint64)
