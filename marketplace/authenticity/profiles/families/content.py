"""What is published: whether others publish the same, and whether a clock does the publishing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import pstdev

from marketplace.authenticity.profiles.population import Copied
from marketplace.authenticity.profiles.profile import Profile
from marketplace.authenticity.profiles.signs import Family, Sign, behind, ramp


def signs_of_copies(copied: Copied) -> Iterator[Sign]:
    """What the texts say that other creators published too."""
    if copied.posts:
        # Two people may tell of one place or one film in the words of its poster; many texts, or many people, do not.
        much = (copied.posts + 0.6 * copied.later) * (0.5 if copied.others == 1 else 1.0) + 0.5 * (copied.others - 1)
        weight = 4.0 * ramp(much, 0.4, 4.5)
        yield Sign("scripts_shared", Family.CONTENT, float(copied.posts), copied.of, weight)


def signs_of_content(profile: Profile) -> Iterator[Sign]:
    """What the times of the posts say."""
    times = [post.at for post in profile.posts if post.at is not None]
    gaps: list[float] = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    if len(gaps) >= 7 and any(gaps):
        even = pstdev(gaps) * len(gaps) / sum(gaps)
        yield Sign("rhythm_flat", Family.CONTENT, even, len(gaps), 1.5 * ramp(even, 0.4, 0.1) * behind(len(gaps)))
