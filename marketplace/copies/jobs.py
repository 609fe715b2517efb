"""Background work of copies: posts that were imported are compared."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.copies.actions import compare_new_posts, forget_gone_posts
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

_PIECE, _PIECES = 200, 20


@job(queue="slow")
def compare_imported_posts(_tick: Ticked) -> None:
    """Forgets what was taken back and compares what was imported since, in pieces of work of their own."""
    with unit_of_work(SYSTEM) as work:
        forget_gone_posts(work)
    for _ in range(_PIECES):
        with unit_of_work(SYSTEM) as work:
            if compare_new_posts(work, most=_PIECE) < _PIECE:
                return
