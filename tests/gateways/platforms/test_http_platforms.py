"""The platforms' client against the platforms program."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from marketplace.gateways.platforms.errors import PlatformKeyRefused, PlatformUnavailable, PostAddressRefused
from marketplace.gateways.platforms.http import HttpPlatforms
from marketplace.gateways.platforms.protocol import LiveAccount
from tests.programs import KEY, Program


@pytest.fixture
def platforms(platforms_program: Program, partner: httpx.Client) -> Iterator[HttpPlatforms]:
    client = HttpPlatforms(platforms_program.url, KEY, timeout_seconds=5)
    yield client
    client.close()


@pytest.fixture
def post_url(partner: httpx.Client) -> str:
    """The address of a labelled post by Maya."""
    post = {
        "platform": "xiaohongshu",
        "handle": "玛雅",
        "title": "芋泥蛋糕",
        "body": "好吃",
        "hashtags": ["甜品"],
        "native_label": True,
        "links": ["https://shop.example/a"],
        "published_at": "2026-11-20T09:00:00+08:00",
        "metrics": {"likes": 5, "impressions": 900},
    }
    made = partner.post("/api/posts", json=post)
    made.raise_for_status()
    return str(made.json()["url"])


def test_a_post_is_read_as_the_public_sees_it(platforms: HttpPlatforms, post_url: str) -> None:
    post = platforms.read_post(post_url + "?share=1")
    assert post is not None
    assert (post.platform, post.handle, post.title, post.body) == ("xiaohongshu", "玛雅", "芋泥蛋糕", "好吃")
    assert (post.native_label, post.ai_mark) == (True, False)
    assert (post.hashtags, post.links) == (("甜品",), ("https://shop.example/a",))
    assert post.published_at == datetime(2026, 11, 20, 1, tzinfo=UTC)
    assert post.edited_at is None
    assert (post.metrics.likes, post.metrics.impressions, post.metrics.shares) == (5, 900, 0)
    assert platforms.canonical_post(post.url).url == platforms.canonical_post(post_url).url


def test_a_label_taken_off_is_seen(platforms: HttpPlatforms, partner: httpx.Client, post_url: str) -> None:
    partner.patch("/api/posts", params={"url": post_url}, json={"native_label": False}).raise_for_status()
    post = platforms.read_post(post_url)
    assert post is not None
    assert post.native_label is False
    assert post.edited_at is not None


def test_a_deleted_post_is_none(platforms: HttpPlatforms, partner: httpx.Client, post_url: str) -> None:
    partner.delete("/api/posts", params={"url": post_url}).raise_for_status()
    assert platforms.read_post(post_url) is None


def test_an_account_is_read_and_an_unknown_one_is_none(platforms: HttpPlatforms, partner: httpx.Client) -> None:
    profile = {"name": "Bo", "bio": "code 7F3K", "followers": 8600}
    partner.put("/api/accounts/youtube/bo", json=profile).raise_for_status()
    assert platforms.read_account("youtube", "bo") == LiveAccount("youtube", "bo", "Bo", "code 7F3K", 8600, 0)
    for nobody in ("nobody", "..", "", "a/b", "../../healthz", "?x", "玛雅?", "a%2fb"):
        assert platforms.read_account("youtube", nobody) is None


def test_nothing_is_asked_about_an_address_elsewhere(platforms: HttpPlatforms) -> None:
    with pytest.raises(PostAddressRefused):
        platforms.read_post("http://169.254.169.254/latest/meta-data")


@pytest.mark.parametrize("fault", ["500", "429", "garbled", "redirect", "huge"])
def test_an_answer_that_is_no_answer_never_looks_like_a_deleted_post(
    platforms: HttpPlatforms, partner: httpx.Client, post_url: str, fault: str
) -> None:
    partner.post("/_standin/faults", json={"fault": fault, "next": 1, "seconds": 30}).raise_for_status()
    with pytest.raises(PlatformUnavailable) as refused:
        platforms.read_post(post_url)
    assert refused.value.retry_after_seconds == (30 if fault == "429" else None)
    assert platforms.read_post(post_url) is not None


def test_one_pause_is_waited_out_by_trying_again(
    platforms_program: Program, partner: httpx.Client, post_url: str
) -> None:
    hasty = HttpPlatforms(platforms_program.url, KEY, timeout_seconds=2)
    partner.post("/_standin/faults", json={"fault": "slow", "next": 1, "seconds": 4}).raise_for_status()
    assert hasty.read_post(post_url) is not None
    partner.post("/_standin/faults", json={"fault": "slow", "next": 2, "seconds": 12}).raise_for_status()
    began = time.monotonic()
    with pytest.raises(PlatformUnavailable):
        hasty.read_post(post_url)
    assert time.monotonic() - began < 11.5, "nobody waits for an answer that long"


def test_a_wrong_key_is_said_to_be_one(platforms_program: Program, post_url: str) -> None:
    with pytest.raises(PlatformKeyRefused, match="PLATFORMS_API_KEY"):
        HttpPlatforms(platforms_program.url, "wrong").read_post(post_url)


def test_a_platform_that_is_down_is_unavailable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PlatformUnavailable, match="could not be reached"):
        HttpPlatforms(f"http://127.0.0.1:{port}", KEY, timeout_seconds=1).read_account("tiktok", "bo")


def _http(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close"
    return head.encode() + b"\r\n\r\n" + body


NOT_OURS = _http("404 Not Found", b"not found")
WRONG_PATH = _http("404 Not Found", b'{"error": {"code": "not_found", "message": "No such page."}}')
HALF = _http("200 OK", b'{"platform": "tiktok", "handle": "bo"}')
UNCOUNTED = _http("200 OK", b'{"platform":"tiktok","handle":"bo","name":"Bo","bio":"","followers":-3,"posts":true}')


@pytest.mark.parametrize(
    "answer", [NOT_OURS, WRONG_PATH, HALF, UNCOUNTED, b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"]
)
def test_a_stranger_s_answer_is_not_believed(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_answer_twice, args=(server, answer), daemon=True).start()
        platforms = HttpPlatforms(f"http://127.0.0.1:{server.getsockname()[1]}", KEY, timeout_seconds=2)
        with pytest.raises(PlatformUnavailable):
            platforms.read_account("tiktok", "bo")


def _answer_twice(server: socket.socket, answer: bytes) -> None:
    for _ in range(2):
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.recv(65536)
            connection.sendall(answer)


@pytest.mark.parametrize("url", ["", "127.0.0.1:80", "ftp://x", "https://user:pass@x", "https://x?y"])
def test_a_wrong_base_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="platforms' address"):
        HttpPlatforms(url, KEY)
