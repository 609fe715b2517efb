"""Vectors as they are stored and compared. Pure: arrays in, arrays out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

BANK_WEIGHT = 20.0
"""How many creators the bank stands for in the document mean, so that a handful of creators does not define it."""


def packed(vector: Vector) -> bytes:
    """A vector as it is stored: float32, little-endian."""
    return np.ascontiguousarray(vector, dtype="<f4").tobytes()


def unpacked(stored: bytes) -> Vector:
    """A stored vector."""
    return np.frombuffer(stored, dtype="<f4").astype(np.float32)


def centred(rows: Vector, mean: Vector) -> Vector:
    """Rows without what they have in common, of length 1; a row that is nothing but the mean stays zero."""
    moved = rows - mean
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    made: Vector = np.divide(moved, lengths, out=np.zeros_like(moved), where=lengths > 1e-9)
    return made
