"""Reads posts and accounts over HTTP from one partner interface, and from nowhere else."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from marketplace.gateways.platforms.addresses import canonical_post
from marketplace.gateways.platforms.answers import account_from, post_from
from marketplace.gateways.platforms.errors import PlatformKeyRefused, PlatformUnavailable
from marketplace.gateways.platforms.protocol import LiveAccount, LivePost, PostAddress

LARGEST_ANSWER_BYTES = 1_000_000
LONGEST_WAIT_SECONDS = 86_400

T = TypeVar("T")


class HttpPlatforms:
    """A client of the platforms' partner interface.

    `base_url` is its address, `api_key` goes along as a bearer token, `timeout_seconds` is how long one answer may
    pause. Redirects are never followed; a lost connection is tried once more. Raises ValueError on a wrong base_url.
    """

    def __init__(self, base_url: str, api_key: str, *, timeout_seconds: float = 10.0) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
            raise ValueError("Give the platforms' address as https://host or https://host/path.")
        self._base_url = base_url.rstrip("/")
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {api_key}", "Accept": "application/json"},
            timeout=httpx.Timeout(timeout_seconds, connect=min(timeout_seconds, 5.0)),
            follow_redirects=False,
            # No connection outlives its call, so that a forked job worker never shares one with its parent.
            limits=httpx.Limits(max_keepalive_connections=0),
            # A proxy of the environment cannot reach a stand-in on this machine.
            trust_env=not _is_this_machine(parts.hostname),
        )

    def canonical_post(self, url: str) -> PostAddress:
        """Reads an address that a person pasted, without asking anybody. Raises PostAddressRefused."""
        return canonical_post(url, base_url=self._base_url)

    def read_post(self, url: str) -> LivePost | None:
        """The post, or None when it is gone. Raises PostAddressRefused, PlatformUnavailable."""
        address = self.canonical_post(url)
        return self._read("/api/posts", {"url": address.url}, post_from, gone="no_such_post")

    def read_account(self, platform: str, handle: str) -> LiveAccount | None:
        """The account, or None when there is none. Raises PlatformUnavailable."""
        if any("/" in step or not step.strip(".") for step in (platform, handle)):
            return None  # a step of dots would climb out of the accounts
        path = f"/api/accounts/{quote(platform, safe='')}/{quote(handle, safe='')}"
        return self._read(path, {}, account_from, gone="no_such_account")

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()

    def _read(
        self, path: str, query: Mapping[str, str], understand: Callable[[Mapping[str, Any]], T], *, gone: str
    ) -> T | None:
        try:
            answer, content = self._ask(path, query)
        except httpx.TransportError:
            try:
                answer, content = self._ask(path, query)
            except httpx.TransportError as why:
                raise PlatformUnavailable(f"The platform could not be reached ({type(why).__name__}).") from why
        if answer.status_code in (404, 410) and _error_code(content) == gone:
            return None
        _refuse_unless_ok(answer)
        try:
            return understand(json.loads(content))
        except (ValueError, KeyError, TypeError) as why:
            raise PlatformUnavailable("The platform's answer could not be understood.") from why

    def _ask(self, path: str, query: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        content = b""
        with self._client.stream("GET", self._base_url + path, params=query) as answer:
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > LARGEST_ANSWER_BYTES:
                    raise PlatformUnavailable("The platform's answer is too large to be a post or an account.")
        return answer, content


def _error_code(content: bytes) -> object:
    """What the interface calls its error: the 404 of a proxy or of a wrong path must not make a post look deleted."""
    with suppress(ValueError, TypeError, KeyError):
        return json.loads(content)["error"]["code"]
    return None


def _refuse_unless_ok(answer: httpx.Response) -> None:
    if answer.status_code == 200:
        return
    if answer.status_code in (401, 403):
        raise PlatformKeyRefused("The platform refused our key. Check PLATFORMS_API_KEY.")
    wait = answer.headers.get("Retry-After", "")
    raise PlatformUnavailable(
        f"The platform answered {answer.status_code}.",
        retry_after_seconds=min(int(wait), LONGEST_WAIT_SECONDS) if wait.isascii() and wait.isdigit() else None,
    )


def _is_this_machine(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
