"""Texts as vectors, so that likeness of meaning can be computed, in Chinese and English alike."""
