"""How authenticity is judged and how often that errs: the figures of `docs/authenticity.md`, for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.base.text import N_


@dataclass(frozen=True)
class Measured:
    """A row of a table of errors: what was measured, and the figure as it stands in the document."""

    what: str
    figure: str


@dataclass(frozen=True)
class Card:
    """The figures of one measuring, and on what they were measured."""

    measured_on: str
    errors: Sequence[Measured]
    kinds: Sequence[Measured]
    fairness: Sequence[Measured]


CARD = Card(
    measured_on=N_("2,862 creators judged in six made worlds around real posts, 430 of them frauds"),
    errors=(
        Measured(
            N_("Frauds rank below honest creators, six kinds (1 is perfect, 0.5 is chance)"), "0.937 (0.920–0.954)"
        ),
        Measured(N_("The same by the engagement rate alone"), "0.631"),
        Measured(N_("How far the probability lies from what happened, on average"), "0.038"),
        Measured(N_("Accounts: fake ones rank above real ones, two sets"), "0.988, 0.984"),
        Measured(N_("Comments: spam ranks above the rest, under a video never seen"), "0.986–0.996"),
    ),
    kinds=(
        Measured(N_("Bought followers"), "0.973"),
        Measured(N_("Bought likes"), "0.844"),
        Measured(N_("Bought comments"), "0.956"),
        Measured(N_("Groups that comment in turn"), "0.910"),
        Measured(N_("Copied scripts"), "0.999"),
        Measured(N_("Audiences bought long ago"), "0.947"),
        Measured(N_("Somebody who knows every sign"), "0.587"),
    ),
    fairness=(
        Measured(N_("Honest creators called, under and over 1,000 followers"), "4.6 % / 9.4 %"),
        Measured(N_("The gap between them in points, and where it lies 95 times in 100"), "4.8 (0.1–14.9)"),
        Measured(N_("Honest creators called, English and Chinese"), "4.5 % / 8.7 %"),
        Measured(N_("The gap between them in points, and where it lies 95 times in 100"), "4.3 (0.2–10.1)"),
    ),
)
