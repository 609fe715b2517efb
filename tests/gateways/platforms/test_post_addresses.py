"""Which addresses name a post."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.gateways.platforms.addresses import canonical_post
from marketplace.gateways.platforms.errors import PostAddressRefused

BASE = "http://127.0.0.1:8101"


@pytest.mark.parametrize(
    ("url", "platform", "handle", "post"),
    [
        (f"{BASE}/xiaohongshu/maya_eats/posts/64f0a1", "xiaohongshu", "maya_eats", "64f0a1"),
        (f"  {BASE}/douyin/%E7%8E%9B%E9%9B%85/posts/64f0a1/?share=1#top ", "douyin", "玛雅", "64f0a1"),
        ("https://www.xiaohongshu.com/explore/64f0a1?xsec_token=AB", "xiaohongshu", None, "64f0a1"),
        ("https://www.xiaohongshu.com/discovery/item/64f0a1", "xiaohongshu", None, "64f0a1"),
        ("https://www.douyin.com/video/7300000000000000001", "douyin", None, "7300000000000000001"),
        ("https://www.instagram.com/p/Cx_y-1/?igsh=1", "instagram", None, "Cx_y-1"),
        ("https://instagram.com/reel/Cx_y-1", "instagram", None, "Cx_y-1"),
        ("https://www.tiktok.com/@bo.cooks/video/73001", "tiktok", "bo.cooks", "73001"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "youtube", None, "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "youtube", None, "dQw4w9WgXcQ"),
        ("https://WWW.YouTube.com/shorts/dQw4w9WgXcQ", "youtube", None, "dQw4w9WgXcQ"),
    ],
)
def test_an_address_names_platform_author_and_post(url: str, platform: str, handle: str | None, post: str) -> None:
    read = canonical_post(url, base_url=BASE)
    assert (read.platform, read.handle, read.post_id) == (platform, handle, post)
    assert canonical_post(read.url, base_url=BASE) == read


def test_two_ways_to_write_one_post_are_one_address() -> None:
    pasted = ("https://youtu.be/dQw4w9WgXcQ?si=x", "https://m.youtube.com/watch?app=1&v=dQw4w9WgXcQ")
    assert len({canonical_post(url, base_url=BASE).url for url in pasted}) == 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "not a web address"),
        ("maya's post", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("ftp://127.0.0.1:8101/tiktok/bo/posts/1234", "not a web address"),
        ("http://[::1", "not a web address"),
        ("https://www.youtube.com:99999/watch?v=dQw4w9WgXcQ", "not a web address"),
        ("https://youtu.be\\@elsewhere.example/abcd", "not a web address"),
        ("https://youtu.be/ab\ncd", "not a web address"),
        ("https://user:pass@youtu.be/dQw4w9WgXcQ", "not a web address"),
        ("http://127.0.0.1:8101@elsewhere.example/tiktok/bo/posts/1234", "not a web address"),
        ("https://youtu.be/" + "x" * 3000, "too long"),
        ("https://xhslink.com/a/Bcd", "short link"),
        ("http://169.254.169.254/latest/meta-data", "cannot read posts on 169.254.169.254"),
        ("http://127.0.0.1:6379/tiktok/bo/posts/1234", "cannot read posts on 127.0.0.1:6379"),
        ("https://127.0.0.1:8101/tiktok/bo/posts/1234", "cannot read posts on"),
        ("https://youtube.com.elsewhere.example/watch?v=dQw4w9WgXcQ", "cannot read posts on"),
        ("https://notyoutube.com/watch?v=dQw4w9WgXcQ", "cannot read posts on"),
        ("https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ", "cannot read posts on"),
        ("https://www.youtube.com/@bo", "names no single post"),
        ("https://www.youtube.com/watch?v=", "names no single post"),
        (f"{BASE}/tiktok/bo", "names no single post"),
        (f"{BASE}/tiktok/../posts/1234", "names no single post"),
        (f"{BASE}/tiktok/bo%2f..%2f../posts/1234", "names no single post"),
        (f"{BASE}/api/posts?url=x", "names no single post"),
    ],
)
def test_any_other_address_is_refused_in_words_that_help(url: str, says: str) -> None:
    with pytest.raises(PostAddressRefused, match=says) as refused:
        canonical_post(url, base_url=BASE)
    assert says in str(refused.value.sentence)


def test_an_interface_below_a_path_keeps_its_posts_below_it() -> None:
    base = "https://partner.example/v1"
    assert canonical_post(f"{base}/tiktok/bo/posts/1234", base_url=base + "/").url == f"{base}/tiktok/bo/posts/1234"
    with pytest.raises(PostAddressRefused):
        canonical_post("https://partner.example/tiktok/bo/posts/1234", base_url=base)


@given(st.text() | st.from_regex(r"https?://[\w.:@\[\]%/\\-]{0,40}", fullmatch=True))
def test_whatever_is_pasted_is_read_or_refused_and_stays_on_known_hosts(url: str) -> None:
    try:
        read = canonical_post(url, base_url=BASE)
    except PostAddressRefused:
        return
    assert read.url.startswith((BASE + "/", "https://www."))
