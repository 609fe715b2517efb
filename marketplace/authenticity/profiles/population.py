"""The creators of one file seen together: which posts are copies, who comments where, which words everybody uses."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.comments.words import key_of, plain
from marketplace.authenticity.profiles.profile import Post, Profile
from marketplace.copies.clusters import Script, clusters_of

Name = str | int

LATEST_TEXTS = 60
SHORTEST_TEXT = 20
"""Characters; shorter texts are alike by chance."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,'&#-]*")


@dataclass
class Copied:
    """How many of a creator's posts are copies, how many surely came after somebody else's, and of how many."""

    posts: int = 0
    later: int = 0
    others: int = 0  # creators who share the text that most share
    of: int = 0


@dataclass(frozen=True)
class Population:
    """What one creator's evidence needs to know of the others."""

    copied: Mapping[Name, Copied]
    busy_from: float
    """From under how many creators' posts on an author's comments are more than chance brings."""

    creators_of: Mapping[str, frozenset[Name]] = field(repr=False)
    """Author -> the creators under whose posts they comment."""

    keys: Mapping[Name, Sequence[str]] = field(repr=False)
    """Creator -> the words of each comment, as they are compared."""

    said: Mapping[int, int] = field(repr=False)
    """How often something is said in the file -> how many things are said so often."""

    def alike_by_chance(self, count: int) -> float:
        """Which share of so many comments would repeat another one if everybody drew from what is said in the file."""
        total = sum(often * things for often, things in self.said.items())
        if count < 2 or total <= count:
            return 0.0
        different = sum(things * (1 - (1 - often / total) ** count) for often, things in self.said.items())
        return max(0.0, 1 - different / count)


def population_of(profiles: Mapping[Name, Profile]) -> Population:
    """The population that a file is."""
    creators_of: defaultdict[str, set[Name]] = defaultdict(set)
    for name, profile in profiles.items():
        for comment in profile.comments:
            if comment.author is not None:
                creators_of[str(comment.author)].add(name)
    keys = {name: [_key(comment) for comment in profile.comments] for name, profile in profiles.items()}
    degrees = {author: len(creators - _self(author, creators)) for author, creators in creators_of.items()}
    return Population(
        copied=_copied(profiles),
        busy_from=busy_from(_quarters(profiles, degrees)),
        creators_of={author: frozenset(creators) for author, creators in creators_of.items()},
        keys=keys,
        said=said_often([key for each in keys.values() for key in each]),
    )


def busy_from(quarters: Sequence[float]) -> float:
    """From under how many creators' posts on an author comments more than chance brings.

    `quarters` says of each creator under how many creators' posts the less busy commenters are seen.
    """
    usual = max(1.0, median(quarters)) - 1 if quarters else 0.0
    return max(3.0, 1 + usual + 4 * math.sqrt(usual))


def said_often(keys: Sequence[str]) -> Mapping[int, int]:
    """How often something is said -> how many things are said so often."""
    return Counter(Counter(key for key in keys if key).values())


def _quarters(profiles: Mapping[Name, Profile], degrees: Mapping[str, int]) -> list[float]:
    """Under how many creators' posts the less busy commenters of each creator are seen."""
    quarters = []
    for profile in profiles.values():
        seen = sorted(degrees[str(each.author)] for each in profile.comments if each.author is not None)
        if seen:
            quarters.append(float(seen[len(seen) // 4]))
    return quarters


def _self(author: str, creators: set[Name]) -> set[Name]:
    return {name for name in creators if str(name) == author}


def _key(comment: Comment) -> str:
    return key_of(plain(comment.text or ""))


def _told(text: str) -> str:
    """A text without what no writer chooses: in Chinese, the Latin letters and digits of an address or a name."""
    chinese = len(_HAN.findall(text))
    return _LATIN.sub(" ", text) if chinese >= len(_LATIN.sub("", text)) / 2 and chinese >= SHORTEST_TEXT else text


def shared_texts(profiles: Mapping[Name, Profile]) -> list[set[Name]]:
    """For each text that several creators published in versions, who they are."""
    posts, clusters = _clustered(profiles)
    sharing: defaultdict[int, set[Name]] = defaultdict(set)
    for key, cluster in clusters.items():
        if cluster is not None:
            sharing[cluster].add(posts[key][0])
    return [sharing[cluster] for cluster in sorted(sharing)]


def _clustered(
    profiles: Mapping[Name, Profile],
) -> tuple[dict[str, tuple[Name, Post]], dict[str, int | None]]:
    """The latest texts by a key, each with its creator, and the cluster of each."""
    posts: dict[str, tuple[Name, Post]] = {}
    for number, (name, profile) in enumerate(profiles.items()):
        texts = [post for post in profile.posts if post.text and len(post.text) >= SHORTEST_TEXT][-LATEST_TEXTS:]
        posts.update({f"{number}:{place}": (name, post) for place, post in enumerate(texts)})
    return posts, clusters_of([Script(key, str(name), _told(post.text or "")) for key, (name, post) in posts.items()])


def _copied(profiles: Mapping[Name, Profile]) -> dict[Name, Copied]:
    posts, clusters = _clustered(profiles)
    first: dict[int, Post] = {}
    sharing: defaultdict[int, set[Name]] = defaultdict(set)
    for key, cluster in clusters.items():
        at = posts[key][1].at
        if cluster is not None:
            sharing[cluster].add(posts[key][0])
        if cluster is not None and at is not None:
            begun = first.get(cluster)
            if begun is None or begun.at is None or at < begun.at:
                first[cluster] = posts[key][1]
    found: defaultdict[Name, Copied] = defaultdict(Copied)
    for key, cluster in clusters.items():
        name, post = posts[key]
        found[name].of += 1
        if cluster is not None:
            found[name].posts += 1
            found[name].others = max(found[name].others, len(sharing[cluster]) - 1)
            found[name].later += post.at is not None and first[cluster] is not post
    return dict(found)
