"""Makes the small world: its stories, told on its own clock until the present."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed tells the same world
from collections.abc import Callable
from datetime import timedelta

from marketplace.work.instants import running_on
from marketplace.world.cast import Cast
from marketplace.world.example_rates import enter_example_rates
from marketplace.world.letters import ONLY_WRITTEN
from marketplace.world.on_paper import OnPaper
from marketplace.world.outside import Outside
from marketplace.world.running import Stage, present_instant, run, run_jobs
from marketplace.world.standin_outside import OnStandins, mail_answers, standins_answer
from marketplace.world.stories.booking import booking
from marketplace.world.stories.briefing import briefing
from marketplace.world.stories.importing import importing
from marketplace.world.stories.joining import joining
from marketplace.world.stories.papers import papers
from marketplace.world.stories.paying import paying
from marketplace.world.stories.paying_back import paying_back
from marketplace.world.stories.topping_up import topping_up
from marketplace.world.vectors import EMBEDDING_JOB, keep_shipped_vectors

LASTS = timedelta(days=160)


def make_small_world(seed: int, *, progress: Callable[[float], None] = lambda _share: None) -> Stage:
    """Tells every story on the database of the application; the same seed tells the same. Gives the stage."""
    present = present_instant()
    stage = Stage(_outside(), present - LASTS, present, random.Random(seed))  # noqa: S311 no secret
    cast = Cast()
    stories = [
        *joining(stage, cast),
        *briefing(stage, cast),
        *booking(stage, cast),
        *paying(stage, cast),
        *paying_back(stage, cast),
        *topping_up(stage, cast),
        *papers(stage, cast),
        *importing(stage),
    ]
    run(stage, stories, progress=progress)
    with running_on(lambda: stage.present):
        enter_example_rates(present.date())
    return stage


def embed(stage: Stage) -> None:
    """Keeps what everybody posts about as vectors, so that briefs can be ranked at once."""
    with running_on(lambda: stage.present):
        if keep_shipped_vectors():
            run_jobs(stage, (EMBEDDING_JOB,))


def _outside() -> Outside:
    letters = {} if mail_answers() else ONLY_WRITTEN
    return OnStandins(letters=letters) if standins_answer() else OnPaper(letters=letters)
