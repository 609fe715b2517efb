"""What is said under the posts: spam, the same words again, and talk that comes all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import pstdev

from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.comments.judging import spam_probabilities
from marketplace.authenticity.comments.words import length_of
from marketplace.authenticity.profiles.profile import Profile
from marketplace.authenticity.profiles.signs import Family, Sign, behind, ramp

FEWEST = 4
AT_ONCE = timedelta(minutes=10)
FEWEST_AT_ONCE = 5
SHORT = 3
LONG_ENOUGH = 5
BY_CHANCE = 0.9
"""How much of what would be repeated by chance is taken off."""


def signs_of_talk(profile: Profile, keys: Sequence[str], by_chance: float) -> Iterator[Sign]:
    """What the comments say.

    `keys` are their words as they are compared, `by_chance` the share that would repeat what the whole file says.
    """
    told = [(comment, key) for comment, key in zip(profile.comments, keys, strict=True) if comment.text is not None]
    if len(told) >= FEWEST:
        yield from _of_words([comment for comment, _ in told], [key for _, key in told], by_chance)
    named = [comment.author for comment in profile.comments if comment.author is not None]
    if len(named) >= 2 * FEWEST:
        again = 1 - len(set(named)) / len(named)
        yield Sign("few_voices", Family.COMMENTS, again, len(named), 1.8 * ramp(again, 0.5, 0.9) * behind(len(named)))
    yield from _of_times(profile.comments)


def _of_words(comments: Sequence[Comment], keys: Sequence[str], by_chance: float) -> Iterator[Sign]:
    count = len(comments)
    spam = sum(spam_probabilities(comments)) / count
    yield Sign("comments_spam", Family.COMMENTS, spam, count, 3.5 * ramp(spam, 0.25, 0.55) * behind(count))
    often = Counter(keys)
    long = [key for key in keys if length_of(key) >= LONG_ENOUGH]
    common = BY_CHANCE * by_chance
    repeated = sum(often[key] > 1 for key in long) / count - common
    yield Sign("comments_repeated", Family.COMMENTS, repeated, count, 3.0 * ramp(repeated, 0.2, 0.5) * behind(count))
    same = sum(often[key] - 1 for key in set(keys)) / count - common
    yield Sign("comments_alike", Family.COMMENTS, same, count, 3.0 * ramp(same, 0.15, 0.55) * behind(count))
    empty = sum(length_of(key) <= SHORT for key in keys) / count
    yield Sign("comments_empty", Family.COMMENTS, empty, count, 1.5 * ramp(empty, 0.75, 1.0) * behind(count))


def _of_times(comments: Sequence[Comment]) -> Iterator[Sign]:
    by_post: defaultdict[object, list[datetime]] = defaultdict(list)
    for comment in comments:
        if comment.at is not None and comment.post is not None:
            by_post[comment.post].append(comment.at)
    many = [sorted(times) for times in by_post.values() if len(times) >= FEWEST_AT_ONCE]
    total = sum(map(len, many))
    if not total:
        return
    burst = sum(len(times) * (_largest_burst(times) - 1) / (len(times) - 1) for times in many) / total
    yield Sign("comments_at_once", Family.COMMENTS, burst, total, 2.5 * ramp(burst, 0.25, 0.8) * behind(total))
    even = [_evenness(times) for times in many if len(times) >= 2 * FEWEST]
    if even:
        value = sum(even) / len(even)
        yield Sign(
            "comments_like_a_clock", Family.COMMENTS, value, total, 2.0 * ramp(value, 0.45, 0.15) * behind(total)
        )


def _largest_burst(times: Sequence[datetime]) -> int:
    """How many of the comments lie in the fullest ten minutes."""
    most, begin = 0, 0
    for end, at in enumerate(times):
        while at - times[begin] > AT_ONCE:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def _evenness(times: Sequence[datetime]) -> float:
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    return pstdev(gaps) / (sum(gaps) / len(gaps)) if sum(gaps) else 0.0
