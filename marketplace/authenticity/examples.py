"""What stands behind a sign of one channel: days, words and numbers that people can look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from marketplace.authenticity.comments.judging import spam_probabilities
from marketplace.authenticity.evidence import Example
from marketplace.authenticity.profiles.profile import Post, Profile

MOST = 3
_LONGEST = 120


def examples_for(sign: str, profile: Profile) -> Sequence[Example]:
    """A few examples of a sign, the clearest first; none for a sign that is about everything at once."""
    shown = _SHOWN.get(sign)
    return shown(profile)[:MOST] if shown else ()


def _gains(profile: Profile) -> list[Example]:
    steps = _steps(profile)
    return [Example(at=at, number=gain) for gain, at in sorted(steps, reverse=True) if gain > 0]


def _losses(profile: Profile) -> list[Example]:
    return [Example(at=at, number=gain) for gain, at in sorted(_steps(profile)) if gain < 0]


def _steps(profile: Profile) -> list[tuple[float, datetime]]:
    history = profile.history
    return [(n - m, day) for (_, m), (day, n) in zip(history, history[1:], strict=False)]


def _said_often(profile: Profile) -> list[Example]:
    said = Counter(comment.text.strip() for comment in profile.comments if comment.text and comment.text.strip())
    return [Example(words=text[:_LONGEST], number=times) for text, times in said.most_common(MOST) if times > 1]


def _spam(profile: Profile) -> list[Example]:
    told = [comment for comment in profile.comments if comment.text]
    ranked = sorted(zip(spam_probabilities(told), told, strict=True), key=lambda pair: -pair[0])
    return [Example(at=comment.at, words=(comment.text or "")[:_LONGEST]) for p, comment in ranked[:MOST] if p > 0.5]


def _by_share_of_likes(count: str, *, low: bool) -> Callable[[Profile], list[Example]]:
    def shown(profile: Profile) -> list[Example]:
        posts = [post for post in profile.posts if post.likes and getattr(post, count) is not None]
        posts.sort(key=lambda post: getattr(post, count) / (post.likes or 1), reverse=not low)
        return [_post(post, float(getattr(post, count))) for post in posts]

    return shown


def _most_liked(profile: Profile) -> list[Example]:
    posts = sorted((post for post in profile.posts if post.likes is not None), key=lambda post: -(post.likes or 0))
    return [_post(post, float(post.likes or 0)) for post in posts]


def _least_liked(profile: Profile) -> list[Example]:
    return _most_liked(profile)[::-1]


def _post(post: Post, number: float) -> Example:
    return Example(at=post.at, words=post.text[:_LONGEST] if post.text else None, number=number)


_SHOWN: Mapping[str, Callable[[Profile], list[Example]]] = {
    "followers_jump": _gains,
    "followers_stairs": _gains,
    "growth_in_few_days": _gains,
    "followers_vanish": _losses,
    "comments_repeated": _said_often,
    "comments_alike": _said_often,
    "comments_empty": _said_often,
    "comments_spam": _spam,
    "engagement_high": _most_liked,
    "engagement_low": _least_liked,
    "likes_floor": _least_liked,
    **{
        f"{count}_{end}": _by_share_of_likes(count, low=end == "low")
        for count in ("saves", "comments", "shares", "reads")
        for end in ("low", "high")
    },
}
