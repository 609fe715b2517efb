"""What a profile still needs before its creator can apply. Completeness gates applying, never looking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.base.text import N_


class Need(StrEnum):
    """One thing that a complete profile has, in the order in which people are asked for them."""

    ABOUT = "about"
    NICHES = "niches"
    CHANNEL = "channel"
    PROOF = "proof"
    RATE = "rate"


LABELS: dict[StrEnum, str] = {
    Need.ABOUT: N_("Say who you are: a bio, your country and the languages of your posts"),
    Need.NICHES: N_("Choose what you post about"),
    Need.CHANNEL: N_("Add the channel you publish on"),
    Need.PROOF: N_("Prove that the channel is yours"),
    Need.RATE: N_("Set a price for one kind of post"),
}

ENDPOINTS: dict[Need, str] = {
    Need.ABOUT: "creators.edit_profile",
    Need.NICHES: "creators.edit_profile",
    Need.CHANNEL: "creators.channels",
    Need.PROOF: "creators.channels",
    Need.RATE: "creators.rates",
}
"""The page on which each need is met."""


@dataclass(frozen=True)
class ProfileState:
    """What a profile has so far."""

    bio: str
    country: str | None
    languages: Sequence[str]
    niches: Sequence[str]
    channels: int
    verified_channels: int
    rates: int


@dataclass(frozen=True)
class Step:
    """One line of the checklist."""

    need: Need
    done: bool

    @property
    def label(self) -> str:
        """What is asked for, to be translated where it is shown."""
        return LABELS[self.need]

    @property
    def endpoint(self) -> str:
        """The page on which it is done."""
        return ENDPOINTS[self.need]


def checklist(profile: ProfileState) -> tuple[Step, ...]:
    """Every need and whether it is met, in the order of asking."""
    met = {
        Need.ABOUT: bool(profile.bio.strip() and profile.country and profile.languages),
        Need.NICHES: bool(profile.niches),
        Need.CHANNEL: profile.channels > 0,
        Need.PROOF: profile.verified_channels > 0,
        Need.RATE: profile.rates > 0,
    }
    return tuple(Step(need, met[need]) for need in Need)


def next_need(profile: ProfileState) -> Need | None:
    """What to do next; none when the profile is complete."""
    return next((step.need for step in checklist(profile) if not step.done), None)
