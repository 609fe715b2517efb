"""Background work of copies: posts that were imported are compared, those whose import was taken back are forgotten."""

from __future__ import annotations

from marketplace.base.actor import SYSTEM
from marketplace.copies.actions.texts import compare_new_posts, forget_gone_posts
from marketplace.copies.events import PostsLeftToCompare
from marketplace.creators.events import CreatorsImported, ImportUndone
from marketplace.work.jobs import Ticked, job
from marketplace.work.unit import unit_of_work

PIECE = 200
PIECES = 20
"""So many posts are compared in one piece of work, and so many pieces before others of the queue have their turn."""


@job(queue="slow")
def compare_imported_posts(_fact: CreatorsImported | PostsLeftToCompare) -> None:
    """Compares what was not compared yet, in pieces of work of their own, and announces it when some are left."""
    _compare()


@job(queue="slow")
def forget_undone_posts(_fact: ImportUndone) -> None:
    """Drops what was kept of posts that are no longer here."""
    _forget()


@job(queue="slow")
def catch_up_with_posts(_tick: Ticked) -> None:
    """Both, for whatever no fact has told of."""
    _forget()
    _compare()


def _compare() -> None:
    for piece in range(PIECES):
        with unit_of_work(SYSTEM) as work:
            done = compare_new_posts(work, most=PIECE)
            if done == PIECE and piece == PIECES - 1:
                work.announce(PostsLeftToCompare(posts=PIECE * PIECES))
        if done < PIECE:
            return


def _forget() -> None:
    with unit_of_work(SYSTEM) as work:
        forget_gone_posts(work)
