"""The six digits that an authenticator app would show now (RFC 6238), for the demo's staff."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

_STEP_SECONDS = 30


def code_at(secret: str, unix_time: float) -> str:
    """The code of a base32 secret at a time."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(unix_time) // _STEP_SECONDS), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def seconds_left(unix_time: float) -> int:
    """How long the current code is still good."""
    return _STEP_SECONDS - int(unix_time) % _STEP_SECONDS
