"""Background work of copies: posts that were imported are compared."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.copies.actions import compare_new_posts
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

_PIECE, _PIECES = 200, 20


@job(queue="slow")
def compare_imported_posts(_tick: Ticked) -> None:
    """Compares what was imported since the last time, in pieces of work of their own."""
    for _ in range(_PIECES):
        with unit_of_work(SYSTEM) as work:
            if compare_new_posts(work, most=_PIECE) < _PIECE:
                return
