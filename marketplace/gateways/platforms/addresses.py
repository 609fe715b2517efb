"""Which addresses name a post, and how to tell platform, author and post from them.

The server only ever asks its own partner interface, so an address is a name here and never a place to go to. Still,
only known hosts pass: a link to anywhere else is a mistake that the person should hear of at once.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from marketplace.base.text import N_
from marketplace.gateways.platforms.errors import PostAddressRefused
from marketplace.gateways.platforms.protocol import PostAddress

LONGEST_ADDRESS = 2000


@dataclass(frozen=True)
class _Form:
    """One way in which a platform writes a post's address; `query` names a parameter that carries the post."""

    platform: str
    hosts: frozenset[str]
    path: re.Pattern[str]
    canonical: str
    query: str | None = None


def _form(platform: str, hosts: str, path: str, canonical: str, query: str | None = None) -> _Form:
    return _Form(platform, frozenset(hosts.split()), re.compile(path), canonical, query)


_HANDLE = r"(?P<handle>(?!\.+/)[\w.\-]{1,64})"
_ID = r"(?P<post>[A-Za-z0-9_-]{4,64})"
_YOUTUBE = "youtube.com www.youtube.com m.youtube.com"

# How the platforms wrote their posts' addresses in November 2026.
FORMS = (
    _form("xiaohongshu", "xiaohongshu.com www.xiaohongshu.com", rf"/(?:explore|discovery/item)/{_ID}",
          "https://www.xiaohongshu.com/explore/{post}"),
    _form("douyin", "douyin.com www.douyin.com", rf"/(?:video|note)/{_ID}", "https://www.douyin.com/video/{post}"),
    _form("instagram", "instagram.com www.instagram.com", rf"/(?:p|reel)/{_ID}",
          "https://www.instagram.com/p/{post}/"),
    _form("tiktok", "tiktok.com www.tiktok.com", rf"/@{_HANDLE}/(?:video|photo)/{_ID}",
          "https://www.tiktok.com/@{handle}/video/{post}"),
    _form("youtube", _YOUTUBE, r"/watch", "https://www.youtube.com/watch?v={post}", query="v"),
    _form("youtube", _YOUTUBE, rf"/shorts/{_ID}", "https://www.youtube.com/watch?v={post}"),
    _form("youtube", "youtu.be", rf"/{_ID}", "https://www.youtube.com/watch?v={post}"),
)  # fmt: skip
SHORT_LINK_HOSTS = frozenset({"xhslink.com", "v.douyin.com", "vm.tiktok.com", "vt.tiktok.com", "instagr.am"})
_KNOWN_HOSTS = frozenset(host for form in FORMS for host in form.hosts)
_PARTNER_PATH = re.compile(rf"/(?P<platform>[a-z0-9]{{2,30}})/{_HANDLE}/posts/{_ID}")

_NO_ADDRESS = N_("This is not a web address. Copy the post's whole address, beginning with https://.")
_TOO_LONG = N_("This address is too long. Copy it again from the post's page.")
_SHORT_LINK = N_("%(host)s is a short link. Open it, then copy the whole address from the post's page.")
_OTHER_HOST = N_("We cannot read posts on %(host)s. Give the post's address on the platform where you published it.")
_NO_POST = N_("This address is on %(host)s but names no single post. Open the post itself and copy its address.")


def canonical_post(url: str, *, base_url: str) -> PostAddress:
    """Platform, author and post that an address names, and the address without all that varies.

    `base_url` is the partner interface's own; posts live below it as `/<platform>/<handle>/posts/<id>`.
    Raises PostAddressRefused with a sentence for the person who pasted the address.
    """
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".")
    base = urlsplit(base_url)
    if (parts.scheme, parts.netloc.lower()) == (base.scheme, base.netloc.lower()):
        return _on_partner(parts, base_url, base.path.rstrip("/"), host)
    if host in SHORT_LINK_HOSTS:
        raise PostAddressRefused(_SHORT_LINK, host=host)
    if host not in _KNOWN_HOSTS or _port(parts) not in (None, 80, 443):
        raise PostAddressRefused(_OTHER_HOST, host=parts.netloc)
    return _on_platform(parts, host)


def _split(url: str) -> SplitResult:
    url = url.strip()
    if len(url) > LONGEST_ADDRESS:
        raise PostAddressRefused(_TOO_LONG)
    # Browsers and libraries disagree about what follows a backslash or a control character, so neither may occur.
    if any(character.isspace() or character == "\\" or not character.isprintable() for character in url):
        raise PostAddressRefused(_NO_ADDRESS)
    try:
        parts = urlsplit(url)
    except ValueError as why:
        raise PostAddressRefused(_NO_ADDRESS) from why
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise PostAddressRefused(_NO_ADDRESS)
    return parts


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as why:
        raise PostAddressRefused(_NO_ADDRESS) from why


def _path(parts: SplitResult) -> str:
    return unicodedata.normalize("NFC", unquote(parts.path)).rstrip("/")


def _on_partner(parts: SplitResult, base_url: str, prefix: str, host: str) -> PostAddress:
    path = _path(parts)
    found = _PARTNER_PATH.fullmatch(path.removeprefix(prefix)) if path.startswith(prefix) else None
    if found is None:
        raise PostAddressRefused(_NO_POST, host=host)
    url = base_url.rstrip("/") + quote(found.group())
    return PostAddress(found["platform"], found["handle"], found["post"], url)


def _on_platform(parts: SplitResult, host: str) -> PostAddress:
    path = _path(parts)
    for form in FORMS:
        found = form.path.fullmatch(path) if host in form.hosts else None
        if found is None:
            continue
        named = {"handle": None, "post": None} | found.groupdict()
        if form.query:
            value = parse_qs(parts.query).get(form.query, [""])[0]
            named["post"] = value if re.fullmatch(_ID, value) else None
        if named["post"]:
            url = form.canonical.format(handle=quote(named["handle"] or ""), post=named["post"])
            return PostAddress(form.platform, named["handle"], named["post"], url)
    raise PostAddressRefused(_NO_POST, host=host)
