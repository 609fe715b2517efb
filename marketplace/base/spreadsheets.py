"""Cells of a spreadsheet that stay what they are."""

from __future__ import annotations

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """Text that a spreadsheet would take for a formula is kept as text; numbers stay numbers."""
    if isinstance(cell, str):
        plain = cell.encode("utf-8", "replace").decode()
        return f"'{plain}" if plain.startswith(_BEGINS_A_FORMULA) else plain
    return cell
