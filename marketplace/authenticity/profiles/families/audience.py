"""Who follows: a sample of accounts, each judged by the table for accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from marketplace.authenticity.accounts.judging import judge_account
from marketplace.authenticity.profiles.profile import Profile
from marketplace.authenticity.profiles.signs import Family, Sign, behind, ramp

FEWEST = 5
FIGURES_COUNT_AS = 6
"""How many observations one line of the platform's own figures counts as."""


def signs_of_audience(profile: Profile) -> Iterator[Sign]:
    """What a sample of followers says."""
    if profile.active_followers_ratio is not None:
        active = profile.active_followers_ratio
        yield Sign(
            "followers_idle",
            Family.AUDIENCE,
            active,
            FIGURES_COUNT_AS,
            2.0 * ramp(active, 0.3, 0.1) * behind(FIGURES_COUNT_AS),
        )
    sample = profile.sample
    if len(sample) < FEWEST:
        return
    fake = sum(judge_account(account).p_fake for account in sample) / len(sample)
    yield Sign("followers_fake", Family.AUDIENCE, fake, len(sample), 4.0 * ramp(fake, 0.25, 0.55) * behind(len(sample)))
    told = [account for account in sample if account.followers is not None and account.following is not None]
    if len(told) >= 2 * FEWEST:
        often = Counter((account.followers, account.following, account.posts) for account in told)
        twins = sum(count for shape, count in often.items() if count > 1 and (shape[0] or shape[1])) / len(told)
        yield Sign(
            "followers_twins", Family.AUDIENCE, twins, len(told), 2.0 * ramp(twins, 0.2, 0.6) * behind(len(told))
        )
