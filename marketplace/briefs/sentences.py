"""The words around a brief's life: the stages of a campaign, the next step in each state, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.base.actor import Side
from marketplace.base.text import N_
from marketplace.briefs.states import BriefState

S = BriefState

STAGES = (N_("Publish"), N_("Match"), N_("Review"), N_("Post"), N_("Pay"))
"""The way of a campaign, from the brief to the payout."""

_STAGE_NOW: Mapping[BriefState, int] = {
    S.DRAFT: 0, S.IN_REVIEW: 0, S.CHANGES_WANTED: 0, S.APPROVED: 0, S.FUNDED: 0,
    S.OPEN: 1, S.PAUSED: 1, S.CLOSED: 1, S.RUNNING: 2, S.WRAPPING: 5, S.ARCHIVED: 5,
}  # fmt: skip


def stage_states(state: BriefState) -> tuple[str, ...]:
    """For each stage whether it is done, current or to do; nothing for a campaign that was called off."""
    if state not in _STAGE_NOW:
        return ()
    now = _STAGE_NOW[state]
    return tuple("done" if place < now else "current" if place == now else "todo" for place in range(len(STAGES)))


@dataclass(frozen=True)
class NextStep:
    """Whose move it is, what they do, and what happens when the clock of the state runs out."""

    whose: Side | None
    does: str
    otherwise: str | None = None


NEXT_STEPS: Mapping[BriefState, NextStep] = {
    S.DRAFT: NextStep(Side.BRAND, N_("Read your brief once more and send it for review.")),
    S.IN_REVIEW: NextStep(Side.STAFF, N_("Our staff read the brief. This takes one working day.")),
    S.CHANGES_WANTED: NextStep(Side.BRAND, N_("Change what our staff ask for and send the brief again.")),
    S.REJECTED: NextStep(None, N_("Our staff have rejected this brief. Their reason stands below.")),
    S.APPROVED: NextStep(Side.BRAND, N_("Fund the brief. Creators can apply as soon as the budget is set aside.")),
    S.FUNDED: NextStep(None, N_("The budget is set aside.")),
    S.OPEN: NextStep(
        Side.BRAND, N_("Look at who fits and answer those who apply."), N_("The brief closes to new applications.")
    ),
    S.PAUSED: NextStep(
        Side.BRAND, N_("The brief takes no applications. Resume it when you are ready."), N_("The brief closes.")
    ),
    S.CLOSED: NextStep(
        Side.BRAND,
        N_("Decide on every application that is still open."),
        N_("Applicants are set free, and the budget returns to your wallet."),
    ),
    S.RUNNING: NextStep(None, N_("Creators are at work. Every order says whose turn it is.")),
    S.WRAPPING: NextStep(None, N_("All work is settled, and what was left of the budget is back in your wallet.")),
    S.ARCHIVED: NextStep(None, N_("This campaign is over.")),
    S.CANCELLED: NextStep(None, N_("This brief was cancelled. Whatever it held is back in your wallet.")),
}
"""State -> what its page says on top."""

HISTORY: Mapping[str, str] = {
    "submit": N_("Sent for review"),
    "ask_for_changes": N_("Changes asked for"),
    "reject": N_("Rejected"),
    "approve": N_("Approved"),
    "fund": N_("Budget set aside"),
    "open": N_("Opened for applications"),
    "pause": N_("Paused"),
    "resume": N_("Resumed"),
    "close": N_("Closed"),
    "close_on_time": N_("Closed at the deadline"),
    "fill": N_("Closed, because every place is taken"),
    "run": N_("Work began"),
    "run_dry": N_("Ended without work; the budget went back"),
    "wrap": N_("All work settled; the rest of the budget went back"),
    "archive": N_("Archived"),
    "cancel": N_("Cancelled"),
}
"""Verb of the lifecycle -> what the history says."""
