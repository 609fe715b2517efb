"""What the marketplace needs of the social platforms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class PostAddress:
    """A post's address, read. `handle` is None where a platform's addresses do not name the author."""

    platform: str
    handle: str | None
    post_id: str
    url: str


@dataclass(frozen=True)
class PostMetrics:
    """What the platform has counted for a post so far."""

    impressions: int
    reads: int
    likes: int
    saves: int
    comments: int
    shares: int


@dataclass(frozen=True)
class LivePost:
    """A post as the public sees it now. `native_label` is the platform's own mark for paid posts."""

    platform: str
    url: str
    handle: str
    title: str
    body: str
    hashtags: tuple[str, ...]
    native_label: bool
    ai_mark: bool
    links: tuple[str, ...]
    published_at: datetime
    edited_at: datetime | None
    metrics: PostMetrics


@dataclass(frozen=True)
class LiveAccount:
    """An account as the public sees it now. `posts` is their number."""

    platform: str
    handle: str
    name: str
    bio: str
    followers: int
    posts: int


class Platforms(Protocol):
    """A way to look at posts and accounts."""

    def canonical_post(self, url: str) -> PostAddress:
        """Reads an address that a person pasted, without asking anybody. Raises PostAddressRefused."""

    def read_post(self, url: str) -> LivePost | None:
        """The post, or None when it is gone. Raises PostAddressRefused, PlatformUnavailable."""

    def read_account(self, platform: str, handle: str) -> LiveAccount | None:
        """The account, or None when there is none. Raises PlatformUnavailable."""
