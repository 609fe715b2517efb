"""How the followers came: steadily, in jumps, in stairs, and whether anybody noticed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median, pstdev

from marketplace.authenticity.profiles.profile import Post, Profile
from marketplace.authenticity.profiles.signs import Family, Sign, behind, ramp

FEWEST_STEPS = 4
WINDOW = timedelta(days=7)
NOTICED = timedelta(days=10)
A_HIT = 3.0
"""A post with so many times the median's reactions explains a jump."""

EXCUSED = 0.12
"""What a jump counts for that a hit explains, or that nobody can look into because posts are not known."""

History = Sequence[tuple[datetime, float]]


def signs_of_growth(profile: Profile) -> Iterator[Sign]:
    """What the history of followers says, and how many accounts one follows to be followed."""
    if profile.following is not None and profile.followers is not None:
        more = (profile.following + 10) / (profile.followers + 10)
        yield Sign("follows_to_be_followed", Family.GROWTH, more, 1, 1.5 * ramp(more, 5.0, 20.0))
    history = profile.history
    steps = len(history) - 1
    if steps < FEWEST_STEPS or history[0][1] <= 0:
        return
    jumps = _jumps(history)
    if jumps:
        yield from _of_jumps(profile, jumps, steps)
    lost = _largest_loss(history)
    yield Sign("followers_vanish", Family.GROWTH, lost, steps, 2.5 * ramp(lost, 0.03, 0.15) * behind(steps))
    grown = math.log(max(history[-1][1], 1) / history[0][1])
    if grown > 0:
        yield from _of_course(history, grown, steps)
        yield from _unheard(profile, grown)


def _of_jumps(profile: Profile, jumps: Sequence[tuple[float, datetime, datetime]], steps: int) -> Iterator[Sign]:
    weights = [
        (size, ramp(size, 0.08, 0.4) * _unexplained(profile.posts, since, until)) for size, since, until in jumps
    ]
    size, strongest = max(weights, key=lambda each: each[1])
    yield Sign("followers_jump", Family.GROWTH, size, steps, 4.0 * strongest * behind(steps))
    if len(jumps) > 1:
        again = sum(ramp(each, 0.04, 0.2) * _unexplained(profile.posts, since, until) for each, since, until in jumps)
        yield Sign(
            "followers_stairs", Family.GROWTH, float(len(jumps)), steps, 3.5 * ramp(again, 0.8, 3.0) * behind(steps)
        )


def _jumps(history: History) -> list[tuple[float, datetime, datetime]]:
    """Steps up that are far beyond the usual ones: (share gained, from, to); neighbours within a window are one.

    The share is of the first known followers (at most twice that of those of the day before), so that who buys more
    of them slowly does not make a jump look smaller.
    """
    rates = [
        (math.log(max(n, 1) / max(m, 1)), max((until - since).total_seconds() / 86_400, 0.5), since, until)
        for (since, m), (until, n) in zip(history, history[1:], strict=False)
    ]
    usual = max(median(abs(rate) / days for rate, days, _, _ in rates), 0.0005)
    found: list[tuple[float, datetime, datetime]] = []
    for rate, days, since, until in rates:
        beyond = rate - usual * days
        if beyond <= 0.015 or rate / days <= 6 * usual:
            continue
        if found and since - found[-1][2] <= WINDOW and until - found[-1][1] <= 2 * WINDOW:
            found[-1] = (found[-1][0] + beyond, found[-1][1], until)
        else:
            found.append((beyond, since, until))
    first, came = history[0][1], {at: max(count, 1.0) for at, count in history}
    return [
        (math.expm1(min(gained, 20.0)) * came[since] / max(first, came[since] / 2), since, until)
        for gained, since, until in found
    ]


def _unexplained(posts: Sequence[Post], since: datetime, until: datetime) -> float:
    """1 when no hit was published before a jump though posts of that time are known, else `EXCUSED`."""
    dated = [(post.at, _reactions(post)) for post in posts if post.at is not None and post.likes is not None]
    if len(dated) < FEWEST_STEPS or min(at for at, _ in dated) > since:
        return EXCUSED
    usual = median(reactions for _, reactions in dated)
    hits = any(since - NOTICED <= at <= until and reactions >= A_HIT * (usual + 1) for at, reactions in dated)
    return EXCUSED if hits else 1.0


def _largest_loss(history: History) -> float:
    """The largest share of followers that went within a window."""
    worst = 0.0
    for place, (at, count) in enumerate(history):
        for before_at, before in reversed(history[:place]):
            if at - before_at > 2 * WINDOW:
                break
            if before > 0:
                worst = max(worst, 1 - count / before)
    return worst


def _of_course(history: History, grown: float, steps: int) -> Iterator[Sign]:
    """Whether growth lies in a few steps, or in all alike."""
    gains = sorted((n - m for (_, m), (_, n) in zip(history, history[1:], strict=False)), reverse=True)
    ups = [gain for gain in gains if gain > 0]
    if steps >= 20 and sum(ups) > 0:
        best = sum(ups[: max(1, steps // 20)]) / sum(ups)
        much = ramp(math.expm1(min(grown, 20.0)), 0.03, 0.15)
        yield Sign("growth_in_few_days", Family.GROWTH, best, steps, 1.5 * ramp(best, 0.75, 1.0) * much * behind(steps))
        even = pstdev(gains) / (sum(gains) / steps) if sum(gains) > 0 else math.inf
        yield Sign(
            "growth_like_a_clock", Family.GROWTH, even, steps, 1.2 * ramp(even, 0.25, 0.05) * much * behind(steps)
        )


def _unheard(profile: Profile, grown: float) -> Iterator[Sign]:
    """Followers that came without a rise in reactions."""
    began, ended = profile.history[0][0], profile.history[-1][0]
    half = began + (ended - began) / 2
    dated = [(post.at, _reactions(post)) for post in profile.posts if post.at is not None and post.likes is not None]
    before = [reactions for at, reactions in dated if at <= half]
    after = [reactions for at, reactions in dated if at > half]
    if min(len(before), len(after)) < 5:
        return
    missing = grown / 2 - math.log((median(after) + 1) / (median(before) + 1))
    count = min(len(before), len(after))
    weight = 1.5 * ramp(min(missing, grown), 0.2, 1.0) * behind(count)
    yield Sign("followers_unheard", Family.GROWTH, missing, count, weight)


def _reactions(post: Post) -> float:
    return (post.likes or 0) + (post.comments or 0) + (post.saves or 0)
